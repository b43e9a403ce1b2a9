#include "intake/bind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/suggest.hpp"
#include "engine/attributes.hpp"
#include "intake/codes.hpp"
#include "intake/csv.hpp"

namespace relance {
namespace {

constexpr std::size_t kShown = 12;    // words listed in a hint
constexpr std::size_t kLongest = 64;  // bytes of a word that is worth showing

std::vector<std::string_view> showable(std::span<const std::string_view> all) {
  std::vector<std::string_view> words;
  for (std::string_view word : all) {
    if (word.size() <= kLongest) words.push_back(word);
  }
  return words;
}

/// "did you mean ...", or nothing.
std::string meant(std::string_view word, std::span<const std::string_view> known) {
  const std::string_view near = word.size() <= kLongest ? closest(word, known) : "";
  return near.empty() ? std::string() : fmt::format("did you mean '{}'?", near);
}

std::string hint_for(std::string_view word, std::span<const std::string_view> all) {
  const std::vector<std::string_view> known = showable(all);
  if (std::string hint = meant(word, known); !hint.empty()) return hint;
  const std::size_t shown = std::min(known.size(), kShown);
  return fmt::format("known here: {}{}", fmt::join(std::span(known).first(shown), ", "),
                     shown < known.size() ? ", ..." : "");
}

/// Cites of the header only what looks like the column: it may be a record, with a person in it.
std::string column_hint(std::string_view column, std::string_view csv_file,
                        std::span<const std::string_view> header) {
  if (std::string hint = meant(column, showable(header)); !hint.empty()) return hint;
  return fmt::format(
      "the first line of {} names its columns, and none of its {} looks like this one", csv_file,
      header.size());
}

std::size_t known_columns(const Mapping& mapping, std::span<const std::string_view> header) {
  const auto known = [&](const Mapping::Column& column) {
    return std::find(header.begin(), header.end(), column.name) != header.end();
  };
  return static_cast<std::size_t>(
      std::count_if(mapping.columns.begin(), mapping.columns.end(), known));
}

std::size_t known_columns(const Mapping& mapping, std::string_view head, char separator) {
  CsvReader reader(
      [&head](std::span<char> into) {
        const std::size_t size = std::min(head.size(), into.size());
        std::memcpy(into.data(), head.data(), size);
        head.remove_prefix(size);
        return size;
      },
      separator);
  CsvRecord record;
  const bool good = reader.next(record) && record.problem == CsvProblem::none;
  return good ? known_columns(mapping, record.fields) : 0;
}

struct Separator {
  char character;
  std::string_view plural, written;  // written: as the mapping's `separator:`
};
constexpr Separator kSeparators[] = {
    {',', "commas", "\",\""}, {';', "semicolons", "\";\""}, {'\t', "tabs", "tab"}};

}  // namespace

std::vector<std::size_t> find_columns(const Mapping& mapping, std::string_view csv_file,
                                      std::span<const std::string_view> header,
                                      std::vector<Diagnostic>& diagnostics) {
  const Source source(mapping.text, mapping.file);
  std::vector<std::size_t> places;
  for (const Mapping::Column& column : mapping.columns) {
    const auto found = std::find(header.begin(), header.end(), column.name);
    places.push_back(static_cast<std::size_t>(found - header.begin()));
    if (found == header.end()) {
      diagnostics.push_back(
          source.diagnostic(static_cast<int>(MappingCode::column_missing), column.place,
                            fmt::format("{} has no column '{}'", csv_file, column.name),
                            column_hint(column.name, csv_file, header)));
    } else if (std::find(found + 1, header.end(), column.name) != header.end()) {
      diagnostics.push_back(
          source.diagnostic(static_cast<int>(MappingCode::column_twice), column.place,
                            fmt::format("{} has the column '{}' twice", csv_file, column.name),
                            "rename one of them in the first line of the file"));
    }
  }
  return places;
}

std::optional<Diagnostic> other_separator(const Mapping& mapping, std::string_view csv_file,
                                          std::string_view head,
                                          std::span<const std::string_view> header) {
  std::size_t most = known_columns(mapping, header);
  if (most == mapping.columns.size()) return std::nullopt;
  const Separator* own = nullptr;
  const Separator* better = nullptr;
  for (const Separator& each : kSeparators) {
    if (each.character == mapping.separator) own = &each;
    const std::size_t known = known_columns(mapping, head, each.character);
    if (known > most) better = &each;
    most = std::max(most, known);
  }
  if (better == nullptr || better == own) return std::nullopt;
  const Source source(mapping.text, mapping.file);
  return source.diagnostic(static_cast<int>(MappingCode::other_separator), mapping.separator_place,
                           fmt::format("{} separates its fields by {}, and this mapping by {}",
                                       csv_file, better->plural, own->plural),
                           fmt::format("write `separator: {}` in the mapping", better->written));
}

Diagnostic zone_missing(const Mapping& mapping, const EventFrom& event, std::string_view csv_file,
                        std::uint64_t line) {
  return Source(mapping.text, mapping.file)
      .diagnostic(static_cast<int>(MappingCode::zone_missing), event.place,
                  fmt::format("{}:{} has a time without an offset for this event, and the mapping "
                              "states no zone",
                              csv_file, line),
                  "write where the clocks of the file stand, such as `timezone: Europe/Paris`, in "
                  "the mapping");
}

namespace {

void check_carried(const Source& source, const Tables& rules, const EventFrom& event, Id number,
                   std::vector<Diagnostic>& diagnostics) {
  const std::vector<std::string_view> known = carried_by(rules, number);
  for (const NamedValue& value : event.with) {
    const bool carried = std::find(known.begin(), known.end(), value.name) != known.end();
    if (carried || is_person(value.name)) continue;
    diagnostics.push_back(source.diagnostic(
        static_cast<int>(MappingCode::field_not_in_rules), value.place,
        fmt::format("with these rules {} carries no '{}'", event.event, value.name),
        hint_for(value.name, known)));
  }
}

}  // namespace

void check_events(const Mapping& mapping, const Tables& rules,
                  std::vector<Diagnostic>& diagnostics) {
  const Source source(mapping.text, mapping.file);
  const std::vector<std::string_view> known(rules.event_names.begin(), rules.event_names.end());
  for (const EventFrom& event : mapping.events) {
    const auto found = std::find(known.begin(), known.end(), event.event);
    if (found != known.end()) {
      check_carried(source, rules, event, static_cast<Id>(found - known.begin()), diagnostics);
      continue;
    }
    diagnostics.push_back(source.diagnostic(
        static_cast<int>(MappingCode::event_not_in_rules), event.place,
        fmt::format("the rules know no event '{}'", event.event), hint_for(event.event, known)));
  }
}

}  // namespace relance
