#include "expr/known.hpp"

#include <utility>

#include "base/source.hpp"

namespace relance::expr {
namespace {

std::uint8_t inverse(std::uint8_t relation) {
  constexpr int kAll = Relation::less | Relation::equal | Relation::greater;
  return static_cast<std::uint8_t>(~relation & kAll);
}

/// `a < b` is `b > a`.
std::uint8_t mirrored(std::uint8_t relation) {
  const int less = (relation & Relation::greater) != 0 ? Relation::less : 0;
  const int greater = (relation & Relation::less) != 0 ? Relation::greater : 0;
  return static_cast<std::uint8_t>(less | greater | (relation & Relation::equal));
}

Situation where(const Known& value, const Numbers& numbers, const Situation& here) {
  if (numbers.none()) return {};
  return value.field == kNoField ? here : here.where(value.field, numbers);
}

Situation related(std::uint8_t relation, const Known& left, const Known& right,
                  const Situation& here) {
  const Situation some = where(left, left.numbers.in_relation(relation, right.numbers), here);
  return where(right, right.numbers.in_relation(mirrored(relation), left.numbers), some);
}

Numbers characters(std::string_view text) {
  return Numbers(static_cast<std::int64_t>(count_code_points(text)));
}

}  // namespace

void Known::join(const Known& other) {
  if (kind == Scalar::absent) {
    kind = other.kind;
    field = other.field;
  } else if (other.kind != Scalar::absent) {
    if (other.kind != kind) kind.reset();
    if (other.field != field) field = kNoField;
  }
  numbers.join(other.numbers);
  yes.join(other.yes);
  no.join(other.no);
  absent.join(other.absent);
  failed.join(other.failed);
}

/// The decisive value wins from either side, a failure over an absence, both over the other value.
Known joined(const Known& left, const Known& right, bool decisive) {
  const auto follows = [decisive](const Known& value) { return decisive ? value.no : value.yes; };
  const auto is_calm = [&](const Known& value) { return either(follows(value), value.absent); };
  const auto is_open = [&](const Known& value) { return either(is_calm(value), value.failed); };
  Known result = Known::of(Scalar::boolean, {0, 1}, {});
  result.failed = either(both(left.failed, is_open(right)), both(right.failed, is_open(left)));
  result.absent = either(both(left.absent, is_calm(right)), both(right.absent, is_calm(left)));
  Situation all = both(follows(left), follows(right));
  Situation one = decisive ? either(left.yes, right.yes) : either(left.no, right.no);
  result.yes = decisive ? one : all;
  result.no = decisive ? std::move(all) : std::move(one);
  return result;
}

Known made_of(std::optional<Scalar::Kind> kind, Numbers numbers, const std::vector<Known>& parts,
              const Situation& here) {
  Known made = Known::of(kind, std::move(numbers), here);
  for (const Known& part : parts) {
    made.absent.join(part.absent);
    made.failed.join(part.failed);
  }
  return made;
}

Known made_of(std::optional<Scalar::Kind> kind, const std::optional<Numbers>& numbers,
              const std::vector<Known>& parts, const Situation& here) {
  Known made = made_of(kind, numbers.value_or(Numbers::any()), parts, here);
  if (!numbers) made.failed = here;
  return made;
}

Known KnownValues::read(const Instruction& i, const Situation& here) const {
  if (!here.possible()) return {};
  const std::size_t field = fields_.of(i);
  Known value = Known::of(Scalar::boolean, {0, 1}, here.where_present(field));
  value.absent = here.where_absent(field);
  switch (i.op) {
    case Op::has_lead:
    case Op::has_event:
      value.no = std::exchange(value.absent, {});
      return value;
    case Op::test_lead_number:
    case Op::test_event_number: {
      const Numbers& held = here.numbers(field);
      const Numbers wanted(program_.constant(i.c).number);
      value.yes = here.where(field, held.in_relation(i.a, wanted));
      value.no = here.where(field, held.in_relation(inverse(i.a), wanted));
      return value;
    }
    case Op::test_lead_text:
    case Op::test_event_text:
      if (i.a == Relation::equal) value.yes = where_characters(i, here);
      if (i.a == Relation::not_equal) value.no = where_characters(i, here);
      return value;
    default:
      return load(i, here);
  }
}

Situation KnownValues::where_characters(const Instruction& i, const Situation& here) const {
  return here.where(fields_.of(i), characters(program_.constant_text(i.c).view()));
}

Known KnownValues::load(const Instruction& i, const Situation& here) const {
  const std::size_t field = fields_.of(i);
  const auto kind = i.op == Op::load_attempts ? Scalar::integer : static_cast<Scalar::Kind>(i.a);
  Known value = Known::of(kind, here.numbers(field), here.where_present(field));
  value.absent = here.where_absent(field);
  value.field = field;
  if (kind == Scalar::boolean) {
    value.yes = here.where(field, Numbers(1));
    value.no = here.where(field, Numbers(0));
  }
  return value;
}

Known KnownValues::constant(const Scalar& constant, const Situation& here) const {
  if (constant.kind == Scalar::text) {
    return Known::of(constant.kind, characters(constant.view()), here);
  }
  if (constant.kind == Scalar::real) return Known::of(constant.kind, Numbers::any(), here);
  Known known = Known::of(constant.kind, Numbers(constant.number), here);
  if (constant.kind == Scalar::boolean) (constant.is(true) ? known.no : known.yes) = {};
  return known;
}

Known KnownValues::among(const Instruction& i, const Known& value, const Situation& here) const {
  Known result = made_of(Scalar::boolean, Numbers(0, 1), {value}, here);
  if (i.op == Op::in_texts) return result;
  Numbers in, out = value.numbers;
  for (std::int32_t k = i.c; k < i.c + i.b; ++k) {
    const Numbers one(program_.constant(k).number);
    in.join(value.numbers.in_relation(Relation::equal, one));
    out = out.in_relation(Relation::not_equal, one);
  }
  result.yes = where(value, in, here);
  result.no = where(value, out, here);
  return result;
}

Known negated(Known value) {
  std::swap(value.yes, value.no);
  value.numbers = {0, 1};
  value.field = kNoField;
  return value;
}

Known expected(Scalar::Kind kind, Known value, const Situation& here) {
  return value.is(kind) ? value : made_of(kind, std::optional<Numbers>(), {value}, here);
}

Known compared(std::uint8_t relation, const Known& left, const Known& right,
               const Situation& here) {
  Known result = made_of(Scalar::boolean, Numbers(0, 1), {left, right}, here);
  result.yes = related(relation, left, right, here);
  result.no = related(inverse(relation), left, right, here);
  return result;
}

}  // namespace relance::expr
