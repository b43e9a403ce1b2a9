#include "intake/bind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/suggest.hpp"
#include "intake/codes.hpp"
#include "intake/csv.hpp"

namespace relance {
namespace {

constexpr std::size_t kShown = 12;    // words listed in a hint
constexpr std::size_t kLongest = 64;  // bytes of a word that is worth showing

std::string hint_for(std::string_view word, std::span<const std::string_view> all) {
  std::vector<std::string_view> words;
  for (std::string_view candidate : all) {
    if (candidate.size() <= kLongest) words.push_back(candidate);
  }
  const std::span<const std::string_view> known = words;
  if (word.size() > kLongest) word = {};
  const std::string_view near = closest(word, known);
  if (!near.empty()) return fmt::format("did you mean '{}'?", near);
  const std::size_t shown = std::min(known.size(), kShown);
  return fmt::format("known here: {}{}", fmt::join(known.first(shown), ", "),
                     shown < known.size() ? ", ..." : "");
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
                            hint_for(column.name, header)));
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

void check_events(const Mapping& mapping, const Tables& rules,
                  std::vector<Diagnostic>& diagnostics) {
  const Source source(mapping.text, mapping.file);
  const std::vector<std::string_view> known(rules.event_names.begin(), rules.event_names.end());
  for (const EventFrom& event : mapping.events) {
    if (std::find(known.begin(), known.end(), event.event) != known.end()) continue;
    diagnostics.push_back(source.diagnostic(
        static_cast<int>(MappingCode::event_not_in_rules), event.place,
        fmt::format("the rules know no event '{}'", event.event), hint_for(event.event, known)));
  }
}

}  // namespace relance
