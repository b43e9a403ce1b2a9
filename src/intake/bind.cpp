#include "intake/bind.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "intake/codes.hpp"

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
