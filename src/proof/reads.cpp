#include "proof/reads.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "relance/core/fields.hpp"

namespace relance::proof {
namespace {

bool is_equality(std::uint8_t relation) {
  return relation == Relation::equal || relation == Relation::not_equal;
}

/// Goes through a program and counts, for each value, the fields that a number was made of. One
/// that is compared may be made of one at most.
class Reader {
 public:
  explicit Reader(const Program& program) : program_(program) {}

  Reads run() {
    for (std::size_t i = 0; i < program_.code.size(); ++i) {
      const auto landed = landed_.find(i);
      if (landed != landed_.end()) fields_ = std::max(fields_, landed->second);
      reads_.simple = read(program_.code[i], i) && reads_.simple;
    }
    return std::move(reads_);
  }

 private:
  bool read(const Instruction& i, std::size_t at) {
    switch (i.op) {
      case Op::test_lead_text:
      case Op::test_event_text:
        add(i.op == Op::test_event_text ? FieldRef::event : FieldRef::lead, i.b, 0);
        return is_equality(i.a);
      case Op::test_lead_number:
      case Op::has_lead:
        return add(FieldRef::lead, i.b, 0);
      case Op::test_event_number:
      case Op::has_event:
        return add(FieldRef::event, i.b, 0);
      case Op::load_lead:
        return add(FieldRef::lead, i.b, 1);
      case Op::load_event:
        return add(FieldRef::event, i.b, 1);
      case Op::load_attempts:
        return add(FieldRef::attempts, FieldRef::counted(i.a, i.b).field, 1);
      case Op::load_now:  // only for is_open
        return at + 1 < program_.code.size() && program_.code[at + 1].op == Op::is_open;
      case Op::is_open:
        return add(FieldRef::calendar, i.b, 0) && program_.code[at - 1].op == Op::load_now;
      default:
        return calculate(i);
    }
  }

  bool calculate(const Instruction& i) {
    switch (i.op) {
      case Op::load_constant:
        fields_ = 0;
        return true;
      case Op::nothing:
      case Op::negate_boolean:
      case Op::in_numbers:
      case Op::in_texts:
      case Op::expect_boolean:
      case Op::expect_kind:
      case Op::make_lawful:
        return true;
      case Op::negate_number:
        reads_.adds = true;
        return true;
      case Op::push:
        pushed_.push_back(fields_);
        return true;
      case Op::choose:  // its answer comes from one arm or the other
        return true;
      case Op::go_on:
        landed_[i.jump] = std::max(landed_[i.jump], fields_);
        return true;
      case Op::add_number:
      case Op::subtract_number:
        reads_.adds = true;
        return combine() && ++added_ <= 1;
      case Op::compare_number:
        added_ = 0;
        return combine() && std::exchange(fields_, 0) <= 1;
      default:
        return false;
    }
  }

  bool add(FieldRef::Of of, Id field, int fields) {
    reads_.fields.insert({of, field});
    fields_ = fields;
    return true;
  }

  bool combine() {
    if (pushed_.empty()) return false;
    fields_ += pushed_.back();
    pushed_.pop_back();
    return true;
  }

  const Program& program_;
  Reads reads_;
  int fields_ = 0;                     // of the value at hand
  int added_ = 0;                      // sums and differences since the last comparison
  std::vector<int> pushed_;            // of those on the stack
  std::map<std::size_t, int> landed_;  // by instruction: of a value that comes there by a jump
};

}  // namespace

bool is_count(FieldRef ref) {
  return ref.of == FieldRef::attempts ||
         (ref.of == FieldRef::lead && ref.field == id(FieldKind::attempts));
}

Reads reads_of(const Program& guard) { return Reader(guard).run(); }

}  // namespace relance::proof
