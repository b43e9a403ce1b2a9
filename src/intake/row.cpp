#include "intake/row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/blanks.hpp"
#include "base/hash.hpp"
#include "time/instant_text.hpp"

namespace relance {
namespace {

constexpr std::size_t kKeyBytes = 16;  // of the hash; 128 bits

std::string_view cell_of(const ValueFrom& from, Cells cells) {
  return from.column == kNoColumn ? std::string_view(from.constant) : cells[from.column];
}

/// Never part of a key: what the library keeps apart as personal.
bool is_personal(std::string_view attribute) {
  return attribute.starts_with("person.") || attribute == "text";
}

/// Its length first, so that no two lists of cells give the same bytes.
void add_cell(Sha256& hash, const ValueFrom& from, Cells cells) {
  for (const std::size_t column : {from.column, from.longitude}) {
    if (column == kNoColumn) continue;
    hash.add(static_cast<std::int64_t>(cells[column].size()));
    hash.add(cells[column]);
  }
}

/// Makes place number `n` of the event's attributes, reusing what is there.
Attribute& attribute_at(Event& event, std::size_t n, std::string_view name) {
  if (event.attributes.size() <= n) event.attributes.resize(n + 1);
  Attribute& attribute = event.attributes[n];
  attribute.name.assign(name);
  attribute.value.type = Type::text;
  attribute.value.number = 0;
  return attribute;
}

/// Adds a value at place `n`; 1 when there is one, else 0.
std::size_t add(const Mapping& mapping, const NamedValue& value, Cells cells, Event& event,
                std::size_t n) {
  const std::optional<std::string_view> text = value_of(value.from, cells);
  if (value.from.longitude != kNoColumn) {
    const std::string_view longitude = cells[value.from.longitude];
    if (!text && longitude.empty()) return 0;
    std::string& place = attribute_at(event, n, value.name).value.text;
    place.assign(text.value_or("")).append(", ").append(longitude);
    return 1;
  }
  if (!text) return 0;
  if (!value.from.time) {
    attribute_at(event, n, value.name).value.text.assign(*text);
    return 1;
  }
  std::string problem;
  const std::optional<Instant> time = time_of(value.from, mapping, cells, problem);
  if (!time) return 0;
  attribute_at(event, n, value.name).value.text = to_rfc3339(*time);
  return 1;
}

}  // namespace

std::optional<std::string_view> value_of(const ValueFrom& from, Cells cells) {
  const std::string_view cell = cell_of(from, cells);
  if (from.column == kNoColumn) return cell;
  if (cell.empty()) {
    if (!from.empty) return std::nullopt;
    return std::string_view(*from.empty);
  }
  for (const auto& [word, meaning] : from.values) {
    if (word == cell) return std::string_view(meaning);
  }
  return from.other ? std::string_view(*from.other) : cell;
}

std::string_view lead_of(const Mapping& mapping, Cells cells) {
  return trimmed(value_of(mapping.lead, cells).value_or(std::string_view()));
}

bool holds(const Condition& condition, Cells cells) {
  if (condition.column == kNoColumn) return true;
  const std::string_view cell = cells[condition.column];
  if (condition.is.empty()) return !cell.empty();
  return std::find(condition.is.begin(), condition.is.end(), cell) != condition.is.end();
}

std::optional<Instant> time_of(const ValueFrom& from, const Mapping& mapping, Cells cells,
                               std::string& problem) {
  const std::string_view where = from.column == kNoColumn
                                     ? "the mapping"
                                     : std::string_view(mapping.columns[from.column].name);
  const std::optional<std::string_view> text = value_of(from, cells);
  if (!text || text->empty()) {
    problem = fmt::format("column {} is empty: the event has no time", where);
    return std::nullopt;
  }
  if (const std::optional<Instant> instant = parse_instant(*text)) return instant;
  const std::optional<CivilTime> civil = parse_civil_time(*text);
  if (!civil) {
    problem = fmt::format(
        "column {} holds no time (2026-12-24, 2026-12-24 18:30:00 or 2026-12-24T18:30:00+01:00, "
        "in the years 1900 to 2199)",
        where);
    return std::nullopt;
  }
  if (!mapping.zone) {
    problem = fmt::format("column {} holds a time without an offset, and {} states no timezone",
                          where, mapping.file);
    return std::nullopt;
  }
  const Instant instant = mapping.zone->instant_of(civil->date, civil->time_of_day_us);
  if (lawful(instant)) return instant;
  problem = fmt::format("column {} holds a time outside the years 1900 to 2199", where);
  return std::nullopt;
}

bool lacks_zone(const Mapping& mapping, const EventFrom& event, Cells cells) {
  if (mapping.zone) return false;
  const auto lacks = [&](const ValueFrom& from) {
    const std::optional<std::string_view> text = value_of(from, cells);
    return text && !parse_instant(*text) && parse_civil_time(*text);
  };
  return lacks(event.at) ||
         std::any_of(event.with.begin(), event.with.end(),
                     [&](const auto& with) { return with.from.time && lacks(with.from); });
}

std::string key_of(const Mapping& mapping, const EventFrom& event, Cells cells) {
  Sha256 hash;
  hash.add(static_cast<std::int64_t>(event.same));
  add_cell(hash, event.at, cells);
  if (event.key) {
    add_cell(hash, *event.key, cells);
  } else {
    for (const NamedValue& value : event.with) {
      if (!is_personal(value.name)) add_cell(hash, value.from, cells);
    }
  }
  const std::array<std::uint8_t, 32> digest = hash.finish();
  return fmt::format("{}:{}:{}", mapping.name, event.event, hexadecimal(digest.data(), kKeyBytes));
}

bool times_readable(const Mapping& mapping, const EventFrom& event, Cells cells,
                    std::string& problem) {
  for (const NamedValue& value : event.with) {
    if (!value.from.time || !value_of(value.from, cells)) continue;
    if (!time_of(value.from, mapping, cells, problem)) return false;
  }
  return true;
}

void fill(const Mapping& mapping, const EventFrom& from, Cells cells, Instant at, bool person,
          Event& event) {
  event.lead.assign(lead_of(mapping, cells));
  event.name.assign(from.event);
  event.key = key_of(mapping, from, cells);
  event.occurred_at = at;
  event.actor.clear();
  if (from.actor) event.actor.assign(value_of(*from.actor, cells).value_or(std::string_view()));
  std::size_t n = 0;
  for (const NamedValue& value : from.with) n += add(mapping, value, cells, event, n);
  if (person) {
    for (const NamedValue& value : mapping.person) n += add(mapping, value, cells, event, n);
  }
  event.attributes.resize(n);
}

}  // namespace relance
