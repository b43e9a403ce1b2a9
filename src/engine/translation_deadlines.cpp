// What deadlines, and the reasons to pause them, are in other rules.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/translation.hpp"

namespace relance {

std::vector<std::string> deadline_names(const Tables& tables) {
  std::vector<std::string> names;
  for (const RulePlace& place : tables.deadline_places) names.push_back(place.path);
  return names;
}

std::vector<std::string> reason_names(const Tables& tables, Id deadline) {
  std::vector<std::string> names;
  const Slice reasons = tables.deadlines[deadline].reasons;
  for (Id i = 0; i < reasons.count; ++i) {
    const std::string& word = tables.words[tables.word_lists[std::size_t{reasons.first} + i]];
    names.push_back(fmt::format("{}{}{}", tables.deadline_places[deadline].path, kReason, word));
  }
  return names;
}

/// A lead has each deadline once: of two that would become one, that goes on which the plan names.
void Translation::add_deadlines() {
  const std::vector<std::string> old_names = deadline_names(from_), names = deadline_names(to_);
  std::set<Id> taken;
  deadlines_.assign(from_.deadlines.size(), kNone);
  const auto become = [&](Id old, const std::string& name) {
    const Id found = index_of(names, name);
    if (found != kNone && taken.insert(found).second) deadlines_[old] = found;
  };
  for (Id old = 0; old < old_names.size(); ++old) {
    const std::string target = mapped(old_names[old], "");
    if (target == kToNothing) deadlines_[old] = kGone;
    if (!target.empty()) become(old, target);
  }
  for (Id old = 0; old < old_names.size(); ++old) {
    if (mapped(old_names[old], "").empty()) become(old, old_names[old]);
  }
}

/// Of a deadline without a counterpart a reason has one when any deadline has it.
void Translation::add_reasons() {
  for (Id old = 0; old < from_.deadlines.size(); ++old) {
    std::vector<Id>& become = reasons_.emplace_back();
    const Id deadline = deadlines_[old];
    std::vector<std::string> names;
    for (Id each = 0; each < to_.deadlines.size(); ++each) {
      if (deadline < kGone && each != deadline) continue;
      for (std::string& name : reason_names(to_, each)) names.push_back(std::move(name));
    }
    for (const std::string& path : reason_names(from_, old)) {
      const std::string word = path.substr(path.find(kReason));
      const std::string same =
          deadline < kGone ? to_.deadline_places[deadline].path + word : std::string();
      const std::string target = mapped(path, same);
      const bool anywhere = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return target.empty() && name.ends_with(word);
      });
      become.push_back(target == kToNothing ? kGone : anywhere ? 0 : index_of(names, target));
    }
  }
}

std::string Translation::deadline_without(Id old_deadline) const {
  const std::string& path = from_.deadline_places[old_deadline].path;
  if (deadlines_[old_deadline] != kNone) return path + " (it counts another kind of time there)";
  const bool there = index_of(deadline_names(to_), mapped(path, path)) != kNone;
  return there ? path + " (another deadline becomes it)" : path;
}

}  // namespace relance
