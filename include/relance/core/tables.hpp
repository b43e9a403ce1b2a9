// A compiled workflow: names are dense ids, everything a decision reads is a flat array.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "relance/core/delay.hpp"
#include "relance/core/open_hours.hpp"
#include "relance/core/program.hpp"
#include "relance/core/verb.hpp"
#include "relance/core/zone.hpp"
#include "relance/event.hpp"
#include "relance/journal.hpp"
#include "relance/lead.hpp"
#include "relance/stage.hpp"

namespace relance {

/// A slice of Tables::candidates, effects, ...
struct Slice {
  std::uint16_t first = 0;
  std::uint16_t count = 0;
};

struct EffectRule {
  Verb verb = Verb::tell;
  bool by_preferred = false;  // channel is the lead's preferred one (none: Channel::none)
  Channel channel = Channel::none;
  Id name = kNone;              // Tables::words: what to send, whom to alert, which lane
  Id event = kNone;             // raise
  Id field = kNone;             // set: declared field id
  Id program = kNone;           // set: its value
  Slice with;                   // raise: Tables::constants
  Delay within, after, before;  // before: counted back from the appointment
  Id place = 0;                 // place of its step limit in the written order
};

/// One `after:` line of a state.
struct AfterRule {
  enum Start : std::uint8_t {
    entry = 0,  // delay after entering the state
    since = 1,  // delay after the instant in lead field `field`
    at = 2,     // at the instant (or first instant of the date) that `program` gives
  };
  std::uint8_t start = entry;
  Delay delay;         // entry, since
  Id field = kNone;    // since
  Id program = kNone;  // at
  Id raise = kNone;    // event id; kNone: only `effects`
  Slice with;          // Tables::constants
  Slice effects;       // its `do`
  Id place = 0;
};

struct Candidate {
  Id guard = kNone;   // Tables::programs; kNone: always
  Id target = kNone;  // kNone: the lead stays, nothing is left or entered
  Slice effects;      // its `do`
};

struct StateRow {
  Stage stage = Stage::fresh;
  Slice enter, exit;  // Tables::effects
  Slice after;        // Tables::after
};

struct FieldRow {
  Id name = kNone;  // Tables::words
  Type type = Type::text;
  bool personal = false;
  bool on_lead = true;  // false: only carried by author's events
  Slice one_of;         // Tables::words_lists: allowed texts; count 0: any
};

/// Who works a lead when it is not its owner: a team with its opening hours.
struct LaneRow {
  Id name = kNone;  // Tables::words
  Id calendar = 0;  // Tables::calendars; the first one where the lane names none
};

struct WatchRule {
  Delay every;  // unit none: there is no watch
  Slice effects;
  Id place = 0;
};

/// A promised delay between two events.
struct DeadlineRule {
  Id name = kNone;           // Tables::words
  Delay within, warn_after;  // warn_after: unit none when nobody is warned; plain or open as within
  Slice warn, breach;        // effects
  Slice told;                // Tables::constants: what `breached` carries
  Slice reasons;             // Tables::word_lists: what may pause it, by bit of OpenDeadline::held
  Id place = 0;              // of its breach; that of the warning is one less
};

/// What an event does to one deadline.
struct DeadlineMark {
  Id deadline = kNone;
  bool meets = false;
  bool starts = false;
  std::uint16_t holds = 0, releases = 0;  // reasons to pause, by bit
};

/// The rule ids that traces, the journal and `show` cite, and where they stand in the text.
struct RulePlace {
  std::string path;  // "states.incoming.events.lost[0]"
  int line = 0;
};

/// Immutable after compilation; shared between threads.
struct Tables {
  Id initial = 0;
  std::vector<StateRow> states;
  std::uint16_t events = 0;          // kBuiltInEvents + the author's
  std::vector<std::uint16_t> cells;  // (state * events + event) -> first candidate; one more
                                     // at the end, so that cells[i + 1] ends cell i
  std::vector<std::uint8_t> reads_attributes;  // by cell: a guard or effect may read campaign or a
                                               // declared field of the lead
  std::vector<Candidate> candidates;
  std::vector<EffectRule> effects;
  std::vector<AfterRule> after;
  std::vector<Program> programs;
  std::vector<BoundValue> constants;  // what raised events carry
  std::vector<FieldRow> fields;       // by field id - kDeclaredFields; lead fields first
  std::uint16_t lead_fields = 0;
  /// By author's event (event id - kBuiltInEvents): the field ids it may carry.
  std::vector<std::vector<Id>> carried;
  WatchRule watch;
  std::vector<LaneRow> lanes;  // in written order; new leads begin in the first
  std::vector<DeadlineRule> deadlines;
  std::vector<DeadlineMark> deadline_marks;
  std::vector<Slice> marks_of;  // by event: of deadline_marks; empty without deadlines
  ZoneTable zone;               // of the rules
  std::vector<OpenHours> calendars;
  std::int64_t currency_scale = 100;  // minor units in one unit
  std::string currency;
  std::uint64_t tag = 0;  // first 64 bits of the fingerprint

  std::vector<std::string> words;  // names of fields, sends, alerts, ...
  std::vector<Id> word_lists;      // one_of
  std::vector<std::string> state_names;
  std::vector<std::string> event_names;     // all, built-in first
  std::vector<RulePlace> candidate_places;  // beside candidates
  std::vector<RulePlace> effect_places;
  std::vector<RulePlace> after_places;
  std::vector<RulePlace> deadline_places;  // beside deadlines

  /// What an entry of the journal calls its event.
  std::string_view event_name(Id event) const {
    if (event == kDeployedEvent) return "deployed";
    return event < event_names.size() ? std::string_view(event_names[event]) : "unknown";
  }

  std::size_t cell(Id state, Id event) const {
    return static_cast<std::size_t>(state) * events + event;
  }
};

}  // namespace relance
