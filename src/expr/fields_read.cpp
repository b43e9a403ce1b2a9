#include "expr/fields_read.hpp"

#include "relance/lead.hpp"

namespace relance::expr {
namespace {

/// 1900-01-01 to 2199-12-31.
constexpr std::int64_t kFirstDay = kEarliest.us / kMicrosecondsPerDay;
constexpr std::int64_t kLastDay = kLatest.us / kMicrosecondsPerDay;
constexpr std::int64_t kMostAttempts = UINT32_MAX;

bool is_of_event(Op op) {
  return op == Op::test_event_number || op == Op::test_event_text || op == Op::has_event ||
         op == Op::load_event;
}

/// Attempts are counted from the first event on.
bool is_count(const Instruction& i) {
  return i.op == Op::load_attempts || (!is_of_event(i.op) && i.b == id(FieldKind::attempts));
}

Numbers held(const Program& program, const Instruction& i) {
  if (is_count(i)) return {0, kMostAttempts};
  switch (i.op) {
    case Op::test_lead_number:
    case Op::test_event_number:
      return FieldsRead::held_as(program.constant(i.c).kind);
    case Op::test_lead_text:
    case Op::test_event_text:
      return FieldsRead::held_as(Scalar::text);
    case Op::load_lead:
    case Op::load_event:
      return FieldsRead::held_as(static_cast<Scalar::Kind>(i.a));
    default:
      return Numbers::any();
  }
}

}  // namespace

Numbers FieldsRead::held_as(Scalar::Kind kind) {
  switch (kind) {
    case Scalar::boolean:
      return {0, 1};
    case Scalar::text:
      return {0, kLongestText};
    case Scalar::date:
      return {kFirstDay, kLastDay};
    case Scalar::instant:
      return {kEarliest.us, kLatest.us};
    default:
      return Numbers::any();
  }
}

FieldsRead::FieldsRead(const Program& program) {
  for (const Instruction& i : program.code) {
    const bool field = Op::test_lead_number <= i.op && i.op <= Op::load_event;
    if (!field && i.op != Op::load_attempts) continue;
    const auto [place, is_new] = places_.emplace(key(i), fields_.size());
    if (is_new) fields_.push_back({Numbers::any(), !is_count(i)});
    fields_[place->second].numbers.meet(held(program, i));
  }
}

FieldsRead::Key FieldsRead::key(const Instruction& i) {
  if (i.op == Op::load_attempts) return {2, i.a, i.b};
  return {is_of_event(i.op) ? 1 : 0, 0, i.b};
}

}  // namespace relance::expr
