#include "proof/guards.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "expr/may_fail.hpp"
#include "proof/codes.hpp"

namespace relance::proof {
namespace {

constexpr std::size_t kMostCombinations = 4'096;

using Domains = std::map<FieldRef, std::vector<Value>>;

Domains domains_of(const Tables& tables, Cell cell, const std::set<FieldRef>& fields,
                   const std::vector<const Program*>& guards) {
  Domains domains;
  for (const FieldRef field : fields) domains[field] = values_of(tables, cell, field, guards);
  return domains;
}

Scalar answer_of(const Tables& tables, const Program& guard, const Assignment& assumed) {
  return evaluate(guard, AssumedFields(tables, assumed));
}

bool too_many(const Domains& domains) {
  return any_assignment(domains, kMostCombinations, [](const Assignment&) { return true; }) ==
         false;
}

void keep_told(const Tables& tables, Domains& domains, Told told) {
  const auto deadline = domains.find({FieldRef::event, id(FieldKind::deadline)});
  if (told.deadline != kNone && deadline != domains.end()) {
    deadline->second = {Value::of(tables.words[tables.deadlines[told.deadline].name])};
  }
  const auto outcomes = domains.find({FieldRef::event, id(FieldKind::outcome)});
  if (told.outcome == Told::anything || outcomes == domains.end()) return;
  const Value conversation = Value::of(name(Outcome::conversation));
  std::erase_if(outcomes->second, [&](const Value& each) {
    return (each == conversation) != (told.outcome == Told::conversation);
  });
}

/// Fields that say something of each other.
bool share_fields(const Reads& a, const Reads& b) {
  return std::any_of(a.fields.begin(), a.fields.end(), [&](FieldRef field) {
    return b.fields.contains(field) ||
           (is_count(field) && std::any_of(b.fields.begin(), b.fields.end(), is_count));
  });
}

bool same_program(const Program& a, const Program& b) {
  const auto same_code = [](const Instruction& i, const Instruction& j) {
    return i.op == j.op && i.a == j.a && i.b == j.b && i.c == j.c && i.join == j.join &&
           i.slot == j.slot && i.jump == j.jump;
  };
  const auto same_constant = [](const Scalar& i, const Scalar& j) {
    return i.kind == j.kind && i.size == j.size && i.number == j.number;
  };
  return std::equal(a.code.begin(), a.code.end(), b.code.begin(), b.code.end(), same_code) &&
         std::equal(a.constants.begin(), a.constants.end(), b.constants.begin(), b.constants.end(),
                    same_constant) &&
         a.text == b.text;
}

class Check {
 public:
  Check(const rules::Definition& definition, const Tables& tables, rules::Problems& problems)
      : definition_(definition), tables_(tables), problems_(problems) {
    for (std::size_t i = 0; i < tables.event_names.size(); ++i) {
      events_.emplace(tables.event_names[i], static_cast<Id>(i));
    }
  }

  void run() {
    for (Id state = 0; state < definition_.states.size(); ++state) {
      for (const rules::TransitionDefinition& transition : definition_.states[state].events) {
        check(transition, {state, events_.at(transition.event.text)});
      }
    }
  }

 private:
  void check(const rules::TransitionDefinition& transition, Cell cell) {
    const Id first = tables_.cells[tables_.cell(cell.state, cell.event)];
    for (std::size_t i = 0; i < transition.candidates.size(); ++i) {
      const rules::CandidateDefinition& written = transition.candidates[i];
      const Id candidate = static_cast<Id>(first + i);
      const Id guard = tables_.candidates[candidate].guard;
      if (guard == kNone) continue;
      const Always always = constant_answer(tables_, cell, tables_.programs[guard]);
      if (always != Always::open) {
        tell_constant(*written.guard, always);
        continue;
      }
      const Id before = hidden_behind(tables_, cell, candidate);
      if (before != kNone) tell_hidden(written, transition.event.text, before);
    }
  }

  void tell_constant(const rules::Node& guard, Always always) {
    const bool yes = always == Always::yes;
    problems_.add(static_cast<int>(Code::constant_guard), guard.at,
                  fmt::format("this condition is {} true", yes ? "always" : "never"),
                  yes ? "leave `if` away"
                      : "no value of what it reads makes it true: remove the "
                        "way, or correct the condition");
  }

  void tell_hidden(const rules::CandidateDefinition& written, std::string_view event, Id before) {
    problems_.add(static_cast<int>(Code::hidden_way), written.guard->at,
                  fmt::format("this way of {} is never taken", rules::quoted(event)),
                  fmt::format("whenever its condition is true, one before it is taken (line {})",
                              tables_.candidate_places[before].line));
  }

  const rules::Definition& definition_;
  const Tables& tables_;
  rules::Problems& problems_;
  std::map<std::string_view, Id> events_;
};

}  // namespace

Always constant_answer(const Tables& tables, Cell cell, const Program& guard) {
  const Assignment nothing;
  const AssumedFields fields(tables, nothing);
  const Scalar answer = evaluate(guard, fields);
  if (!fields.asked()) return answer.is(true) ? Always::yes : Always::no;
  const Reads reads = reads_of(guard);
  if (!reads.simple) return expr::may_hold(guard) ? Always::open : Always::no;
  const Domains domains = domains_of(tables, cell, reads.fields, {&guard});
  if (too_many(domains)) return Always::open;
  bool yes = false, no = false;
  any_assignment(domains, kMostCombinations, [&](const Assignment& assumed) {
    const Scalar each = answer_of(tables, guard, assumed);
    yes |= each.is(true) || each.kind == Scalar::failed;  // what fails is not known here
    no |= !each.is(true);
    return yes && no;
  });
  if (!yes) return Always::no;
  return no ? Always::open : Always::yes;
}

Id hidden_behind(const Tables& tables, Cell cell, Id candidate) {
  const Program& guard = tables.programs[tables.candidates[candidate].guard];
  Reads reads = reads_of(guard);
  const bool simple = reads.simple;
  std::vector<const Program*> guards{&guard};
  Id last = kNone;
  for (Id i = tables.cells[tables.cell(cell.state, cell.event)]; i < candidate; ++i) {
    const Id other = tables.candidates[i].guard;
    if (other == kNone) return kNone;  // told as such
    const Program& before = tables.programs[other];
    if (same_program(guard, before)) return i;
    const Reads read = reads_of(before);
    if (!simple || !read.simple || !share_fields(reads, read)) continue;
    guards.push_back(&before);
    last = i;
    reads.fields.insert(read.fields.begin(), read.fields.end());
  }
  if (last == kNone) return kNone;
  const Domains domains = domains_of(tables, cell, reads.fields, guards);
  if (too_many(domains)) return kNone;
  const bool taken = any_assignment(domains, kMostCombinations, [&](const Assignment& assumed) {
    const Scalar each = answer_of(tables, guard, assumed);
    if (!each.is(true)) return each.kind == Scalar::failed;
    return std::none_of(guards.begin() + 1, guards.end(), [&](const Program* before) {
      return answer_of(tables, *before, assumed).is(true);
    });
  });
  return taken ? kNone : last;
}

bool may_choose(const Tables& tables, Cell cell, Id candidate, Told told) {
  const std::size_t at = tables.cell(cell.state, cell.event);
  std::set<FieldRef> fields;
  std::vector<const Program*> guards;  // whose answers are known, `own` among them
  const auto known = [&](Id each) -> const Program* {
    const Id guard = tables.candidates[each].guard;
    if (guard == kNone) return nullptr;
    const Reads reads = reads_of(tables.programs[guard]);
    if (!reads.simple) return nullptr;
    fields.insert(reads.fields.begin(), reads.fields.end());
    guards.push_back(&tables.programs[guard]);
    return guards.back();
  };
  const Program* const own = candidate == kNone ? nullptr : known(candidate);
  const Id end = candidate == kNone ? tables.cells[at + 1] : candidate;
  for (Id before = tables.cells[at]; before < end; ++before) known(before);
  Domains domains = domains_of(tables, cell, fields, guards);
  keep_told(tables, domains, told);
  if (too_many(domains)) return true;
  return any_assignment(domains, kMostCombinations, [&](const Assignment& assumed) {
    return std::all_of(guards.begin(), guards.end(), [&](const Program* guard) {
      const Scalar answer = answer_of(tables, *guard, assumed);
      return answer.kind == Scalar::failed || answer.is(true) == (guard == own);
    });
  });
}

void check_guards(const rules::Definition& definition, const Tables& tables,
                  rules::Problems& problems) {
  Check(definition, tables, problems).run();
}

}  // namespace relance::proof
