// What a definition must obey, and what the checks learn on the way.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "relance/compile_options.hpp"
#include "relance/core/open_hours.hpp"
#include "relance/core/program.hpp"
#include "relance/core/zone.hpp"
#include "relance/value.hpp"
#include "rules/definition.hpp"
#include "rules/index.hpp"
#include "rules/problems.hpp"
#include "rules/values.hpp"
#include "time/calendar.hpp"

namespace relance::rules {

/// Lawful, and surely not meant: told to an author, but not of rules that were taken before.
struct Doubt {
  int code = 0;
  Span at;
  std::string message, hint;
};

/// A definition with everything that it names. Keys of the maps are nodes of the tree.
struct Checked {
  Definition definition;
  Index index;
  Money money;
  ZoneTable zone;
  std::vector<CalendarSpec> specs;          // by written calendar, normalised
  std::vector<OpenHours> calendars;         // different ones only
  std::vector<Id> calendar_ids;             // by written calendar: which of `calendars`
  std::map<const Node*, Program> programs;  // guards, `at`, values of `set`
  std::map<const Node*, Value> constants;   // values of `with`
  std::vector<Doubt> doubts;
};

/// All checks. Complete only when no problem was told.
Checked check(Definition definition, const CompileOptions& options, Problems& problems);

/// The field that a raised event may carry under this name; nothing when it may not.
std::optional<Id> carried_by(Id event, std::string_view name, const Index& index);

/// Tells that there is no event of this name.
void tell_unknown_event(const Word& event, const Checked& checked, Problems& problems);

// The checks, one function per rule or family of rules; each tells problems of its own codes.
void check_states(const Checked& checked, Problems& problems);      // initial_not_new
void check_sizes(const Checked& checked, Problems& problems);       // too_many
void check_moves(const Checked& checked, Problems& problems);       // unknown_*, unlawful_move
void check_effects(const Checked& checked, Problems& problems);     // channels, host effects
void check_delays(const Checked& checked, Problems& problems);      // calendars, shortest delays
void check_deadlines(const Checked& checked, Problems& problems);   // not_waited_for, warnings
void check_raises(Checked& checked, Problems& problems);            // what may be raised, with what
void check_benchmarks(const Checked& checked, Problems& problems);  // unknown_milestone
void check_money(Checked& checked, Problems& problems);             // bad_currency, no_currency
void check_calendars(Checked& checked, const CompileOptions& options, Problems& problems);
void check_expressions(Checked& checked, Problems& problems);  // 300 and up, not_settable

}  // namespace relance::rules
