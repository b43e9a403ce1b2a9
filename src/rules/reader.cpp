#include "rules/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.hpp"
#include "time/delay_text.hpp"

namespace relance::rules {
namespace {

constexpr std::size_t kLongestName = 64;

bool takes_map(Shape shape) {
  switch (shape) {
    case Shape::section:
    case Shape::sections:
    case Shape::names:
    case Shape::transitions:
    case Shape::week:
    case Shape::special:
    case Shape::values:
    case Shape::rates:
      return true;
    default:
      return false;
  }
}

bool takes_list(Shape shape) {
  return shape == Shape::list || shape == Shape::words || shape == Shape::dates;
}

bool has_shape(const Node& node, Shape shape) {
  if (shape == Shape::anything) return true;
  if (takes_map(shape)) return node.is(Node::map);
  return node.is(takes_list(shape) ? Node::list : Node::scalar);
}

/// The example of a key on one line.
std::string_view example_of(const Key& key) {
  return key.name == "states" ? "states: {incoming: {stage: new, events: {reached: talking}}}"
                              : key.example;
}

/// "New Lead" as new_lead; empty when that makes no name.
std::string as_name(std::string_view word) {
  std::string name;
  for (const char c : word) {
    const bool large = c >= 'A' && c <= 'Z';
    const bool lawful = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (c != ' ' && c != '-' && !large && !lawful) return {};
    name += large ? static_cast<char>(c - 'A' + 'a') : lawful ? c : '_';
  }
  const bool begins = !name.empty() && name.front() >= 'a' && name.front() <= 'z';
  return begins && name.size() <= kLongestName && name != word ? name : std::string();
}

std::string_view kind_of(const Node& node) {
  switch (node.kind) {
    case Node::null:
      return "nothing";
    case Node::scalar:
      return "one value";
    case Node::list:
      return "a list";
    case Node::map:
      break;
  }
  return "a map";
}

/// What a word that is no name must become.
std::string name_hint(std::string_view word) {
  std::string hint =
      "a name has at most 64 small letters a-z, digits and _, and begins with a letter";
  for (std::size_t i = 0; i < word.size();) {
    const std::size_t size = std::max<std::size_t>(1, code_point_size(word, i));
    const std::uint32_t value = code_point(word, i, size);
    if (is_invisible(value)) {
      return fmt::format("delete the invisible character {}: {}", code_point_name(value), hint);
    }
    if (size > 1) return fmt::format("{} is no letter a-z: {}", quoted(word.substr(i, size)), hint);
    i += size;
  }
  const std::string likely = as_name(word);
  return likely.empty() ? hint : fmt::format("write `{}`: {}", likely, hint);
}

std::string suggest_key(const Problems& problems, std::string_view word, Section section) {
  std::vector<std::string_view> names;
  for (const Key& key : keys_of(section)) {
    if (key.need != Need::later && key.name != "normalised") names.push_back(key.name);
  }
  return problems.suggestion(word, names);
}

}  // namespace

void tell_shape(const Node& node, std::string_view about, Shape wanted, std::string_view example,
                Problems& problems) {
  if (node.told) return;
  std::string hint = fmt::format("write it as `{}`", example);
  if (node.is(Node::list) && takes_map(wanted)) hint += ": names with a colon, without dashes";
  if (node.is(Node::map) && takes_list(wanted))
    hint += ": in brackets, or behind a dash and a space";
  const bool has_parts = takes_map(wanted) || takes_list(wanted);
  if (node.is(Node::null)) {
    hint += has_parts ? "; what stands below it is indented further" : ", or leave the line out";
  }
  problems.add(Code::wrong_shape, node.at,
               fmt::format("{} takes {}, and here stands {}", quoted(about), description(wanted),
                           kind_of(node)),
               std::move(hint));
}

Word word_of(const Node& scalar) { return {scalar.text, scalar.at}; }

bool check_name(const Word& name, std::string_view about, Problems& problems) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto lawful = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  const bool value = name.text == "true" || name.text == "false" || name.text == "null";
  if (!value && !name.text.empty() && name.text.size() <= kLongestName && letter(name.text[0]) &&
      std::all_of(name.text.begin(), name.text.end(), lawful)) {
    return true;
  }
  problems.add(Code::bad_name, name.at,
               fmt::format("{} cannot be the name of {}", quoted(name.text), about),
               value ? "it is a value and no name: choose another word" : name_hint(name.text));
  return false;
}

Fields::Fields(const Node& map, Section section, Problems& problems)
    : map_(map), problems_(problems) {
  const std::span<const Key> keys = keys_of(section);
  for (const Entry& entry : map.entries) {
    if (!entry.key.is(Node::scalar)) continue;
    const auto key = std::find_if(keys.begin(), keys.end(),
                                  [&](const Key& k) { return k.name == entry.key.text; });
    if (key != keys.end()) {
      take(entry, *key);
    } else {
      problems.add(Code::unknown_key, entry.key.at,
                   fmt::format("{} is not a key that can stand here", quoted(entry.key.text)),
                   suggest_key(problems, entry.key.text, section));
    }
  }
  tell_missing(section);
}

void Fields::take(const Entry& entry, const Key& key) {
  if (key.need == Need::later) {
    problems_.add(Code::comes_later, entry.key.at,
                  fmt::format("`{}` is not taken yet: it comes in a later version", key.name),
                  "remove it for now");
    wrong_.push_back(&entry);
  } else if (find(key.name) != nullptr) {
    return;  // a duplicate, told by the document
  } else if (has_shape(entry.value, key.shape)) {
    present_.push_back(&entry);
  } else {
    tell_shape(entry.value, key.name, key.shape, example_of(key), problems_);
    wrong_.push_back(&entry);
  }
}

void Fields::tell_missing(Section section) const {
  for (const Key& key : keys_of(section)) {
    const auto named = [&](const Entry* entry) { return entry->key.text == key.name; };
    if (key.need != Need::required || find(key.name) != nullptr ||
        std::any_of(wrong_.begin(), wrong_.end(), named)) {
      continue;
    }
    const Span at = section == Section::root ? kWholeFile : map_.at;
    problems_.add(Code::missing_key, at, fmt::format("`{}` is missing", key.name),
                  std::string(key.about));
  }
}

const Node* Fields::find(std::string_view key) const {
  for (const Entry* entry : present_) {
    if (entry->key.text == key) return &entry->value;
  }
  return nullptr;
}

Span Fields::place(std::string_view key) const {
  for (const Entry* entry : present_) {
    if (entry->key.text == key) return entry->key.at;
  }
  return map_.at;
}

std::optional<Word> Fields::word(std::string_view key) const {
  const Node* node = find(key);
  return node == nullptr ? std::nullopt : std::optional(word_of(*node));
}

Word Fields::word_or_empty(std::string_view key) const { return word(key).value_or(Word{}); }

bool Fields::flag(std::string_view key) const {
  const Node* node = find(key);
  if (node == nullptr || node->text == "false") return false;
  if (node->text != "true") {
    problems_.add(Code::bad_flag, node->at,
                  fmt::format("{} is neither true nor false", quoted(node->text)),
                  "write true or false");
  }
  return true;
}

std::optional<DelayDefinition> Fields::delay(std::string_view key) const {
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  Complaint problem;
  const std::optional<Delay> delay = parse_delay(node->text, problem);
  if (delay) return DelayDefinition{*delay, node->at};
  problems_.add(Code::bad_delay, node->at, problem.cause, problem.hint);
  return std::nullopt;
}

std::vector<Assignment> Fields::values(std::string_view key) const {
  std::vector<Assignment> values;
  const Node* node = find(key);
  if (node == nullptr) return values;
  for (const Entry& entry : node->entries) {
    if (!entry.key.is(Node::scalar)) continue;
    if (entry.value.is(Node::scalar)) {
      values.push_back({word_of(entry.key), &entry.value});
    } else {
      tell_shape(entry.value, entry.key.text, Shape::word,
                 fmt::format("{}: value", printable(entry.key.text)), problems_);
    }
  }
  return values;
}

}  // namespace relance::rules
