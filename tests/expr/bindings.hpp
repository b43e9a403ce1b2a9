// A lead, an event and a moment for the tests of expressions.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "expr/compile.hpp"
#include "relance/core/evaluate.hpp"
#include "relance/event.hpp"
#include "relance/lead.hpp"

namespace relance::expr {

inline constexpr std::int64_t kDay = 86'400'000'000;

/// Days from 1970-01-01, by the C++ library's calendar.
constexpr std::int32_t day_number(int year, unsigned month, unsigned day) {
  namespace chrono = std::chrono;
  const chrono::sys_days days{chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)};
  return static_cast<std::int32_t>(days.time_since_epoch().count());
}

/// An instant in UTC.
constexpr Instant utc(int year, unsigned month, unsigned day, int hour = 0, int minute = 0) {
  return {day_number(year, month, day) * kDay + (hour * 60 + minute) * 60'000'000LL};
}

/// Europe/Paris in 2026 and 2027: summer time from the last Sunday of March to that of October, at
/// 01:00 UTC.
inline ZoneTable paris() {
  ZoneTable zone;
  zone.name = "Europe/Paris";
  zone.since = {INT64_MIN, utc(2026, 3, 29, 1).us / 1'000'000, utc(2026, 10, 25, 1).us / 1'000'000,
                utc(2027, 3, 28, 1).us / 1'000'000, utc(2027, 10, 31, 1).us / 1'000'000};
  zone.offset = {3600, 7200, 3600, 7200, 3600};
  return zone;
}

/// What a small dealership's rules declare, none of it the library's own. Field numbers of scope
/// event begin at 100.
class TestNames : public Names {
 public:
  TestNames() {
    add("attempts", Type::number);
    add("score", Type::number);
    add("budget", Type::money);
    add("offer", Type::money);
    add("project", Type::date);
    add("delivery", Type::date);
    add("received_at", Type::time);
    add("appointment", Type::time);
    add("vip", Type::boolean);
    add("spam", Type::boolean);
    add("source", Type::text);
    add("owner", Type::text);
    add("vehicle", Type::text, {"new", "used"});
    add("nickname", Type::text).personal = true;
    add("home", Type::place);
    add("shop", Type::place);
    lead_.at("budget").attribute = true;
    lead_.at("nickname").attribute = true;
    add_event("reason", Type::text, {"invalid", "duplicate", "gone_cold"});
    add_event("channel", Type::text);
    add_event("points", Type::number);
    add_event("at", Type::time);
    person_["email"] = Name{60, Type::text, true, {}, true};
  }

  const Name* find(Scope scope, std::string_view name) const override {
    const auto found = names(scope).find(std::string(name));
    return found == names(scope).end() ? nullptr : &found->second;
  }
  std::vector<std::string_view> all(Scope scope) const override {
    std::vector<std::string_view> result;
    for (const auto& [name, entry] : names(scope)) result.push_back(name);
    return result;
  }
  std::optional<std::uint16_t> calendar(std::string_view name) const override {
    if (name != "showroom" && name != "always") return {};
    return name == "showroom" ? 0 : 1;
  }
  std::vector<std::string_view> calendars() const override { return {"showroom", "always"}; }
  std::string_view currency() const override { return "EUR"; }
  std::int64_t currency_scale() const override { return 100; }

  /// For tests: the number that find() gives.
  std::uint16_t field(Scope scope, std::string_view name) const {
    return names(scope).at(std::string(name)).field;
  }

  std::map<std::string, Name>& names(Scope scope) {
    return scope == Scope::lead ? lead_ : scope == Scope::event ? event_ : person_;
  }
  const std::map<std::string, Name>& names(Scope scope) const {
    return const_cast<TestNames*>(this)->names(scope);
  }

 private:
  Name& add(const char* name, Type type, std::vector<std::string> one_of = {}) {
    const auto field = static_cast<std::uint16_t>(kDeclaredFields + lead_.size());
    return lead_[name] = Name{field, type, false, std::move(one_of), false};
  }
  void add_event(const char* name, Type type, std::vector<std::string> one_of = {}) {
    const auto field = static_cast<std::uint16_t>(100 + event_.size());
    event_[name] = Name{field, type, false, std::move(one_of), false};
  }

  std::map<std::string, Name> lead_, event_, person_;
};

/// The `Fields` of evaluate(). Unbound fields are absent.
class Bindings {
 public:
  Scalar lead(std::uint16_t field) const { return value(lead_, field); }
  Scalar event(std::uint16_t field) const { return value(event_, field); }
  Instant now() const { return now_; }
  const ZoneTable& zone() const { return zone_; }
  std::int64_t attempts(std::uint8_t channel, std::uint16_t outcome) const {
    std::int64_t sum = 0;
    for (const Attempts& a : attempts_) {
      if (a.channel == channel && (outcome == 0 || a.outcome == outcome)) sum += a.count;
    }
    return sum;
  }
  /// Calendar 0 is open from 9 to 18 o'clock UTC, calendar 1 always.
  bool is_open(std::uint16_t calendar, Instant at) const {
    const std::int64_t hour = at.us / 3'600'000'000 % 24;
    return calendar == 1 || (hour >= 9 && hour < 18);
  }
  Bindings& tried(Channel channel, Outcome outcome, std::int64_t count) {
    attempts_.push_back(
        {static_cast<std::uint8_t>(channel), static_cast<std::uint16_t>(outcome), count});
    return *this;
  }

  /// `name` as written in rules, "lead.score". A text must outlive the bindings.
  Bindings& set(std::string_view name, Scalar value) {
    static const TestNames names;
    const std::size_t dot = name.find('.');
    const bool event = name.substr(0, dot) == "event";
    const Scope scope = event                             ? Scope::event
                        : name.substr(0, dot) == "person" ? Scope::person
                                                          : Scope::lead;
    (event ? event_ : lead_)[names.field(scope, name.substr(dot + 1))] = value;
    return *this;
  }
  Bindings& at(Instant now) {
    now_ = now;
    return *this;
  }
  Bindings& in(ZoneTable zone) {
    zone_ = std::move(zone);
    return *this;
  }

 private:
  static Scalar value(const std::map<std::uint16_t, Scalar>& values, std::uint16_t field) {
    const auto found = values.find(field);
    return found == values.end() ? Scalar::missing(field) : found->second;
  }

  struct Attempts {
    std::uint8_t channel;
    std::uint16_t outcome;
    std::int64_t count;
  };

  std::vector<Attempts> attempts_;
  std::map<std::uint16_t, Scalar> lead_, event_;
  Instant now_ = utc(2026, 11, 21, 9);
  ZoneTable zone_ = paris();
};

inline Scalar number(std::int64_t n) { return Scalar::of(Scalar::integer, n); }
inline Scalar yes() { return Scalar::of(Scalar::boolean, 1); }
inline Scalar no() { return Scalar::of(Scalar::boolean, 0); }
inline Scalar text(std::string_view t) { return Scalar::of(t); }
inline Scalar date(int year, unsigned month, unsigned day) {
  return Scalar::of(Scalar::date, day_number(year, month, day));
}
inline Scalar time(Instant t) { return Scalar::of(Scalar::instant, t.us); }
inline Scalar cents(std::int64_t n) { return Scalar::of(Scalar::money, n); }
inline Scalar place(Place at) { return Scalar::of(Scalar::place, packed(at)); }

/// "true", "absent 3", "failed 0", "date 20000", ...: for comparing and printing.
inline std::string describe(const Scalar& value) {
  switch (value.kind) {
    case Scalar::absent:
      return "absent " + std::to_string(value.size);
    case Scalar::failed:
      return "failed " + std::to_string(value.size);
    case Scalar::boolean:
      return value.number != 0 ? "true" : "false";
    case Scalar::text:
      return '"' + std::string(value.view()) + '"';
    case Scalar::real:
      return std::to_string(value.real_value);
    case Scalar::integer:
      return std::to_string(value.number);
    case Scalar::instant:
      return "time " + std::to_string(value.number);
    case Scalar::date:
      return "date " + std::to_string(value.number);
    case Scalar::days:
      return "days " + std::to_string(value.number);
    case Scalar::duration:
      return "duration " + std::to_string(value.number);
    case Scalar::money:
      return "money " + std::to_string(value.number);
    case Scalar::place:
      return "place " + std::to_string(value.number);
    default:
      return "kind " + std::to_string(value.kind) + " of " + std::to_string(value.size);
  }
}

/// "RL0308@4: message" for each problem, for messages of tests.
inline std::string describe(const std::vector<Problem>& problems) {
  std::string result;
  for (const Problem& p : problems) {
    result += std::to_string(p.code) + "@" + std::to_string(p.offset) + "+" +
              std::to_string(p.width) + ": " + p.message + " (" + p.hint + ")\n";
  }
  return result;
}

}  // namespace relance::expr
