#include "expr/may_fail.hpp"

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "expr/known.hpp"
#include "expr/library/library.hpp"

namespace relance::expr {
namespace {

/// The present, 2000-01-01 to 2099-12-31, and the days that it is in some zone.
const Numbers kNow{10'957 * kMicrosecondsPerDay, 47'482 * kMicrosecondsPerDay - 1};
const Numbers kToday{10'956, 47'482};
/// So many texts of 4 KiB are looked at without coming near the limit of one evaluation.
constexpr int kMostCalls = 32;
/// How often what may fail is looked at again.
constexpr int kRounds = 4;

/// Goes through a program once. Arms of a choice meet where they land, operands of && and || by
/// their slots.
class Walk {
 public:
  Walk(const Program& program, const FieldsRead& fields, Situation from)
      : program_(program), values_(program, fields), here_(std::move(from)) {}

  /// What the program gives; nothing when that is not known.
  std::optional<Known> answer() {
    for (std::size_t at = 0; at < program_.code.size(); ++at) {
      arrive(at);
      const Instruction& i = program_.code[at];
      if (!go(i) && !make(i)) return {};
      if (i.join != Join::none) join(i);
    }
    arrive(program_.code.size());
    return value_;
  }

 private:
  struct Landing {
    Known value;
    Situation from;
  };

  void arrive(std::size_t at) {
    const auto landed = landed_.find(at);
    if (landed == landed_.end()) return;
    value_.join(landed->second.value);
    here_.join(landed->second.from);
  }

  /// What has to do with the way through the program; whether `i` has.
  bool go(const Instruction& i) {
    switch (i.op) {
      case Op::nothing:
        return true;
      case Op::push:
        pushed_.push_back(value_);
        return true;
      case Op::choose:
        choose(i);
        return true;
      case Op::go_on:
        land(i.jump, value_, here_);
        value_ = {};
        here_ = {};
        return true;
      default:
        return false;
    }
  }

  void land(std::size_t at, const Known& value, const Situation& from) {
    Landing& landing = landed_[at];
    landing.value.join(value);
    landing.from.join(from);
  }

  void choose(const Instruction& i) {
    const Known asked = expected(Scalar::boolean, std::exchange(value_, {}), here_);
    Known neither;
    neither.absent = asked.absent;
    neither.failed = asked.failed;
    land(i.jump, neither, either(asked.absent, asked.failed));
    land(static_cast<std::size_t>(i.c), {}, asked.no);
    here_ = asked.yes;
  }

  /// Operands that come after others are looked at where those decide nothing.
  void join(const Instruction& i) {
    const bool any = i.join >= Join::any;
    const auto [chain, is_first] = chains_.try_emplace(i.slot, value_);
    Known& all = chain->second;
    if (!is_first) all = joined(all, value_, any);
    here_ = either(either(any ? all.no : all.yes, all.absent), all.failed);
    if (i.join != Join::all_last && i.join != Join::any_last) return;
    here_.join(any ? all.yes : all.no);
    value_ = std::move(all);
    chains_.erase(chain);
  }

  /// What makes a value; whether it is known.
  bool make(const Instruction& i) {
    if (i.op <= Op::load_event || i.op == Op::load_attempts) {
      value_ = values_.read(i, here_);
      return true;
    }
    switch (i.op) {
      case Op::load_constant:
        value_ = values_.constant(program_.constant(i.c), here_);
        return true;
      case Op::load_now:
        value_ = Known::of(Scalar::instant, kNow, here_);
        return true;
      case Op::load_today:
        value_ = Known::of(Scalar::date, kToday, here_);
        return true;
      case Op::call:
        return call(i);
      default:
        return change(i) || combine(i);
    }
  }

  /// What is made of one value.
  bool change(const Instruction& i) {
    switch (i.op) {
      case Op::negate_boolean:
        value_ = negated(std::move(value_));
        return true;
      case Op::negate_number:
        value_ =
            made_of(value_.kind, Numbers::difference(Numbers(0), value_.numbers), {value_}, here_);
        return true;
      case Op::scale: {
        const Numbers unit(program_.constant(i.c).number);
        const auto kind = static_cast<Scalar::Kind>(i.a);
        value_ = made_of(kind, Numbers::product(value_.numbers, unit), {value_}, here_);
        return true;
      }
      case Op::first_instant:
        value_ = first_instant(value_, here_);
        return true;
      case Op::is_open:
        value_ = made_of(Scalar::boolean, Numbers(0, 1), {value_}, here_);
        return true;
      case Op::in_numbers:
      case Op::in_texts:
        value_ = values_.among(i, value_, here_);
        return true;
      case Op::expect_kind:
        value_ = expected(static_cast<Scalar::Kind>(i.a), std::move(value_), here_);
        return true;
      case Op::expect_boolean:
      case Op::make_lawful:
        value_ = expected(Scalar::boolean, std::move(value_), here_);
        return true;
      default:
        return false;
    }
  }

  /// What is made of two.
  bool combine(const Instruction& i) {
    if (i.op < Op::compare_number || i.op > Op::shift_instant_by_time) return false;
    const Known left = pop();
    switch (i.op) {
      case Op::compare_number:
        value_ = compared(i.a, left, value_, here_);
        return true;
      case Op::compare_text:
      case Op::compare_real:
        value_ = made_of(Scalar::boolean, Numbers(0, 1), {left, value_}, here_);
        return true;
      case Op::add_number:
      case Op::subtract_number:
      case Op::multiply_number:
        value_ = added(i, left, value_, here_);
        return true;
      default:
        value_ = moved(i, left, value_, here_);
        return true;
    }
  }

  bool call(const Instruction& i) {
    if (i.a == 0 || ++calls_ > kMostCalls) return false;
    std::vector<Known> arguments(i.a);
    arguments.back() = value_;
    for (std::size_t n = arguments.size() - 1; n-- > 0;) arguments[n] = pop();
    std::optional<Known> good = good_call(function(i.b).name, arguments, here_);
    value_ = good ? *std::move(good) : made_of({}, std::optional<Numbers>(), arguments, here_);
    return true;
  }

  Known pop() {
    Known popped = std::move(pushed_.back());
    pushed_.pop_back();
    return popped;
  }

  const Program& program_;
  const KnownValues values_;
  Situation here_;
  Known value_;
  std::vector<Known> pushed_;
  std::map<std::size_t, Landing> landed_;  // by instruction: what comes there by a jump
  std::map<std::uint8_t, Known> chains_;   // by slot: of the operands so far
  int calls_ = 0;
};

}  // namespace

/// What fails does so in a situation of which it is known to fail. Looking at these alone, an
/// operand knows what the ones after it exclude.
bool may_fail(const Program& guard) {
  if (guard.is_quick) return false;
  const FieldsRead fields(guard);
  Situation left(fields.all());
  for (int round = 0; round < kRounds && left.possible(); ++round) {
    std::optional<Known> answer = Walk(guard, fields, left).answer();
    if (!answer) return true;
    left = std::move(answer->failed);
  }
  return left.possible();
}

bool may_hold(const Program& guard) {
  const FieldsRead fields(guard);
  const std::optional<Known> answer = Walk(guard, fields, Situation(fields.all())).answer();
  return !answer || answer->yes.possible();
}

}  // namespace relance::expr
