// What the timers and steps of one lead become under other rules.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/parts.hpp"
#include "engine/translation.hpp"
#include "relance/core/bound_event.hpp"

namespace relance {

/// Looks at a lead, and changes nothing. Its attributes are loaded, nothing of it is due by `at`.
class Outlook {
 public:
  Outlook(EngineParts& parts, const Translation& translation, const LeadRecord& lead, Instant at);

  Pool<Timer> timers;  // of lines, deadlines and the watch, as they will be
  std::vector<OpenDeadline> deadlines;
  std::vector<Id> passed_lines;  // not armed: an `at` that has passed
  std::vector<Id> ended;         // deadlines by the rules before that end without a breach
  std::vector<std::pair<Id, Id>> released;  // deadlines, and reasons to pause them that the plan
                                            // lets go, by the rules before
  std::vector<std::string> without;         // what has no counterpart: the lead stays as it is
  std::string lane;
  /// kNone: it has no counterpart.
  Id state() const { return state_; }
  /// The plan closes the lead or puts it into nurture: it leaves its state, and what was begun in
  /// it ends as when an event does that.
  bool leaves() const { return leaves_; }

 private:
  void look_at_state();
  void look_at_lane();
  void look_at_fields();
  void look_at_steps();
  const Timer* armed(Id old_line) const;
  /// Whether a line goes on in the state that the lead comes to, or goes on purpose.
  bool has_counterpart(Id old_line) const;
  void look_at_lines();
  /// A line that is not armed has fired, unless it waits for a field that is not known.
  bool has_fired(Id old_line) const;
  /// What a line counts from; kNever where it is not to be armed.
  Instant start_of(const Tables& tables, Id line, Instant since, bool& past) const;
  void arm(Id line, const Timer* before);
  /// Only a line that counts from the entry keeps the instant of it.
  Instant since_of(const Timer& timer, bool from_entry);
  /// Its event was refused, so that it is tried again later than the rules say: that stays.
  bool put_off(const Timer& timer) const;
  static bool by_lane(const Delay& delay);
  /// A delay as the new rules count it for the lead, in the lane that it will be in.
  Delay counted(Delay delay) const;
  /// When the lead came into its state: by a line that counts from there, else by its journal.
  Instant entered();
  Instant entered_by_journal() const;
  /// `before`: the entry before it, null for the first.
  bool enters(const JournalEntry& entry, const JournalEntry* before) const;
  void add(const Timer& timer);
  /// What was promised stays promised (docs/decisions/0008), unless the plan closes the lead.
  void look_at_deadlines();
  void keep_deadline(const OpenDeadline& open, Id deadline, std::uint16_t held);
  /// The plan lets go what made its clock stand.
  void go_on(OpenDeadline& kept);
  void add_timer(Id deadline, TimerKind kind, Instant due, Instant since);
  /// The reasons that hold, as the new rules number them.
  std::uint16_t held_reasons(const OpenDeadline& open);
  /// What a deadline becomes: one that counts the same kind of time, open or plain.
  Id same_deadline(const OpenDeadline& open) const;
  /// The watch counts from where it counted; one that rested begins now.
  void look_at_watch();
  /// Nothing would be due by rules without a watch: lines that have fired are armed again, so that
  /// the lead is not forgotten (law 7).
  void look_again();

  EngineParts& parts_;
  const Translation& t_;
  const Tables& from_;
  const Tables& to_;
  const LeadRecord& lead_;
  const Instant at_;
  BoundEvent now_;
  Id state_ = kNone;
  bool lawful_ = false;  // the lead may come to state_
  bool leaves_ = false;
  bool limited_ = false;  // an open step goes on with a limit
  std::optional<Instant> entered_;
};

}  // namespace relance
