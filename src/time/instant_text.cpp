#include "time/instant_text.hpp"

#include <fmt/format.h>

#include "relance/core/zone.hpp"
#include "time/civil.hpp"

namespace relance {
namespace {

/// Reads a text from left to right; each call that fails leaves the text where it was.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  /// One of `characters`, or 0.
  char one_of(std::string_view characters) {
    if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return 0;
    const char found = rest_.front();
    rest_.remove_prefix(1);
    return found;
  }

  /// Exactly `digits` digits.
  std::optional<int> number(std::size_t digits) {
    if (rest_.size() < digits) return {};
    int value = 0;
    for (const char c : rest_.substr(0, digits)) {
      if (c < '0' || c > '9') return {};
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }

  /// 1 to 6 digits of a fraction of a second, as microseconds.
  std::optional<int> fraction() {
    int value = 0, digits = 0;
    for (int unit = 100'000; digits < 6; unit /= 10, ++digits) {
      const auto digit = number(1);
      if (!digit) break;
      value += *digit * unit;
    }
    return digits > 0 ? std::optional(value) : std::nullopt;
  }

 private:
  std::string_view rest_;
};

std::optional<Date> scan_date(Scanner& scanner) {
  const auto year = scanner.number(4);
  if (!year || !scanner.one_of("-")) return {};
  const auto month = scanner.number(2);
  if (!month || !scanner.one_of("-")) return {};
  const auto day = scanner.number(2);
  if (!day) return {};
  return date_of(*year, *month, *day);
}

/// "19:58:54.25" as microseconds after midnight.
std::optional<std::int64_t> scan_clock(Scanner& scanner, bool seconds_required) {
  const auto hour = scanner.number(2);
  if (!hour || *hour > 23 || !scanner.one_of(":")) return {};
  const auto minute = scanner.number(2);
  if (!minute || *minute > 59) return {};
  std::int64_t us = (*hour * 60 + *minute) * 60 * kMicrosecondsPerSecond;
  if (!scanner.one_of(":")) return seconds_required ? std::nullopt : std::optional(us);
  const auto second = scanner.number(2);
  if (!second || *second > 59) return {};
  us += *second * kMicrosecondsPerSecond;
  if (!scanner.one_of(".")) return us;
  const auto fraction = scanner.fraction();
  if (!fraction) return {};
  return us + *fraction;
}

/// "Z" or "+01:00" as microseconds east of UTC.
std::optional<std::int64_t> scan_offset(Scanner& scanner) {
  if (scanner.one_of("Zz")) return 0;
  const char sign = scanner.one_of("+-");
  if (!sign) return {};
  const auto hour = scanner.number(2);
  if (!hour || *hour > 23 || !scanner.one_of(":")) return {};
  const auto minute = scanner.number(2);
  if (!minute || *minute > 59) return {};
  const std::int64_t us = (*hour * 60 + *minute) * 60 * kMicrosecondsPerSecond;
  return sign == '-' ? -us : us;
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  Scanner scanner(text);
  const auto date = scan_date(scanner);
  if (!date || !scanner.one_of("Tt")) return {};
  const auto clock = scan_clock(scanner, true);
  if (!clock) return {};
  const auto offset = scan_offset(scanner);
  if (!offset || !scanner.at_end()) return {};
  const Instant t{date->days * kMicrosecondsPerDay + *clock - *offset};
  return lawful(t) ? std::optional(t) : std::nullopt;
}

std::optional<Date> parse_date(std::string_view text) {
  Scanner scanner(text);
  const auto date = scan_date(scanner);
  return scanner.at_end() ? date : std::nullopt;
}

std::optional<CivilTime> parse_civil_time(std::string_view text) {
  Scanner scanner(text);
  const auto date = scan_date(scanner);
  if (!date) return {};
  if (scanner.at_end()) return CivilTime{*date, 0};
  if (!scanner.one_of("Tt ")) return {};
  const auto clock = scan_clock(scanner, false);
  if (!clock || !scanner.at_end()) return {};
  return CivilTime{*date, *clock};
}

std::string to_text(Date date) {
  const YearMonthDay parts = taken_apart(date);
  return fmt::format("{:04}-{:02}-{:02}", parts.year, parts.month, parts.day);
}

std::string to_rfc3339(Instant t) {
  if (t == kNever) return "never";
  const ZoneTable utc;
  const std::int64_t of_day = utc.time_of_day(t);
  const std::int64_t second = of_day / kMicrosecondsPerSecond;
  std::string fraction;
  if (const std::int64_t us = of_day % kMicrosecondsPerSecond; us != 0) {
    fraction = fmt::format(".{:06}", us);
    fraction.erase(fraction.find_last_not_of('0') + 1);
  }
  return fmt::format("{}T{:02}:{:02}:{:02}{}Z", to_text(utc.date_of(t)), second / 3600,
                     second / 60 % 60, second % 60, fraction);
}

}  // namespace relance
