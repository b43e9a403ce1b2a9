// Compares normalised texts as trees, so that a section which is new to the rules is told of too.
#include "relance/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/source.hpp"
#include "rules/document.hpp"
#include "workflow/difference_words.hpp"
#include "workflow/state_renames.hpp"

namespace relance {
namespace {

using rules::Entry;
using rules::Node;

constexpr std::size_t kItemsTold = 3;  // of a long list of dates or texts

const Node kNoEntries = [] {
  Node none;
  none.kind = Node::map;
  return none;
}();

Node tree_of(const Workflow& workflow) {
  const Source source(workflow.normalised(), workflow.name());
  rules::Problems problems(source);
  return rules::parse_document(problems).value_or(Node{});  // we wrote it: it is a tree
}

/// Whether the key of a changed value says nothing beside it: "first call: 2 min > 5 min".
bool is_measure(std::string_view key) {
  return key == "within" || key == "delay" || key == "every" || key == "if" || key == "to";
}

bool is_list_of_words(const Node& node) {
  return node.is(Node::list) && std::all_of(node.items.begin(), node.items.end(),
                                            [](const Node& item) { return item.is(Node::scalar); });
}

class Comparer {
 public:
  void tell_renames(const Renames& renames) {
    for (const auto& [gone, come] : renames) {
      told_.push_back({Difference::renamed, "states." + come, "state", gone, come});
    }
  }

  void compare(const Node& before, const Node& after) {
    if (before.kind != after.kind)
      return tell(Difference::changed, {}, described(before), described(after));
    if (before.is(Node::map)) return compare_maps(before, after);
    if (is_list_of_words(before) && is_list_of_words(after)) return compare_words(before, after);
    if (before.is(Node::list)) return compare_lists(before, after);
    if (before.text != after.text) tell(Difference::changed, {}, before.text, after.text);
  }

  std::vector<Difference> take() { return std::move(told_); }

 private:
  /// Where the comparison stands: keys, and the words for them with the names of items.
  std::string where() const {
    KeyPath told = path_;
    const bool named = told.size() > 2 || (told.size() == 2 && told[0] == "watch");
    if (named && is_measure(told.back())) told.pop_back();
    return subject(told) + items_;
  }

  void tell(Difference::Kind kind, std::string_view more, std::string before, std::string after) {
    std::string what = where();
    if (!more.empty()) what += fmt::format(", {}", more);
    told_.push_back({kind, path_text(path_), std::move(what), std::move(before), std::move(after)});
  }

  void compare_maps(const Node& before, const Node& after) {
    for (const Entry& entry : before.entries) {
      if (value_of(after, entry.key.text) != nullptr) continue;
      if (is_collection(entry)) {
        compare_entry(entry.key.text, entry.value, kNoEntries);
      } else {
        tell_entry(Difference::removed, entry);
      }
    }
    for (const Entry& entry : after.entries) {
      const Node* old = value_of(before, entry.key.text);
      if (old == nullptr && !is_collection(entry)) {
        tell_entry(Difference::added, entry);
      } else {
        compare_entry(entry.key.text, old == nullptr ? kNoEntries : *old, entry.value);
      }
    }
  }

  /// A whole section of named things, such as deadlines: each of them is told.
  bool is_collection(const Entry& entry) const {
    return path_.empty() && entry.value.is(Node::map) && has_several(entry.key.text);
  }

  void compare_entry(const std::string& key, const Node& before, const Node& after) {
    if (whole_text(before) == whole_text(after)) return;
    if (!in_item_) {
      path_.push_back(key);
      compare(before, after);
      path_.pop_back();
      return;
    }
    // Keys of an item are told with its name.
    const std::string kept = items_;
    if (!is_measure(key)) items_ += ", " + part_name(key);
    compare(before, after);
    items_ = kept;
  }

  /// A day that a calendar does not name is closed.
  static bool is_day(const KeyPath& path) {
    return path.size() == 3 && path[0] == "calendars" && path[2] == "open";
  }

  void tell_entry(Difference::Kind kind, const Entry& entry) {
    const bool added = kind == Difference::added;
    if (!in_item_) path_.push_back(entry.key.text);
    std::string text;
    if (in_item_) text = fmt::format("{} {}", entry.key.text, described(entry.value));
    // A part that is a map, such as a state, is told by its name alone.
    if (!in_item_ && !entry.value.is(Node::map)) text = described(entry.value);
    const KeyPath parent(path_.begin(), path_.end() - (in_item_ ? 0 : 1));
    if (!in_item_ && is_day(parent)) {
      tell(Difference::changed, {}, added ? "closed" : text, added ? text : "closed");
    } else {
      tell(kind, {}, added ? "" : text, added ? text : "");
    }
    if (!in_item_) path_.pop_back();
  }

  /// Lists of dates and of allowed texts are sets; open hours are told whole.
  void compare_words(const Node& before, const Node& after) {
    const bool hours = path_.size() > 2 && path_[0] == "calendars" && path_.back() != "closed";
    if (hours) return tell(Difference::changed, {}, described(before), described(after));
    tell_words(Difference::removed, words_only_in(before, after));
    tell_words(Difference::added, words_only_in(after, before));
  }

  static std::vector<std::string> words_only_in(const Node& one, const Node& other) {
    std::set<std::string> known;
    for (const Node& item : other.items) known.insert(item.text);
    std::vector<std::string> words;
    for (const Node& item : one.items) {
      if (!known.contains(item.text)) words.push_back(item.text);
    }
    return words;
  }

  void tell_words(Difference::Kind kind, const std::vector<std::string>& words) {
    if (words.empty()) return;
    const std::size_t told = std::min(words.size(), kItemsTold);
    std::string text = fmt::format(
        "{}", fmt::join(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(told), ", "));
    if (told < words.size()) text += fmt::format(" and {} more", words.size() - told);
    const bool added = kind == Difference::added;
    tell(kind, {}, added ? "" : text, added ? text : "");
  }

  using Partners = std::vector<std::optional<std::size_t>>;

  /// Which item of `before` each item of `after` was: equal ones first, then by their marks.
  static Partners partners(const Node& before, const Node& after) {
    Partners of_after(after.items.size());
    std::vector<bool> taken(before.items.size(), false);
    const auto pair_up = [&](const auto& mark) {
      std::multimap<std::string, std::size_t> open;
      for (std::size_t i = 0; i < before.items.size(); ++i) {
        if (!taken[i]) open.emplace(mark(before.items[i]), i);
      }
      for (std::size_t i = 0; i < after.items.size(); ++i) {
        const std::string wanted = of_after[i] ? std::string() : mark(after.items[i]);
        const auto found = wanted.empty() ? open.end() : open.lower_bound(wanted);
        if (found == open.end() || found->first != wanted) continue;
        of_after[i] = found->second;
        taken[found->second] = true;
        open.erase(found);
      }
    };
    pair_up([](const Node& item) { return whole_text(item); });
    constexpr std::size_t kMostMarks = 3;
    for (std::size_t m = 0; m < kMostMarks; ++m) {
      pair_up([m](const Node& item) {
        const std::vector<std::string> marks = marks_of(item);
        return m < marks.size() ? marks[m] : std::string();
      });
    }
    return of_after;
  }

  void compare_lists(const Node& before, const Node& after) {
    const Partners of_after = partners(before, after);
    std::set<std::size_t> kept;
    for (const auto& partner : of_after) {
      if (partner) kept.insert(*partner);
    }
    for (std::size_t i = 0; i < before.items.size(); ++i) {
      if (!kept.contains(i)) tell(Difference::removed, {}, described(before.items[i]), "");
    }
    std::size_t furthest = 0;
    bool moved = false;
    for (std::size_t i = 0; i < after.items.size(); ++i) {
      if (!of_after[i]) {
        tell(Difference::added, {}, "", described(after.items[i]));
        continue;
      }
      moved |= *of_after[i] < furthest;
      furthest = std::max(furthest, *of_after[i]);
      compare_items(before.items[*of_after[i]], after.items[i]);
    }
    if (moved) tell(Difference::changed, "order", names_of(before), names_of(after));
  }

  static std::string names_of(const Node& list) {
    std::string text;
    for (const Node& item : list.items) text += (text.empty() ? "" : ", ") + item_name(item);
    return text;
  }

  void compare_items(const Node& before, const Node& after) {
    const std::string kept = items_;
    const bool outer = in_item_;
    const std::string named = item_name(before);
    if (!named.empty()) items_ += ", " + named;
    in_item_ = true;
    compare(before, after);
    in_item_ = outer;
    items_ = kept;
  }

  KeyPath path_;
  std::string items_;  // ", to nursery": the items of lists, by name
  bool in_item_ = false;
  std::vector<Difference> told_;
};

}  // namespace

std::string_view name(Difference::Kind kind) {
  constexpr std::string_view kNames[] = {"changed", "added", "removed", "renamed"};
  return kNames[kind];
}

std::string to_text(const Difference& difference) {
  const std::string& what = difference.what;
  switch (difference.kind) {
    case Difference::renamed:
      return fmt::format("{} {}: now {}, as it seems", what, difference.before, difference.after);
    case Difference::added:
      return difference.after.empty() ? what + ": new"
                                      : fmt::format("{}: new: {}", what, difference.after);
    case Difference::removed:
      return difference.before.empty() ? what + ": no longer"
                                       : fmt::format("{}: no longer: {}", what, difference.before);
    case Difference::changed:
      break;
  }
  return fmt::format("{}: {} > {}", what, difference.before, difference.after);
}

std::vector<Difference> differences(const Workflow& before, const Workflow& after) {
  Node old_tree = tree_of(before);
  const Node new_tree = tree_of(after);
  const Renames renames = guess_renames(old_tree, new_tree);
  rename_states(old_tree, renames);
  Comparer comparer;
  comparer.tell_renames(renames);
  comparer.compare(old_tree, new_tree);
  return comparer.take();
}

}  // namespace relance
