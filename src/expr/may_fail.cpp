#include "expr/may_fail.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "expr/library/library.hpp"
#include "relance/lead.hpp"

namespace relance::expr {
namespace {

/// Two numbers this small have a sum, and so have their negations.
constexpr std::int64_t kSmall = std::int64_t{1} << 60;
/// How far from the present a date or time stays within 1900 to 2199.
constexpr std::int64_t kNearDays = 36'500;
/// So many texts of 4 KiB are looked at without coming near the limit of one evaluation.
constexpr int kMostCalls = 32;

/// Take any argument of their types.
constexpr std::array<std::string_view, 18> kSafe = {
    "contains",   "startsWith",    "endsWith",     "matches",    "size",         "lowerAscii",
    "upperAscii", "trim",          "getFullYear",  "getMonth",   "getDayOfYear", "getDate",
    "getHours",   "getDayOfMonth", "getDayOfWeek", "getMinutes", "getSeconds",   "getMilliseconds"};

/// What is known of a value.
struct Known {
  bool small = false;    // a number within kSmall, or none
  bool present = false;  // now or today
  std::optional<std::int64_t> constant;
};

Known either(const Known& a, const Known& b) {
  return {a.small && b.small, a.present && b.present, {}};
}

Known known_of(std::int64_t constant) {
  return {constant <= kSmall && constant >= -kSmall, false, constant};
}

/// Goes through a program once; arms of a choice meet where they land.
class Walk {
 public:
  explicit Walk(const Program& program) : program_(program) {}

  bool may_fail() {
    for (std::size_t i = 0; i < program_.code.size(); ++i) {
      const auto landed = landed_.find(i);
      if (landed != landed_.end()) value_ = either(value_, landed->second);
      if (!is_safe(program_.code[i])) return true;
    }
    return false;
  }

 private:
  bool is_safe(const Instruction& i) {
    switch (i.op) {
      case Op::load_lead:
      case Op::load_event:
        value_ = {is_small(i), false, {}};
        return true;
      case Op::load_constant: {
        const Scalar constant = program_.constant(i.c);
        value_ = constant.kind == Scalar::text || constant.kind == Scalar::real
                     ? Known{true, false, {}}
                     : known_of(constant.number);
        return true;
      }
      case Op::load_now:
      case Op::load_today:
        value_ = {true, true, {}};
        return true;
      case Op::push:
        pushed_.push_back(value_);
        return true;
      case Op::call:
        return is_safe_call(i);
      case Op::go_on: {
        const auto [landed, is_new] = landed_.try_emplace(i.jump, value_);
        if (!is_new) landed->second = either(landed->second, value_);
        return true;
      }
      default:
        return is_test(i.op) || is_safe_sum(i);
    }
  }

  static bool is_small(const Instruction& load) {
    if (load.a != Scalar::integer && load.a != Scalar::money) return true;
    return load.op == Op::load_lead && load.b == id(FieldKind::attempts);
  }

  /// What gives a yes or no, or looks only whether it has the type that the checker found.
  bool is_test(Op op) {
    switch (op) {
      case Op::compare_number:
      case Op::compare_text:
      case Op::compare_real:
        pop();
        [[fallthrough]];
      case Op::test_lead_number:
      case Op::test_event_number:
      case Op::test_lead_text:
      case Op::test_event_text:
      case Op::has_lead:
      case Op::has_event:
      case Op::load_attempts:
      case Op::is_open:
      case Op::negate_boolean:
      case Op::in_numbers:
      case Op::in_texts:
        value_ = {true, false, {}};
        return true;
      case Op::nothing:
      case Op::choose:
      case Op::expect_boolean:
      case Op::expect_kind:
      case Op::make_lawful:
        return true;
      default:
        return false;
    }
  }

  bool is_safe_sum(const Instruction& i) {
    switch (i.op) {
      case Op::negate_number:
        value_.constant.reset();
        return value_.small;
      case Op::first_instant:
        return value_.present;
      case Op::scale:
        return scales(program_.constant(i.c).number);
      case Op::add_number:
      case Op::subtract_number: {
        const bool small = pop().small && value_.small;
        value_ = {};
        return small;
      }
      case Op::shift_date:
      case Op::shift_instant:
      case Op::shift_date_by_time:
      case Op::shift_instant_by_time:
        return shifts(i);
      default:
        return false;
    }
  }

  bool scales(std::int64_t unit) {
    std::int64_t product = 0;
    if (!value_.constant || __builtin_mul_overflow(*value_.constant, unit, &product)) return false;
    value_ = known_of(product);
    return true;
  }

  /// The present by a constant.
  bool shifts(const Instruction& i) {
    Known base = pop(), amount = value_;
    if ((i.a & Shift::amount_first) != 0) std::swap(base, amount);
    const bool of_days = i.op == Op::shift_date || i.op == Op::shift_instant;
    const std::int64_t most = of_days ? kNearDays : kNearDays * hours(24).us;
    value_ = {true, false, {}};
    return base.present && amount.constant && *amount.constant <= most && *amount.constant >= -most;
  }

  bool is_safe_call(const Instruction& i) {
    const std::string_view name = function(i.b).name;
    const Known last = value_;
    Known first = last;
    for (int argument = 1; argument < i.a; ++argument) first = pop();
    value_ = {true, false, {}};
    if (++calls_ > kMostCalls) return false;
    if (name == "_/_" || name == "_%_") {
      value_ = {};
      return last.constant && *last.constant != 0 && *last.constant != -1;
    }
    // Of two dates or times: a difference holds 292 years.
    if (name == "_-_") return first.small && last.small && (first.present || last.present);
    return std::find(kSafe.begin(), kSafe.end(), name) != kSafe.end();
  }

  Known pop() {
    if (pushed_.empty()) return {};
    const Known popped = pushed_.back();
    pushed_.pop_back();
    return popped;
  }

  const Program& program_;
  Known value_;
  std::vector<Known> pushed_;
  std::map<std::size_t, Known> landed_;  // by instruction: what comes there by a jump
  int calls_ = 0;
};

}  // namespace

bool may_fail(const Program& guard) { return Walk(guard).may_fail(); }

}  // namespace relance::expr
