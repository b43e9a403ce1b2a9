#include "workflow/difference_words.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "relance/core/verb.hpp"

namespace relance {
namespace {

using rules::Entry;
using rules::Node;

struct Word {
  std::string_view key, word;
};

// What one of several is called; a state goes by its name alone.
constexpr std::array kSingular = {
    Word{"states", ""},
    Word{"calendars", "calendar "},
    Word{"lead", "field "},
    Word{"events", "event "},
    Word{"lanes", "lane "},
    Word{"host_effects", "host effect "},
    Word{"deadlines", "deadline "},
    Word{"cadences", "cadence "},
    Word{"benchmarks", "benchmark "},
};

// Parts of a state, in words.
constexpr std::array kParts = {
    Word{"enter", "on entry"},
    Word{"exit", "on leaving"},
    Word{"after", "later"},
    Word{"do", "then"},
};

template <class Words>
std::optional<std::string_view> find(const Words& words, std::string_view key) {
  for (const Word& word : words) {
    if (word.key == key) return word.word;
  }
  return std::nullopt;
}

std::string spaced(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

bool has_word(const std::string& text, std::string_view word) {
  return (' ' + text + ' ').find(' ' + std::string(word) + ' ') != std::string::npos;
}

bool is_verb(std::string_view word) {
  for (int i = 0; i < kVerbs; ++i) {
    if (name(static_cast<Verb>(i)) == word) return true;
  }
  return false;
}

/// The entry that says what an effect does; null for what is no effect.
const Entry* verb_entry(const Node& item) {
  if (!item.is(Node::map) || item.entries.empty()) return nullptr;
  const Entry& first = item.entries.front();
  return is_verb(first.key.text) ? &first : nullptr;
}

std::string effect_words(const Entry& verb) {
  if (verb.value.is(Node::scalar)) {
    const std::string name = spaced(verb.value.text);
    return has_word(name, verb.key.text) ? name : verb.key.text + ' ' + name;
  }
  std::string text = verb.key.text;
  for (const Entry& field : verb.value.entries) text += ' ' + field.key.text;
  return text;
}

void add(std::string& text, std::string_view separator, std::string_view more) {
  if (!text.empty() && !more.empty()) text += separator;
  text += more;
}

std::string list_words(const Node& list) {
  std::string text;
  for (const Node& item : list.items) add(text, ", ", described(item));
  return text.empty() ? "nothing" : text;
}

/// What an `after` line does: its event, or its effects.
std::string action_of(const Node& item) {
  if (const Node* raised = value_of(item, "raise")) return "raise " + raised->text;
  std::string text;
  if (const Node* effects = value_of(item, "do")) {
    for (const Node& effect : effects->items) add(text, ", ", item_name(effect));
  }
  return text;
}

std::string text_of(const Node* scalar, std::string_view before) {
  return scalar == nullptr ? std::string() : std::string(before) + scalar->text;
}

bool is_after_line(const Node& item) {
  return value_of(item, "delay") != nullptr || value_of(item, "at") != nullptr;
}

}  // namespace

std::string path_text(const KeyPath& path) {
  std::string text;
  for (const std::string& key : path) add(text, ".", key);
  return text;
}

std::string subject(const KeyPath& path) {
  if (path.empty()) return "the rules";
  std::string text;
  const std::optional<std::string_view> kind = find(kSingular, path[0]);
  if (!kind || path.size() == 1) {
    text = spaced(path[0]);
  } else {
    const bool state = path[0] == "states";
    text = std::string(state && path.size() == 2 ? "state " : *kind);
    text += state ? path[1] : spaced(path[1]);
  }
  const std::size_t first = kind ? 2 : 1;
  for (std::size_t i = first; i < path.size(); ++i) {
    const bool of_state = path[0] == "states";
    if (of_state && path[i] == "events" && i + 1 < path.size()) {
      add(text, ", ", "on " + path[++i]);
    } else {
      add(text, ", ", find(kParts, path[i]).value_or(path[i]));
    }
  }
  return text;
}

bool has_several(std::string_view key) { return find(kSingular, key).has_value(); }

std::string part_name(std::string_view key) { return std::string(find(kParts, key).value_or(key)); }

const Node* value_of(const Node& map, std::string_view key) {
  for (const Entry& entry : map.entries) {
    if (entry.key.text == key) return &entry.value;
  }
  return nullptr;
}

std::string whole_text(const Node& node) {
  switch (node.kind) {
    case Node::null:
      return "~";
    case Node::scalar:
      return '"' + node.text + '"';
    case Node::list: {
      std::string text = "[";
      for (const Node& item : node.items) text += whole_text(item) + '\n';
      return text + ']';
    }
    case Node::map:
      break;
  }
  std::string text = "{";
  for (const Entry& entry : node.entries) {
    text += entry.key.text + '\n' + whole_text(entry.value) + '\n';
  }
  return text + '}';
}

std::string described(const Node& node) {
  if (node.is(Node::scalar)) return node.text;
  if (node.is(Node::list)) return list_words(node);
  std::string text;
  const Entry* verb = verb_entry(node);
  if (verb != nullptr) text = effect_words(*verb);
  for (const Entry& entry : node.entries) {
    if (&entry == verb) continue;
    const bool delay = entry.key.text == "delay";
    add(text, " ", delay ? "after" : std::string_view(spaced(entry.key.text)));
    add(text, " ", described(entry.value));
  }
  return text;
}

std::vector<std::string> marks_of(const Node& item) {
  if (const Entry* verb = verb_entry(item)) return {effect_words(*verb)};
  if (!item.is(Node::map)) return {};
  if (is_after_line(item)) {
    const std::string at = text_of(value_of(item, "at"), "at ");
    return {action_of(item), at + text_of(value_of(item, "delay"), "after ")};
  }
  const std::string guard = text_of(value_of(item, "if"), "if ");
  if (const Node* to = value_of(item, "to"))
    return {"to " + to->text + guard, "to " + to->text, guard};
  if (!guard.empty()) return {guard};
  if (item.entries.empty()) return {};
  const Entry& first = item.entries.front();
  return {first.key.text + ' ' + described(first.value)};
}

std::string item_name(const Node& item) {
  if (const Entry* verb = verb_entry(item)) return effect_words(*verb);
  if (!item.is(Node::map)) return described(item);
  if (is_after_line(item)) return action_of(item);
  if (const Node* to = value_of(item, "to")) return "to " + to->text;
  if (item.entries.empty()) return "staying";
  return value_of(item, "if") != nullptr || value_of(item, "do") != nullptr
             ? "staying"
             : described(item.entries.front().value);
}

}  // namespace relance
