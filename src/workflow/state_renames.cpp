#include "workflow/state_renames.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "workflow/difference_words.hpp"

namespace relance {
namespace {

using rules::Entry;
using rules::Node;

void collect_lines(const Node& node, const std::string& before, std::multiset<std::string>& lines) {
  for (const Entry& entry : node.entries) {
    collect_lines(entry.value, before + entry.key.text + '.', lines);
  }
  for (const Node& item : node.items) lines.insert(before + whole_text(item));
  if (node.is(Node::scalar)) lines.insert(before + node.text);
}

/// From 0 to 1: which part of the lines of both is alike.
double likeness(const Node& a, const Node& b) {
  std::multiset<std::string> lines_a, lines_b, common;
  collect_lines(a, "", lines_a);
  collect_lines(b, "", lines_b);
  std::set_intersection(lines_a.begin(), lines_a.end(), lines_b.begin(), lines_b.end(),
                        std::inserter(common, common.end()));
  return 2.0 * static_cast<double>(common.size()) /
         static_cast<double>(lines_a.size() + lines_b.size());
}

void rename(Node& node, const Renames& renames, bool names_state) {
  for (const auto& [gone, come] : renames) {
    if (names_state && node.is(Node::scalar) && node.text == gone) {
      node.text = come;
      return;
    }
  }
  for (Node& item : node.items) rename(item, renames, false);
  for (Entry& entry : node.entries) {
    const bool states = entry.key.text == "states";
    if (states) {
      for (Entry& state : entry.value.entries) rename(state.key, renames, true);
    }
    rename(entry.value, renames, entry.key.text == "to" || entry.key.text == "initial");
  }
}

}  // namespace

Renames guess_renames(const Node& before, const Node& after) {
  constexpr double kAlike = 0.5;
  const Node* old_states = value_of(before, "states");
  const Node* new_states = value_of(after, "states");
  Renames renames;
  if (old_states == nullptr || new_states == nullptr) return renames;
  std::vector<std::pair<double, std::pair<std::string, std::string>>> pairs;
  for (const Entry& gone : old_states->entries) {
    if (value_of(*new_states, gone.key.text) != nullptr) continue;
    for (const Entry& come : new_states->entries) {
      if (value_of(*old_states, come.key.text) != nullptr) continue;
      const Node *of_gone = value_of(gone.value, "stage"), *of_come = value_of(come.value, "stage");
      if (of_gone == nullptr || of_come == nullptr || of_gone->text != of_come->text) continue;
      const double alike = likeness(gone.value, come.value);
      if (alike >= kAlike) pairs.push_back({alike, {gone.key.text, come.key.text}});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::set<std::string> taken;
  for (const auto& [alike, pair] : pairs) {
    if (taken.contains("-" + pair.first) || taken.contains("+" + pair.second)) continue;
    taken.insert({"-" + pair.first, "+" + pair.second});
    renames.push_back(pair);
  }
  return renames;
}

void rename_states(Node& root, const Renames& renames) { rename(root, renames, false); }

}  // namespace relance
