#include "intake/mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/words.hpp"
#include "intake/codes.hpp"
#include "relance/event.hpp"
#include "rules/document.hpp"
#include "time/zone.hpp"

namespace relance {
namespace {

using rules::Entry;
using rules::Node;
using rules::Problems;
using rules::quoted;
using Words = std::vector<std::string_view>;

constexpr std::string_view kFormat = "1";
constexpr std::size_t kLongestName = 64;  // it stands in every key, which has 255 bytes

bool is_name(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  };
  return !text.empty() && text.size() <= kLongestName &&
         std::all_of(text.begin(), text.end(), fits);
}

class MappingReader {
 public:
  MappingReader(Problems& problems, Mapping& mapping) : problems_(problems), mapping_(mapping) {}

  void read(const Node& root) {
    if (!root.is(Node::map) || !find(root, "relance_mapping")) {
      tell(MappingCode::not_a_mapping, root.at, "this is no mapping",
           "a mapping begins with `relance_mapping: 1`");
      return;
    }
    check_keys(root,
               {"relance_mapping", "name", "timezone", "separator", "lead", "person", "events"});
    read_head(root);
    if (const Node* lead = need(root, "lead")) {
      mapping_.lead = value(*lead);
      if (mapping_.lead.column == kNoColumn) {
        tell(MappingCode::needs_column, lead->at, "the lead's id must come from a column",
             "write `lead: {column: NAME}`");
      }
    }
    if (const Node* person = find(root, "person")) mapping_.person = named(*person, "person.");
    if (const Node* events = need(root, "events")) read_events(*events);
  }

 private:
  void tell(MappingCode code, Span at, std::string message, std::string hint = {}) {
    problems_.add(static_cast<int>(code), at, std::move(message), std::move(hint));
  }

  const Node* find(const Node& map, std::string_view key) {
    for (const Entry& entry : map.entries) {
      if (entry.key.text == key) return &entry.value;
    }
    return nullptr;
  }

  const Node* need(const Node& map, std::string_view key) {
    const Node* node = find(map, key);
    if (node == nullptr) {
      tell(MappingCode::missing_key, map.at, fmt::format("`{}:` is missing here", key));
    }
    return node;
  }

  void check_keys(const Node& map, const Words& known) {
    for (const Entry& entry : map.entries) {
      if (std::find(known.begin(), known.end(), entry.key.text) != known.end()) continue;
      tell(MappingCode::unknown_key, entry.key.at,
           fmt::format("{} is not known here", quoted(entry.key.text)),
           problems_.suggestion(entry.key.text, known));
    }
  }

  /// The text of a scalar; a problem and nothing for other shapes.
  const std::string* text(const Node& node, std::string_view what) {
    if (node.is(Node::scalar)) return &node.text;
    tell(MappingCode::wrong_shape, node.at, fmt::format("{} is one word or text", what));
    return nullptr;
  }

  bool expect(const Node& node, Node::Kind kind, std::string_view what) {
    if (node.is(kind)) return true;
    tell(MappingCode::wrong_shape, node.at, std::string(what));
    return false;
  }

  void read_head(const Node& root) {
    const Node& format = *find(root, "relance_mapping");
    if (!format.is(Node::scalar) || format.text != kFormat) {
      tell(MappingCode::not_a_mapping, format.at, "a mapping of another format",
           "this version reads `relance_mapping: 1`");
    }
    mapping_.separator_place = format.at;
    if (const Node* node = need(root, "name")) {
      const std::string* name = text(*node, "the name");
      if (name != nullptr) mapping_.name = *name;
      if (name != nullptr && !is_name(*name)) {
        tell(MappingCode::bad_name, node->at, "this cannot be the name of a mapping",
             "use 1 to 64 of a-z, 0-9, _ - and .");
      }
    }
    if (const Node* node = find(root, "separator")) read_separator(*node);
    if (const Node* node = find(root, "timezone")) {
      Complaint problem;
      const std::string* name = text(*node, "the time zone");
      if (name != nullptr) mapping_.zone = load_zone(*name, problem);
      if (!problem.cause.empty()) {
        tell(MappingCode::unknown_zone, node->at, problem.cause, problem.hint);
      }
    }
  }

  void read_separator(const Node& node) {
    const std::string* separator = text(node, "the separator");
    if (separator == nullptr) return;
    mapping_.separator_place = node.at;
    if (*separator == "," || *separator == ";" || *separator == "\t") {
      mapping_.separator = separator->front();
    } else if (*separator == "tab") {
      mapping_.separator = '\t';
    } else {
      tell(MappingCode::bad_separator, node.at, "this separates no fields",
           "use \",\", \";\" or tab");
    }
  }

  /// The place of a column among those used; noted at its first use.
  std::size_t column(const Node& node) {
    const std::string* name = text(node, "a column");
    if (name == nullptr) return kNoColumn;
    for (std::size_t i = 0; i < mapping_.columns.size(); ++i) {
      if (mapping_.columns[i].name == *name) return i;
    }
    mapping_.columns.push_back({*name, node.at});
    return mapping_.columns.size() - 1;
  }

  ValueFrom value(const Node& node) {
    ValueFrom from;
    if (node.is(Node::scalar)) {
      from.constant = node.text;
      return from;
    }
    if (!expect(node, Node::map, "a value is a constant or {column: NAME}")) return from;
    check_keys(node, {"column", "empty", "values", "other", "type"});
    if (const Node* name = need(node, "column")) from.column = column(*name);
    if (const Node* empty = find(node, "empty")) {
      if (const std::string* word = text(*empty, "what an empty cell means")) from.empty = *word;
    }
    if (const Node* other = find(node, "other")) {
      if (const std::string* word = text(*other, "what other cells mean")) from.other = *word;
    }
    if (const Node* values = find(node, "values")) read_values(*values, from);
    if (const Node* type = find(node, "type")) read_type(*type, from);
    return from;
  }

  /// A value of an event: as value(), or a place in two columns.
  ValueFrom carried(const Node& node) {
    const Node* latitude = node.is(Node::map) ? find(node, "latitude") : nullptr;
    if (latitude == nullptr) return value(node);
    ValueFrom from;
    check_keys(node, {"latitude", "longitude"});
    from.column = column(*latitude);
    if (const Node* longitude = need(node, "longitude")) from.longitude = column(*longitude);
    return from;
  }

  void read_values(const Node& node, ValueFrom& from) {
    if (!expect(node, Node::map, "`values:` is a map from cells to what they mean")) return;
    for (const Entry& entry : node.entries) {
      const std::string* meaning = text(entry.value, "what a cell means");
      if (meaning != nullptr) from.values.emplace_back(entry.key.text, *meaning);
    }
  }

  void read_type(const Node& node, ValueFrom& from) {
    const std::string* type = text(node, "the type");
    if (type == nullptr) return;
    from.time = *type == "time";
    if (from.time || *type == "text") return;
    tell(MappingCode::bad_type, node.at, fmt::format("{} is no type here", quoted(*type)),
         "use text (as it stands, the default) or time (a time in the mapping's zone)");
  }

  std::vector<NamedValue> named(const Node& node, std::string_view prefix) {
    std::vector<NamedValue> values;
    if (!expect(node, Node::map, "a map from names to values")) return values;
    for (const Entry& entry : node.entries) {
      values.push_back({std::string(prefix) + entry.key.text, entry.key.at, carried(entry.value)});
    }
    return values;
  }

  void read_events(const Node& node) {
    if (!expect(node, Node::list, "`events:` is a list")) return;
    if (node.items.empty()) {
      tell(MappingCode::no_events, node.at, "a mapping gives at least one event");
    }
    for (const Node& item : node.items) {
      if (expect(item, Node::map, "an event is a map: {event: received, at: {column: NAME}}")) {
        read_event(item);
      }
    }
  }

  void read_event(const Node& node) {
    check_keys(node, {"event", "at", "when", "actor", "key", "with"});
    EventFrom from;
    if (const Node* name = need(node, "event")) {
      if (const std::string* word = text(*name, "the event")) from.event = *word;
      from.place = name->at;
      check_event(*name);
    }
    if (const Node* at = need(node, "at")) from.at = value(*at);
    if (const Node* when = find(node, "when")) from.when = condition(*when);
    if (const Node* actor = find(node, "actor")) from.actor = value(*actor);
    if (const Node* key = find(node, "key")) {
      from.key = value(*key);
      if (from.key->column == kNoColumn) {
        tell(MappingCode::needs_column, key->at, "a key must come from a column",
             "write `key: {column: NAME}`");
      }
    }
    if (const Node* with = find(node, "with")) from.with = named(*with, "");
    from.same = static_cast<std::size_t>(
        std::count_if(mapping_.events.begin(), mapping_.events.end(),
                      [&](const EventFrom& other) { return other.event == from.event; }));
    mapping_.events.push_back(std::move(from));
  }

  void check_event(const Node& node) {
    for (std::uint16_t i = 0; i < kBuiltInEvents; ++i) {
      const auto kind = static_cast<EventKind>(i);
      if (!told_by_engine(kind) || node.text != name(kind)) continue;
      tell(MappingCode::told_by_engine, node.at,
           fmt::format("'{}' is told by the engine alone", node.text),
           std::string(advice_for(kind)));
    }
    if (node.is(Node::scalar) && !is_name(node.text)) {
      tell(MappingCode::bad_name, node.at, "this cannot be the name of an event");
    }
  }

  Condition condition(const Node& node) {
    Condition result;
    if (!expect(node, Node::map, "a condition is {filled: COLUMN} or {column: COLUMN, is: WORD}")) {
      return result;
    }
    check_keys(node, {"filled", "column", "is"});
    const Node* filled = find(node, "filled");
    const Node* named = find(node, "column");
    const Node* is = find(node, "is");
    if ((filled != nullptr) == (named != nullptr) || (named != nullptr) != (is != nullptr)) {
      tell(MappingCode::wrong_shape, node.at,
           "a condition is {filled: COLUMN} or {column: COLUMN, is: WORD}");
      return result;
    }
    result.column = column(filled != nullptr ? *filled : *named);
    if (is == nullptr) return result;
    const bool list = is->is(Node::list);
    for (const Node& word : list ? is->items : std::vector<Node>{*is}) {
      if (const std::string* cell = text(word, "a cell")) result.is.push_back(*cell);
    }
    return result;
  }

  Problems& problems_;
  Mapping& mapping_;
};

}  // namespace

MappingRead read_mapping(std::string_view text, std::string_view file) {
  auto mapping = std::make_shared<Mapping>();
  mapping->file = file;
  mapping->text = text;
  const Source source(mapping->text, file);
  Problems problems(source);
  const std::optional<Node> root = rules::parse_document(
      problems, {"relance_mapping", "a mapping", "its other keys are name, lead and events"});
  if (root && !problems.any()) MappingReader(problems, *mapping).read(*root);
  MappingRead result{nullptr, problems.sorted()};
  if (result.diagnostics.empty()) result.mapping = std::move(mapping);
  return result;
}

}  // namespace relance
