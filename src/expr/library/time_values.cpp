#include "expr/library/time_values.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "expr/characters.hpp"

namespace relance::expr {
namespace {

constexpr std::int64_t kNanos = 1'000'000'000;
constexpr std::int64_t kMicros = 1'000'000;

Scalar of(Scalar::Kind kind, std::int64_t seconds, std::int64_t nanos) {
  Scalar value = Scalar::of(kind, seconds * kMicros + nanos / 1000);
  value.size = static_cast<std::uint32_t>(nanos % 1000);
  return value;
}

/// Reads a text from the front.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return text_.empty(); }
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool take(std::string_view word) {
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }
  /// Just `width` digits.
  bool number(int width, int& value) {
    value = 0;
    for (; width > 0; --width) {
      if (text_.empty() || !is_digit(text_.front())) return false;
      value = value * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
    }
    return true;
  }
  /// Digits after a point, as billionths; more than nine are none.
  bool fraction(std::int64_t& nanos) {
    std::int64_t unit = kNanos / 10;
    nanos = 0;
    for (; !text_.empty() && is_digit(text_.front()); unit /= 10) {
      if (unit == 0) return false;
      nanos += (text_.front() - '0') * unit;
      text_.remove_prefix(1);
    }
    return unit != kNanos / 10;
  }
  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

bool read_offset(Reader& reader, std::int64_t& seconds) {
  seconds = 0;
  if (reader.take('Z') || reader.take('z')) return true;
  const int sign = reader.take('-') ? -1 : reader.take('+') ? 1 : 0;
  int hours = 0, minutes = 0;
  if (sign == 0 || !reader.number(2, hours) || !reader.take(':') || !reader.number(2, minutes)) {
    return false;
  }
  seconds = sign * (hours * 3600 + minutes * 60);
  return hours < 24 && minutes < 60;
}

struct Unit {
  std::string_view name;
  std::int64_t nanos;
};
// Longer names stand before those they begin with.
constexpr std::array<Unit, 6> kUnits{{{"ms", kMicros},
                                      {"us", 1000},
                                      {"ns", 1},
                                      {"h", 3600 * kNanos},
                                      {"m", 60 * kNanos},
                                      {"s", kNanos}}};

/// "1.5h" from the front, added to `total`, in nanoseconds; digits beyond billionths are dropped.
bool add_part(Reader& reader, std::int64_t& total) {
  std::int64_t whole = 0, fraction = 0, scale = 1;
  bool any = false;
  int digit = 0;
  while (reader.number(1, digit)) {
    any = true;
    if (whole > kMostSeconds * kNanos / 10) return false;
    whole = whole * 10 + digit;
  }
  if (reader.take('.')) {
    for (; reader.number(1, digit); any = true) {
      if (scale == kNanos) continue;
      fraction = fraction * 10 + digit;
      scale *= 10;
    }
  }
  if (!any) return false;
  for (const Unit& unit : kUnits) {
    if (!reader.take(unit.name)) continue;
    std::int64_t nanos = 0;
    if (__builtin_mul_overflow(whole, unit.nanos, &nanos)) return false;
    const std::int64_t rest = unit.nanos / scale * fraction + unit.nanos % scale * fraction / scale;
    return !__builtin_add_overflow(nanos, rest, &nanos) &&
           !__builtin_add_overflow(total, nanos, &total);
  }
  return false;
}

std::string fraction_text(std::int64_t nanos) {
  if (nanos == 0) return {};
  std::string text = fmt::format(".{:09}", nanos);
  while (text.back() == '0') text.pop_back();
  return text;
}

}  // namespace

Scalar timestamp_of(std::int64_t seconds, std::int64_t nanos) {
  if (seconds < kFirstSecond || seconds > kLastSecond) return Scalar::failure(Scalar::overflow);
  return of(Scalar::instant, seconds, nanos);
}

Scalar duration_of(std::int64_t seconds, std::int64_t nanos) {
  const bool beyond =
      seconds < -kMostSeconds || seconds > kMostSeconds || (seconds == kMostSeconds && nanos > 0);
  return beyond ? Scalar::failure(Scalar::overflow) : of(Scalar::duration, seconds, nanos);
}

std::int64_t seconds_of(const Scalar& value) {
  return value.number / kMicros - (value.number % kMicros < 0 ? 1 : 0);
}

std::int64_t nanos_of(const Scalar& value) {
  return (value.number - seconds_of(value) * kMicros) * 1000 + value.size;
}

Scalar time_sum(const Scalar& left, const Scalar& right, int sign, Scalar::Kind kind) {
  std::int64_t seconds = seconds_of(left) + sign * seconds_of(right);
  std::int64_t nanos = nanos_of(left) + sign * nanos_of(right);
  if (nanos < 0) {
    nanos += kNanos;
    --seconds;
  } else if (nanos >= kNanos) {
    nanos -= kNanos;
    ++seconds;
  }
  return kind == Scalar::instant ? timestamp_of(seconds, nanos) : duration_of(seconds, nanos);
}

std::optional<Scalar> read_timestamp(std::string_view text) {
  Reader reader(text);
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  const bool date = reader.number(4, year) && reader.take('-') && reader.number(2, month) &&
                    reader.take('-') && reader.number(2, day);
  if (!date || (!reader.take('T') && !reader.take('t'))) return {};
  const bool time = reader.number(2, hour) && reader.take(':') && reader.number(2, minute) &&
                    reader.take(':') && reader.number(2, second);
  std::int64_t nanos = 0, offset = 0;
  if (!time || (reader.take('.') && !reader.fraction(nanos))) return {};
  if (!read_offset(reader, offset) || !reader.done()) return {};
  namespace chrono = std::chrono;
  const chrono::year_month_day civil{chrono::year{year},
                                     chrono::month(static_cast<unsigned>(month)),
                                     chrono::day(static_cast<unsigned>(day))};
  if (!civil.ok() || hour > 23 || minute > 59 || second > 59) return {};
  const std::int64_t days = chrono::sys_days{civil}.time_since_epoch().count();
  return timestamp_of(days * 86'400 + hour * 3600 + minute * 60 + second - offset, nanos);
}

std::optional<Scalar> read_duration(std::string_view text) {
  Reader reader(text);
  const bool negative = reader.take('-');
  if (!negative) reader.take('+');
  if (reader.rest() == "0") return duration_of(0, 0);
  std::int64_t total = 0;
  do {
    if (!add_part(reader, total)) return {};
  } while (!reader.done());
  if (negative) total = -total;
  std::int64_t seconds = total / kNanos;
  std::int64_t nanos = total % kNanos;
  if (nanos < 0) {
    nanos += kNanos;
    --seconds;
  }
  return duration_of(seconds, nanos);
}

std::string timestamp_text(const Scalar& value) {
  namespace chrono = std::chrono;
  const std::int64_t seconds = seconds_of(value);
  const chrono::sys_days day =
      chrono::floor<chrono::days>(chrono::sys_seconds{chrono::seconds{seconds}});
  const chrono::year_month_day civil{day};
  const std::int64_t in_day = seconds - day.time_since_epoch().count() * std::int64_t{86'400};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", static_cast<int>(civil.year()),
                     static_cast<unsigned>(civil.month()), static_cast<unsigned>(civil.day()),
                     in_day / 3600, in_day / 60 % 60, in_day % 60, fraction_text(nanos_of(value)));
}

std::string duration_text(const Scalar& value) {
  std::int64_t seconds = seconds_of(value), nanos = nanos_of(value);
  const bool negative = seconds < 0;
  if (negative) {
    seconds = -seconds - (nanos > 0 ? 1 : 0);
    nanos = nanos > 0 ? kNanos - nanos : 0;
  }
  return fmt::format("{}{}{}s", negative ? "-" : "", seconds, fraction_text(nanos));
}

std::optional<std::int64_t> fixed_offset(std::string_view text) {
  std::int64_t sign = 1;
  if (text.starts_with('-') || text.starts_with('+')) {
    sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
  }
  const auto digit = [&](std::size_t n) { return text[n] >= '0' && text[n] <= '9'; };
  if (text.size() != 5 || text[2] != ':') return {};
  if (!digit(0) || !digit(1) || !digit(3) || !digit(4)) return {};
  const int hours = (text[0] - '0') * 10 + (text[1] - '0');
  const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (hours > 23 || minutes > 59) return {};
  return sign * (hours * 3600 + minutes * 60);
}

}  // namespace relance::expr
