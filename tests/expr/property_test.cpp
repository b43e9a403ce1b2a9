// Random guards, evaluated and compared with an oracle that walks their trees.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "expr/oracle.hpp"

namespace relance::expr {
namespace {

/// Decisions taken from random bytes, so that a failure shrinks with them. Then always 0.
class Choices {
 public:
  explicit Choices(const std::vector<std::uint8_t>& bytes) : bytes_(bytes) {}
  std::size_t below(std::size_t n) { return place_ < bytes_.size() ? bytes_[place_++] % n : 0; }
  template <class Values>
  auto one_of(const Values& values) {
    return *(std::begin(values) + static_cast<std::ptrdiff_t>(below(std::size(values))));
  }

 private:
  const std::vector<std::uint8_t>& bytes_;
  std::size_t place_ = 0;
};

constexpr std::array<Kind, 6> kFieldKinds{Kind::boolean, Kind::number, Kind::money,
                                          Kind::text,    Kind::date,   Kind::time};
constexpr std::array<Kind, 8> kAllKinds{Kind::boolean, Kind::number, Kind::money, Kind::text,
                                        Kind::date,    Kind::time,   Kind::days,  Kind::duration};
const std::array<std::string, 6> kComparisons{"==", "!=", "<", "<=", ">", ">="};

/// Two fields of each type, as TestNames has them.
std::array<std::string, 2> fields_of(Kind kind) {
  switch (kind) {
    case Kind::boolean:
      return {"vip", "spam"};
    case Kind::number:
      return {"attempts", "score"};
    case Kind::money:
      return {"budget", "offer"};
    case Kind::text:
      return {"source", "owner"};
    case Kind::date:
      return {"project", "delivery"};
    default:
      return {"received_at", "appointment"};
  }
}

Wide random_value(Kind kind, Choices& choices) {
  constexpr std::array<std::int64_t, 8> kNumbers{0, 1, -1, 2, 40, 100'000, INT64_MAX, INT64_MIN};
  const std::array<std::int32_t, 6> days{day_number(2026, 11, 21), day_number(2026, 3, 29),
                                         day_number(2026, 10, 25), day_number(2027, 3, 27),
                                         day_number(1900, 1, 1),   day_number(2199, 12, 31)};
  const std::array<Instant, 6> times{utc(2026, 11, 20, 23),
                                     utc(2026, 3, 29, 0, 30),
                                     utc(2026, 10, 25, 0, 30),
                                     utc(2027, 3, 27, 1, 30),
                                     kEarliest,
                                     kLatest};
  switch (kind) {
    case Kind::boolean:
      return static_cast<Wide>(choices.below(2));
    case Kind::text:
      return static_cast<Wide>(choices.below(kTexts.size()));
    case Kind::date:
      return choices.one_of(days);
    case Kind::time:
      return choices.one_of(times).us;
    default:
      return choices.one_of(kNumbers);
  }
}

Tree leaf(std::string op, Kind kind, std::string text = {}, Wide number = 0) {
  return {std::move(op), kind, std::move(text), number, {}};
}

Tree field(Kind kind, Choices& choices) {
  return leaf("field", kind, choices.one_of(fields_of(kind)));
}

Tree small_number(Choices& choices) {
  const auto number = static_cast<std::int64_t>(choices.below(9)) - 4;
  return leaf("literal", Kind::number, std::to_string(number), number);
}

Tree call(std::string function, Kind kind, Tree argument) {
  return {std::move(function), kind, {}, 0, {std::move(argument)}};
}

/// Of a type that has literals, or a call that gives a constant.
Tree constant(Kind kind, Choices& choices) {
  switch (kind) {
    case Kind::boolean: {
      const bool yes = choices.below(2) == 1;
      return leaf("literal", kind, yes ? "true" : "false", yes ? 1 : 0);
    }
    case Kind::text: {
      const std::size_t rank = choices.below(kTexts.size());
      return leaf("literal", kind, std::string("'").append(kTexts[rank]).append("'"),
                  static_cast<Wide>(rank));
    }
    case Kind::money: {
      const auto cents = static_cast<std::int64_t>(choices.below(3));
      return leaf("literal", kind, "money('0.0" + std::to_string(cents) + " EUR')", cents);
    }
    case Kind::days:
      return call("days", kind, small_number(choices));
    case Kind::duration:
      return call(choices.below(2) == 0 ? "hours" : "minutes", kind, small_number(choices));
    default:
      return small_number(choices);
  }
}

class Grower {
 public:
  explicit Grower(Choices& choices) : choices_(choices) {}

  Tree grow(Kind kind, int depth) {
    if (depth == 0) return ground(kind);
    switch (kind) {
      case Kind::boolean:
        return yes_or_no(depth);
      case Kind::text:
        return ground(kind);
      case Kind::date:
        return choices_.below(2) == 0 ? ground(kind) : moved(kind, Kind::date, Kind::days, depth);
      case Kind::time:
        return time(depth);
      case Kind::days:
        return length("days", kind, depth);
      case Kind::duration:
        return length(choices_.below(2) == 0 ? "hours" : "minutes", kind, depth);
      default:
        return counted(kind, depth);
    }
  }

 private:
  Tree ground(Kind kind) {
    const bool has_fields = kind != Kind::days && kind != Kind::duration;
    const bool has_constants = kind != Kind::date && kind != Kind::time;
    const std::size_t choice = choices_.below(3);
    if (!has_constants && choice == 0) {
      return leaf(kind == Kind::date ? "today" : "now", kind);
    }
    if (has_constants && (choice == 0 || !has_fields)) return constant(kind, choices_);
    return field(kind, choices_);
  }

  Tree yes_or_no(int depth) {
    switch (choices_.below(8)) {
      case 0:
        return ground(Kind::boolean);
      case 1:
        return leaf("has", Kind::boolean, choices_.one_of(fields_of(choices_.one_of(kFieldKinds))));
      case 2:
        return call("!", Kind::boolean, grow(Kind::boolean, depth - 1));
      case 3:
        return in_list(depth);
      case 4:
      case 5:
        return comparison(depth);
      default:
        return logical(depth);
    }
  }

  Tree logical(int depth) {
    Tree tree{choices_.below(2) == 0 ? "&&" : "||", Kind::boolean, {}, 0, {}};
    const std::size_t count = 2 + choices_.below(3);
    for (std::size_t i = 0; i < count; ++i) {
      tree.operands.push_back(grow(Kind::boolean, depth - 1));
    }
    return tree;
  }

  Tree comparison(int depth) {
    const Kind left = choices_.one_of(kAllKinds);
    Kind right = left;
    const bool mixes = choices_.below(3) == 0;
    if (mixes && left == Kind::date) right = Kind::time;
    if (mixes && left == Kind::time) right = Kind::date;
    Tree first = grow(left, depth - 1);
    Tree second = grow(right, depth - 1);
    return {choices_.one_of(kComparisons), Kind::boolean, {}, 0, {first, second}};
  }

  Tree in_list(int depth) {
    constexpr std::array<Kind, 5> kKinds{Kind::number, Kind::text, Kind::money, Kind::boolean,
                                         Kind::days};
    const Kind kind = choices_.one_of(kKinds);
    Tree tree{"in", Kind::boolean, {}, 0, {grow(kind, depth - 1)}};
    const std::size_t count = choices_.below(4);
    for (std::size_t i = 0; i < count; ++i) tree.operands.push_back(constant(kind, choices_));
    return tree;
  }

  Tree counted(Kind kind, int depth) {
    const std::size_t choice = choices_.below(kind == Kind::number ? 5 : 4);
    if (choice == 0) return ground(kind);
    if (choice == 1) return call("negative", kind, grow(kind, depth - 1));
    Tree left = grow(kind, depth - 1);
    Tree right = grow(kind, depth - 1);
    return {choice == 2 ? "+" : choice == 3 ? "-" : "*", kind, {}, 0, {left, right}};
  }

  Tree length(const std::string& function, Kind kind, int depth) {
    const std::size_t choice = choices_.below(4);
    if (choice == 0) return constant(kind, choices_);
    if (choice == 1) return call(function, kind, field(Kind::number, choices_));
    Tree left = grow(kind, depth - 1);
    Tree right = grow(kind, depth - 1);
    return {choice == 2 ? "+" : "-", kind, {}, 0, {left, right}};
  }

  Tree time(int depth) {
    switch (choices_.below(4)) {
      case 0:
        return ground(Kind::time);
      case 1:
        return moved(Kind::time, Kind::date, Kind::duration, depth);
      case 2:
        return moved(Kind::time, Kind::time, Kind::days, depth);
      default:
        return moved(Kind::time, Kind::time, Kind::duration, depth);
    }
  }

  Tree moved(Kind kind, Kind base, Kind amount, int depth) {
    Tree from = grow(base, depth - 1);
    Tree by = grow(amount, depth - 1);
    switch (choices_.below(3)) {
      case 0:
        return {"+", kind, {}, 0, {from, by}};
      case 1:
        return {"-", kind, {}, 0, {from, by}};
      default:
        return {"+", kind, {}, 0, {by, from}};
    }
  }

  Choices& choices_;
};

Scalar scalar(Kind kind, Wide number) {
  const auto value = static_cast<std::int64_t>(number);
  switch (kind) {
    case Kind::boolean:
      return Scalar::of(Scalar::boolean, value);
    case Kind::number:
      return Scalar::of(Scalar::integer, value);
    case Kind::money:
      return Scalar::of(Scalar::money, value);
    case Kind::text:
      return Scalar::of(std::string_view(kTexts[static_cast<std::size_t>(value)]));
    case Kind::date:
      return Scalar::of(Scalar::date, value);
    default:
      return Scalar::of(Scalar::instant, value);
  }
}

std::vector<OracleField> random_fields(Choices& choices) {
  std::vector<OracleField> fields;
  for (const Kind kind : kFieldKinds) {
    for (const std::string& name : fields_of(kind)) {
      const bool absent = choices.below(3) == 0;
      const Outcome outcome{absent ? Outcome::absent : Outcome::value,
                            absent ? 0 : random_value(kind, choices)};
      fields.push_back({name, kind, outcome});
    }
  }
  return fields;
}

Outcome as_outcome(const Scalar& value) {
  if (value.kind == Scalar::absent) return {};
  if (value.kind == Scalar::failed) return {Outcome::failed, 0};
  return {Outcome::value, value.number};
}

RC_GTEST_PROP(GuardProperty, MeansWhatItsTreeMeans, ()) {
  const auto bytes = *rc::gen::resize(
      400, rc::gen::container<std::vector<std::uint8_t>>(rc::gen::arbitrary<std::uint8_t>()));
  Choices choices(bytes);
  const std::vector<OracleField> fields = random_fields(choices);
  const Instant now{static_cast<std::int64_t>(random_value(Kind::time, choices))};
  const Tree tree = Grower(choices).grow(Kind::boolean, 5);
  const std::string source = written(tree);

  Limits limits;
  limits.source = 1 << 20;
  limits.cost = 1 << 20;
  const TestNames names;
  const Compiled compiled = compile(source, names, Wanted::a_guard(), true, limits);
  RC_LOG() << source << "\n" << describe(compiled.problems);
  RC_ASSERT(compiled.program.has_value());

  Bindings bindings;
  bindings.at(now);
  for (const OracleField& entry : fields) {
    if (entry.outcome.state == Outcome::absent) continue;
    bindings.set("lead." + entry.name, scalar(entry.kind, entry.outcome.number));
  }
  const Scalar result = evaluate(*compiled.program, bindings);
  const Outcome expected = meaning(tree, fields, now);
  RC_LOG() << describe(result);
  RC_ASSERT(as_outcome(result) == expected);
  if (result.kind == Scalar::absent) {
    RC_ASSERT(bindings.lead(static_cast<std::uint16_t>(result.size)).kind == Scalar::absent);
  }
  RC_CLASSIFY(expected.state == Outcome::failed, "failed");
  RC_CLASSIFY(expected.state == Outcome::absent, "absent");
  RC_CLASSIFY(expected == (Outcome{Outcome::value, 1}), "true");
  RC_CLASSIFY(expected == (Outcome{Outcome::value, 0}), "false");
  RC_CLASSIFY(tree.operands.size() > 1, "composed");
}

}  // namespace
}  // namespace relance::expr
