#include "expr/oracle.hpp"

#include <algorithm>
#include <array>

namespace relance::expr {
namespace {

constexpr Wide kSecond = 1'000'000;
constexpr Wide kHour = 3600 * kSecond;
constexpr Wide kWholeDay = 24 * kHour;

Outcome value_of(Wide number) { return {Outcome::value, number}; }
Outcome failed() { return {Outcome::failed, 0}; }

Outcome in_range(Wide number, Wide least, Wide most) {
  return number < least || number > most ? failed() : value_of(number);
}
Outcome in_64_bits(Wide number) { return in_range(number, INT64_MIN, INT64_MAX); }
Outcome in_years_of_instants(Wide us) { return in_range(us, kEarliest.us, kLatest.us); }
Outcome in_years_of_dates(Wide day) {
  return in_range(day, day_number(1900, 1, 1), day_number(2199, 12, 31));
}

const std::array<Wide, 4> kChanges{utc(2026, 3, 29, 1).us, utc(2026, 10, 25, 1).us,
                                   utc(2027, 3, 28, 1).us, utc(2027, 10, 31, 1).us};

/// What the clocks of Paris show, in microseconds of a day count without zone.
Wide clock(Wide instant) {
  const bool summer = (instant >= kChanges[0] && instant < kChanges[1]) ||
                      (instant >= kChanges[2] && instant < kChanges[3]);
  return instant + (summer ? 2 : 1) * kHour;
}

/// The first instant at which they show `wanted` or later.
Wide first_showing(Wide wanted) {
  std::vector<Wide> candidates{wanted - kHour, wanted - 2 * kHour};
  candidates.insert(candidates.end(), kChanges.begin(), kChanges.end());
  Wide first = wanted;
  for (const Wide candidate : candidates) {
    if (clock(candidate) >= wanted) first = std::min(first, candidate);
  }
  return first;
}

Wide floor_day(Wide us) { return us / kWholeDay - (us % kWholeDay < 0 ? 1 : 0); }

Outcome first_instant(Wide day) { return in_years_of_instants(first_showing(day * kWholeDay)); }

Outcome days_later(Wide instant, Wide days) {
  if (days > 1'000'000 || days < -1'000'000) return failed();
  return in_years_of_instants(first_showing(clock(instant) + days * kWholeDay));
}

bool holds(const std::string& op, Wide left, Wide right) {
  if (op == "==") return left == right;
  if (op == "!=") return left != right;
  if (op == "<") return left < right;
  if (op == "<=") return left <= right;
  if (op == ">") return left > right;
  return left >= right;
}

class Walker {
 public:
  Walker(const std::vector<OracleField>& fields, Instant now) : fields_(fields), now_(now) {}

  Outcome walk(const Tree& tree) const {
    if (tree.op == "literal") return value_of(tree.number);
    if (tree.op == "now") return value_of(now_.us);
    if (tree.op == "today") return value_of(floor_day(clock(now_.us)));
    if (tree.op == "field") return field(tree.text);
    if (tree.op == "has") return value_of(field(tree.text).state != Outcome::absent ? 1 : 0);
    std::vector<Outcome> operands;
    for (const Tree& operand : tree.operands) operands.push_back(walk(operand));
    if (compares_date_and_time(tree)) {
      Outcome& date = operands[tree.operands[0].kind == Kind::date ? 0 : 1];
      if (date.state == Outcome::value) date = first_instant(date.number);
    }
    if (tree.op == "&&" || tree.op == "||") return logical(operands, tree.op == "||" ? 1 : 0);
    for (const Outcome::State state : {Outcome::failed, Outcome::absent}) {
      const auto found = std::find_if(operands.begin(), operands.end(),
                                      [&](const Outcome& o) { return o.state == state; });
      if (found != operands.end()) return {state, 0};
    }
    std::vector<Wide> numbers;
    for (const Outcome& operand : operands) numbers.push_back(operand.number);
    return strict(tree, numbers);
  }

 private:
  Outcome field(const std::string& name) const {
    for (const OracleField& entry : fields_) {
      if (entry.name == name) return entry.outcome;
    }
    return {};
  }

  /// CEL: one deciding operand is enough, whatever the others are.
  static Outcome logical(const std::vector<Outcome>& operands, Wide deciding) {
    const auto any = [&](const Outcome& wanted) {
      return std::find(operands.begin(), operands.end(), wanted) != operands.end();
    };
    if (any(value_of(deciding))) return value_of(deciding);
    if (any(failed())) return failed();
    return any(Outcome{}) ? Outcome{} : value_of(1 - deciding);
  }

  static Outcome strict(const Tree& tree, const std::vector<Wide>& n) {
    if (tree.op == "!") return value_of(1 - n[0]);
    if (tree.op == "negative") return in_64_bits(-n[0]);
    if (tree.op == "days") return value_of(n[0]);
    if (tree.op == "hours") return in_64_bits(n[0] * kHour);
    if (tree.op == "minutes") return in_64_bits(n[0] * 60 * kSecond);
    if (tree.op == "in") {
      return value_of(std::find(n.begin() + 1, n.end(), n[0]) != n.end() ? 1 : 0);
    }
    if (tree.op == "*") return in_64_bits(n[0] * n[1]);
    if (tree.op == "+" || tree.op == "-") return sum(tree, n);
    return value_of(holds(tree.op, n[0], n[1]) ? 1 : 0);
  }

  /// A date stands for its first instant beside a time.
  static bool compares_date_and_time(const Tree& tree) {
    if (tree.op == "+" || tree.op == "-" || tree.operands.size() != 2) return false;
    const Kind left = tree.operands[0].kind;
    const Kind right = tree.operands[1].kind;
    return (left == Kind::date && right == Kind::time) ||
           (left == Kind::time && right == Kind::date);
  }

  static Outcome sum(const Tree& tree, const std::vector<Wide>& n) {
    const Kind left = tree.operands[0].kind;
    const Kind right = tree.operands[1].kind;
    const bool swapped = right == Kind::date || right == Kind::time;
    const Kind base = swapped ? right : left;
    const Kind amount = swapped ? left : right;
    const Wide from = swapped ? n[1] : n[0];
    const Wide by = (swapped ? n[0] : n[1]) * (tree.op == "-" ? -1 : 1);
    if (base == Kind::date && amount == Kind::days) return in_years_of_dates(from + by);
    if (base == Kind::time && amount == Kind::days) return days_later(from, by);
    if (base == Kind::time) return in_years_of_instants(from + by);
    if (base == Kind::date) {
      const Outcome first = first_instant(from);
      return first.state == Outcome::failed ? first : in_years_of_instants(first.number + by);
    }
    return in_64_bits(from + by);
  }

  const std::vector<OracleField>& fields_;
  Instant now_;
};

std::string joined(const Tree& tree, const std::string& between, std::size_t first = 0) {
  std::string result;
  for (std::size_t i = first; i < tree.operands.size(); ++i) {
    if (i > first) result += between;
    result += written(tree.operands[i]);
  }
  return result;
}

}  // namespace

std::string written(const Tree& tree) {
  std::string result;
  if (tree.op == "literal") return tree.text;
  if (tree.op == "field") return result.append("lead.").append(tree.text);
  if (tree.op == "has") return result.append("has(lead.").append(tree.text).append(")");
  if (tree.operands.empty()) return tree.op;
  if (tree.op == "!") return result.append("!(").append(joined(tree, "")).append(")");
  if (tree.op == "negative") return result.append("-(").append(joined(tree, "")).append(")");
  if (tree.op == "in") {
    result.append("(").append(written(tree.operands[0])).append(" in [");
    return result.append(joined(tree, ", ", 1)).append("])");
  }
  if (tree.op == "days" || tree.op == "hours" || tree.op == "minutes") {
    return result.append(tree.op).append("(").append(joined(tree, "")).append(")");
  }
  std::string between = " ";
  between.append(tree.op).append(" ");
  return result.append("(").append(joined(tree, between)).append(")");
}

Outcome meaning(const Tree& tree, const std::vector<OracleField>& fields, Instant now) {
  return Walker(fields, now).walk(tree);
}

}  // namespace relance::expr
