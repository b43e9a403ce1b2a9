#include "time/delay_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace relance {
namespace {

constexpr std::int64_t kSecond = 1'000'000, kMinute = 60 * kSecond, kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kMostYears = 100;
constexpr std::int64_t kMostDays = kMostYears * 366;

struct UnitWord {
  std::string_view word;
  Delay::Unit unit;
  std::int64_t scale;  // of Delay::amount
};

constexpr std::array kUnits{
    UnitWord{"s", Delay::elapsed, kSecond},
    UnitWord{"sec", Delay::elapsed, kSecond},
    UnitWord{"second", Delay::elapsed, kSecond},
    UnitWord{"seconds", Delay::elapsed, kSecond},
    UnitWord{"min", Delay::elapsed, kMinute},
    UnitWord{"minute", Delay::elapsed, kMinute},
    UnitWord{"minutes", Delay::elapsed, kMinute},
    UnitWord{"h", Delay::elapsed, kHour},
    UnitWord{"hour", Delay::elapsed, kHour},
    UnitWord{"hours", Delay::elapsed, kHour},
    UnitWord{"d", Delay::days, 1},
    UnitWord{"day", Delay::days, 1},
    UnitWord{"days", Delay::days, 1},
    UnitWord{"y", Delay::years, 1},
    UnitWord{"year", Delay::years, 1},
    UnitWord{"years", Delay::years, 1},
    UnitWord{"open s", Delay::open_time, kSecond},
    UnitWord{"open sec", Delay::open_time, kSecond},
    UnitWord{"open second", Delay::open_time, kSecond},
    UnitWord{"open seconds", Delay::open_time, kSecond},
    UnitWord{"open min", Delay::open_time, kMinute},
    UnitWord{"open minute", Delay::open_time, kMinute},
    UnitWord{"open minutes", Delay::open_time, kMinute},
    UnitWord{"open h", Delay::open_time, kHour},
    UnitWord{"open hour", Delay::open_time, kHour},
    UnitWord{"open hours", Delay::open_time, kHour},
    UnitWord{"open d", Delay::open_days, 1},
    UnitWord{"open day", Delay::open_days, 1},
    UnitWord{"open days", Delay::open_days, 1},
};

/// The largest amount that still lies within 100 years.
std::int64_t most(Delay::Unit unit) {
  switch (unit) {
    case Delay::years:
      return kMostYears;
    case Delay::days:
    case Delay::open_days:
      return kMostDays;
    default:
      return kMostDays * kDay;
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The word, its spaces made single, cut to 40 bytes: it stands in messages and in comparisons.
std::string tidy(std::string_view word) {
  if (word.size() > 40) {
    word = word.substr(0, 40);
    while (!word.empty() && (word.back() & 0x80) != 0) word.remove_suffix(1);  // no half characters
  }
  std::string tidied;
  for (const char c : word) {
    if (c != ' ') {
      tidied += c;
    } else if (!tidied.empty() && tidied.back() != ' ') {
      tidied += ' ';
    }
  }
  if (!tidied.empty() && tidied.back() == ' ') tidied.pop_back();
  return tidied;
}

/// Words for units in other spellings and languages, in small letters, and what is written here.
struct OtherWord {
  std::string_view word, written;
};

constexpr std::array kOtherWords{
    OtherWord{"mn", "min"},
    OtherWord{"mins", "min"},
    OtherWord{"minuten", "min"},
    OtherWord{"secs", "s"},
    OtherWord{"seconde", "s"},
    OtherWord{"secondes", "s"},
    OtherWord{"sekunden", "s"},
    OtherWord{"hr", "h"},
    OtherWord{"hrs", "h"},
    OtherWord{"heure", "h"},
    OtherWord{"heures", "h"},
    OtherWord{"std", "h"},
    OtherWord{"stunde", "h"},
    OtherWord{"stunden", "h"},
    OtherWord{"j", "d"},
    OtherWord{"jour", "d"},
    OtherWord{"jours", "d"},
    OtherWord{"tag", "d"},
    OtherWord{"tage", "d"},
    OtherWord{"an", "y"},
    OtherWord{"ans", "y"},
    OtherWord{"jahr", "y"},
    OtherWord{"jahre", "y"},
    OtherWord{"business days", "open days"},
    OtherWord{"working days", "open days"},
    OtherWord{"workdays", "open days"},
    OtherWord{"jours ouvr\u00e9s", "open days"},
    OtherWord{"business hours", "open h"},
    OtherWord{"working hours", "open h"},
};

constexpr std::string_view kUnitsInWords = "s, min, h, d, y, open min, open h or open days";

bool holds_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

/// `number` as the author wrote it.
Complaint unit_problem(std::string_view number, std::string_view unit) {
  if (unit.empty()) {
    return {"a length of time needs a unit",
            fmt::format("write {} and one of: {}", number, kUnitsInWords)};
  }
  Complaint problem{fmt::format("unknown unit \"{}\"", unit), {}};
  std::string folded(unit);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const auto meant = [&](std::string_view written) {
    problem.hint = fmt::format("write {} {}", number, written);
  };
  for (const OtherWord& other : kOtherWords) {
    if (other.word == folded) meant(other.written);
  }
  for (const UnitWord& known : kUnits) {
    if (known.word == folded) meant(known.word);
  }
  if (!problem.hint.empty()) return problem;
  if (folded == "m" || folded == "open m" || folded == "mo") {
    return {fmt::format("\"{}\" could be minutes or months", unit),
            "write \"min\", or days as \"d\""};
  }
  if (folded.starts_with("w") || folded.starts_with("sem")) {
    return {"there is no unit for weeks", "write days, such as 14 d"};
  }
  if (folded.starts_with("month") || folded.starts_with("mois") || folded.starts_with("monat")) {
    return {"there is no unit for months", "write days, such as 30 d"};
  }
  problem.hint = holds_digit(unit) ? "write one number and one unit, such as 90 min for 1 h 30"
                                   : fmt::format("write {}", kUnitsInWords);
  return problem;
}

}  // namespace

std::optional<Delay> parse_delay(std::string_view text, Complaint& problem) {
  const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
  std::size_t end = begin;
  std::int64_t number = 0;
  for (; end < text.size() && is_digit(text[end]); ++end) {
    if (number <= most(Delay::elapsed)) number = number * 10 + (text[end] - '0');
  }
  if (end == begin || (end < text.size() && (text[end] == '.' || text[end] == ','))) {
    problem = {"a length of time is a whole number and a unit",
               "write it as 20 min, 90 min (for an hour and a half) or 3 open days"};
    return {};
  }
  const std::string unit = tidy(text.substr(end));
  for (const UnitWord& known : kUnits) {
    if (known.word != unit) continue;
    if (number == 0) {
      problem = {"a length of time must be more than zero",
                 "write at least 1, or leave the line out"};
    } else if (number > most(known.unit) / known.scale) {
      problem = {fmt::format("a length of time is at most {} years", kMostYears),
                 "write a shorter one"};
    } else {
      return Delay{known.unit, 0xFFFF, number * known.scale};
    }
    return {};
  }
  problem = unit_problem(text.substr(begin, std::min<std::size_t>(end - begin, 12)), unit);
  return {};
}

std::string to_text(const Delay& delay) {
  const auto counted = [&](std::string_view unit) {
    return fmt::format("{} {}", delay.amount, unit);
  };
  const auto time = [&](std::string_view open) {
    if (delay.amount % kHour == 0) return fmt::format("{} {}h", delay.amount / kHour, open);
    if (delay.amount % kMinute == 0) return fmt::format("{} {}min", delay.amount / kMinute, open);
    return fmt::format("{} {}s", delay.amount / kSecond, open);
  };
  switch (delay.unit) {
    case Delay::elapsed:
      return time("");
    case Delay::days:
      return counted("d");
    case Delay::years:
      return counted("y");
    case Delay::open_time:
      return time("open ");
    case Delay::open_days:
      return counted(delay.amount == 1 ? "open day" : "open days");
    default:
      return "no delay";
  }
}

}  // namespace relance
