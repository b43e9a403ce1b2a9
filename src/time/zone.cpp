#include "time/zone.hpp"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>

#include "base/suggest.hpp"

namespace relance {
namespace {

/// What the system's compact source of the zone data ("tzdata.zi") says about itself.
struct ZoneData {
  std::string version = "unknown";
  std::vector<std::string> names;
};

/// Where cctz looks too.
std::string zone_folder() {
  const char* folder = std::getenv("TZDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/usr/share/zoneinfo";
}

std::string_view word_at(std::string_view line, int place) {
  for (; place > 0; --place) {
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) return {};
    line.remove_prefix(space + 1);
  }
  return line.substr(0, line.find(' '));
}

ZoneData read_zone_data() {
  constexpr std::string_view kVersion = "# version ";
  ZoneData data;
  std::ifstream file(zone_folder() + "/tzdata.zi");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(kVersion)) data.version = line.substr(kVersion.size());
    // "Z Europe/Paris 0:9:21 - LMT ..." is a zone, "L Europe/Paris Europe/Monaco" another name.
    if (line.starts_with("Z ")) data.names.emplace_back(word_at(line, 1));
    if (line.starts_with("L ")) data.names.emplace_back(word_at(line, 2));
  }
  std::sort(data.names.begin(), data.names.end());
  return data;
}

const ZoneData& zone_data() {
  static const ZoneData data = read_zone_data();
  return data;
}

bool well_formed(std::string_view name) {
  constexpr std::string_view kOthers = "_+-/";
  const auto allowed = [&](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
  };
  return !name.empty() && name.size() <= 64 && name.front() != '/' && name.back() != '/' &&
         name != "localtime" && std::all_of(name.begin(), name.end(), allowed);
}

std::string folded(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

/// "Paris" and "europe/paris" mean Europe/Paris; a slip of the pen is the nearest name.
std::string_view nearest(std::string_view name) {
  const std::string wanted = folded(name), ending = "/" + wanted;
  for (const std::string& known : zone_names()) {
    const std::string lower = folded(known);
    if (lower == wanted || lower.ends_with(ending)) return known;
  }
  const std::vector<std::string_view> names(zone_names().begin(), zone_names().end());
  return closest(name, names);
}

Complaint unknown_zone(std::string_view name) {
  if (!well_formed(name)) {
    return {"this is no time zone", "write its name in the tz database, such as Europe/Paris"};
  }
  const std::string_view near = nearest(name);
  return {fmt::format("unknown time zone \"{}\"", name),
          near.empty() ? "write its name in the tz database, such as Europe/Paris"
                       : fmt::format("did you mean {}?", near)};
}

using Seconds = cctz::time_point<cctz::seconds>;

Seconds at(std::int64_t second) { return Seconds{cctz::seconds{second}}; }

ZoneTable flatten(const cctz::time_zone& zone, std::string_view name) {
  constexpr std::int64_t kFirst = kEarliest.us / kMicrosecondsPerSecond;
  constexpr std::int64_t kLast = kLatest.us / kMicrosecondsPerSecond;
  std::int64_t now = kFirst;
  ZoneTable table;
  table.name = name;
  table.offset = {zone.lookup(at(now)).offset};
  for (cctz::time_zone::civil_transition change; zone.next_transition(at(now), &change);) {
    // Civil time before the change, less the offset before it, is the change in UTC.
    const std::int64_t civil = change.from - cctz::civil_second();
    now = civil - zone.lookup(at(now)).offset;
    if (now > kLast) break;
    const std::int32_t offset = zone.lookup(at(now)).offset;
    if (offset == table.offset.back()) continue;
    table.since.push_back(now);
    table.offset.push_back(offset);
  }
  return table;
}

}  // namespace

std::optional<ZoneTable> load_zone(std::string_view name, Complaint& problem) {
  const std::vector<std::string>& names = zone_names();
  // The list is asked first: cctz keeps every name that it was ever asked for, known or not.
  const bool known =
      well_formed(name) && (names.empty() || std::binary_search(names.begin(), names.end(), name));
  cctz::time_zone zone;
  if (!known || !cctz::load_time_zone(std::string(name), &zone)) {
    problem = unknown_zone(name);
    return {};
  }
  return flatten(zone, name);
}

std::string zone_data_version() { return zone_data().version; }

const std::vector<std::string>& zone_names() { return zone_data().names; }

}  // namespace relance
