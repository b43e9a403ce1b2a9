// Sums of numbers, dates and times.
#include "expr/known.hpp"
#include "relance/instant.hpp"

namespace relance::expr {
namespace {

constexpr std::int64_t kDay = kMicrosecondsPerDay;
/// No offset of a zone is longer.
constexpr std::int64_t kOffset = hours(16).us;

std::optional<Numbers> sum(const std::optional<Numbers>& a, const std::optional<Numbers>& b) {
  if (!a || !b) return {};
  return Numbers::sum(*a, *b);
}

/// A date or an instant beyond the lawful ones is none.
std::optional<Numbers> lawful(std::optional<Numbers> numbers, Scalar::Kind kind) {
  const Numbers all = FieldsRead::held_as(kind);
  if (numbers && !numbers->inside(all.least(), all.most())) numbers.reset();
  return numbers;
}

/// Midnight of dates in any zone, or the first instant after it.
std::optional<Numbers> midnights(const Numbers& dates) {
  const Numbers anywhere(-kOffset, kOffset + hours(1).us);
  return lawful(sum(Numbers::product(dates, Numbers(kDay)), anywhere), Scalar::instant);
}

}  // namespace

Known added(const Instruction& i, const Known& left, const Known& right, const Situation& here) {
  const auto combined = i.op == Op::add_number        ? Numbers::sum
                        : i.op == Op::subtract_number ? Numbers::difference
                                                      : Numbers::product;
  return made_of(left.kind, combined(left.numbers, right.numbers), {left, right}, here);
}

Known moved(const Instruction& i, const Known& left, const Known& right, const Situation& here) {
  const bool amount_first = (i.a & Shift::amount_first) != 0;
  const Known& base = amount_first ? right : left;
  const Known& amount = amount_first ? left : right;
  std::optional<Numbers> from = base.numbers, by = amount.numbers;
  if ((i.a & Shift::backward) != 0) by = Numbers::difference(Numbers(0), *by);
  if (i.op == Op::shift_date_by_time) from = midnights(*from);
  if (i.op == Op::shift_instant && by) {  // the same clock time, at which offset ever
    by = sum(Numbers::product(*by, Numbers(kDay)), Numbers::within(2 * kOffset));
  }
  const Scalar::Kind kind = i.op == Op::shift_date ? Scalar::date : Scalar::instant;
  return made_of(kind, lawful(sum(from, by), kind), {left, right}, here);
}

Known first_instant(const Known& date, const Situation& here) {
  return made_of(Scalar::instant, midnights(date.numbers), {date}, here);
}

}  // namespace relance::expr
