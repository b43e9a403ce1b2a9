#include "expr/emitter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "expr/builtins.hpp"
#include "expr/operators.hpp"
#include "expr/resolver.hpp"

namespace relance::expr {
namespace {

std::uint8_t relation(Operator op) {
  switch (op) {
    case Operator::equal:
      return Relation::equal;
    case Operator::not_equal:
      return Relation::not_equal;
    case Operator::less:
      return Relation::less;
    case Operator::at_most:
      return Relation::at_most;
    case Operator::greater:
      return Relation::greater;
    default:
      return Relation::at_least;
  }
}

/// `a < b` is `b > a`.
std::uint8_t mirrored(std::uint8_t relation) {
  const int less = (relation & Relation::greater) != 0 ? Relation::less : 0;
  const int greater = (relation & Relation::less) != 0 ? Relation::greater : 0;
  const int rest = relation & (Relation::equal | Relation::unordered);
  return static_cast<std::uint8_t>(less | greater | rest);
}

Join last_of(Join join) { return join == Join::all ? Join::all_last : Join::any_last; }

Op offset_from(Op base, int by) { return static_cast<Op>(static_cast<int>(base) + by); }

class Emitter {
 public:
  Emitter(const Ast& ast, const std::vector<Meaning>& meanings) : ast_(ast), meanings_(meanings) {}

  Program emit() {
    value(ast_.root);
    const Meaning& root = meanings_[ast_.root];
    program_.result = root.as_instant ? Scalar::instant : scalar_kind(root.type);
    program_.cost = cost_;
    size_of_code_ = program_.code.size();
    size_of_constants_ = program_.constants.size();
    return std::move(program_);
  }

  /// Whether stack, slots and the widths of Instruction hold it.
  bool fits() const {
    constexpr std::size_t kMost = UINT16_MAX;
    return deepest_ <= Program::kStack && deepest_slot_ <= Program::kSlots &&
           size_of_code_ <= kMost && size_of_constants_ <= kMost;
  }

 private:
  void value(NodeId id) {
    bare_value(id);
    if (meanings_[id].as_instant) add(Op::first_instant);
  }

  void bare_value(NodeId id) {
    const Node& node = ast_[id];
    if (meanings_[id].is_constant) {
      add(Op::load_constant, 0, 0, constant(id));
      return;
    }
    switch (node.kind) {
      case NodeKind::name:
        add(node.text == "now" ? Op::load_now : Op::load_today);
        break;
      case NodeKind::select:
        read(id, Op::load_lead, Op::load_event,
             static_cast<std::uint8_t>(scalar_kind(meanings_[id].type)));
        break;
      case NodeKind::call:
        call(id);
        break;
      case NodeKind::unary:
        value(node.children[0]);
        add(node.op == Operator::not_ ? Op::negate_boolean : Op::negate_number);
        break;
      case NodeKind::logical:
        logical(node);
        break;
      default:
        binary(node);
    }
  }

  void add(Op op, std::uint8_t a = 0, std::uint16_t b = 0, std::int32_t c = 0) {
    program_.code.push_back({op, a, b, c, Join::none, 0, 0});
    cost_ += cost_of(op, b);
  }

  /// About 20 ns each, generously: what reads a zone or compares texts costs more than a step.
  static std::int32_t cost_of(Op op, std::uint16_t count) {
    switch (op) {
      case Op::in_numbers:
        return 1 + count;
      case Op::in_texts:
        return 1 + 2 * count;
      case Op::compare_text:  // neither text is bounded by the rules
        return 16;
      case Op::test_lead_text:
      case Op::test_event_text:
        return 2;
      case Op::load_today:
      case Op::shift_date_by_time:
      case Op::shift_instant:
      case Op::first_instant:
        return 8;
      default:
        return 1;
    }
  }

  void push() {
    add(Op::push);
    deepest_ = std::max(deepest_, ++size_);
  }

  std::int32_t constant(NodeId id) {
    const Meaning& meaning = meanings_[id];
    const Node& node = ast_[id];
    if (meaning.type == ValueType::real) {
      program_.constants.push_back(Scalar::of_real(node.real_value));
    } else if (meaning.type == ValueType::text) {
      Scalar text = Scalar::of(Scalar::text, static_cast<std::int64_t>(program_.text.size()));
      text.size = static_cast<std::uint32_t>(node.text.size());
      program_.text += node.text;
      program_.constants.push_back(text);
    } else {
      program_.constants.push_back(Scalar::of(scalar_kind(meaning.type), meaning.number));
    }
    return static_cast<std::int32_t>(program_.constants.size() - 1);
  }

  void read(NodeId id, Op of_lead, Op of_event, std::uint8_t a, std::int32_t c = 0) {
    const Meaning& meaning = meanings_[id];
    const bool event = meaning.scope == Scope::event;
    program_.reads_attributes |= !event && meaning.field->attribute;
    add(event ? of_event : of_lead, a, meaning.field->field, c);
  }

  void call(NodeId id) {
    const Node& node = ast_[id];
    if (node.text == "has") {
      read(id, Op::has_lead, Op::has_event, 0);
      return;
    }
    const LengthFunction& length = *length_function(node.text);
    value(node.children[0]);
    program_.constants.push_back(Scalar::of(Scalar::integer, length.unit));
    add(Op::scale, static_cast<std::uint8_t>(scalar_kind(length.result)), 0,
        static_cast<std::int32_t>(program_.constants.size() - 1));
  }

  void logical(const Node& node) {
    const Join join = node.op == Operator::and_ ? Join::all : Join::any;
    const auto slot = static_cast<std::uint8_t>(slots_++);
    deepest_slot_ = std::max(deepest_slot_, slots_);
    std::vector<std::size_t> jumps;
    for (const NodeId child : node.children) {
      value(child);
      if (landing_ == program_.code.size()) add(Op::nothing);
      program_.code.back().join = child == node.children.back() ? last_of(join) : join;
      program_.code.back().slot = slot;
      jumps.push_back(program_.code.size() - 1);
    }
    landing_ = program_.code.size();
    for (const std::size_t jump : jumps) {
      program_.code[jump].jump = static_cast<std::uint16_t>(landing_);
    }
    --slots_;
  }

  void binary(const Node& node) {
    const NodeId left = node.children[0];
    const NodeId right = node.children[1];
    if (node.op == Operator::in) {
      in_list(left, ast_[right]);
    } else if (is_comparison(node.op)) {
      comparison(relation(node.op), left, right);
    } else {
      operands(left, right);
      arithmetic(node.op, meanings_[left].type, meanings_[right].type);
    }
  }

  void operands(NodeId left, NodeId right) {
    value(left);
    push();
    value(right);
    --size_;
  }

  void in_list(NodeId left, const Node& list) {
    value(left);
    const auto first = static_cast<std::int32_t>(program_.constants.size());
    for (const NodeId element : list.children) constant(element);
    add(meanings_[left].type == ValueType::text ? Op::in_texts : Op::in_numbers, 0,
        static_cast<std::uint16_t>(list.children.size()), first);
  }

  bool is_plain_field(NodeId id) const {
    return ast_[id].kind == NodeKind::select && !meanings_[id].as_instant;
  }

  void comparison(std::uint8_t relation, NodeId left, NodeId right) {
    const ValueType type = meanings_[left].type;
    if (is_plain_field(left) && meanings_[right].is_constant) {
      test(relation, left, right);
    } else if (is_plain_field(right) && meanings_[left].is_constant) {
      test(mirrored(relation), right, left);
    } else {
      operands(left, right);
      add(type == ValueType::text   ? Op::compare_text
          : type == ValueType::real ? Op::compare_real
                                    : Op::compare_number,
          relation);
    }
  }

  void test(std::uint8_t relation, NodeId field, NodeId wanted) {
    const bool text = meanings_[field].type == ValueType::text;
    const std::int32_t index = constant(wanted);
    read(field, text ? Op::test_lead_text : Op::test_lead_number,
         text ? Op::test_event_text : Op::test_event_number, relation, index);
  }

  void arithmetic(Operator op, ValueType left, ValueType right) {
    const bool amount_first = is_point_in_time(right);
    const ValueType point = amount_first ? right : left;
    if (!is_point_in_time(point)) {
      add(op == Operator::plus    ? Op::add_number
          : op == Operator::minus ? Op::subtract_number
                                  : Op::multiply_number);
      return;
    }
    const ValueType amount = amount_first ? left : right;
    const Op first = point == ValueType::date ? Op::shift_date : Op::shift_instant;
    const int direction = op == Operator::minus ? Shift::backward : Shift::forward;
    add(offset_from(first, amount == ValueType::duration ? 1 : 0),
        static_cast<std::uint8_t>(direction | (amount_first ? Shift::amount_first : 0)));
  }

  const Ast& ast_;
  const std::vector<Meaning>& meanings_;
  Program program_;
  std::int32_t cost_ = 0;
  std::size_t landing_ = 0;  // where the last && or || ended: what stands there may be jumped to,
                             // and what stands before it has a join already
  int size_ = 0, deepest_ = 0;
  int slots_ = 0, deepest_slot_ = 0;
  std::size_t size_of_code_ = 0, size_of_constants_ = 0;
};

}  // namespace

std::optional<Program> emit(const Ast& ast, const std::vector<Meaning>& meanings, std::int64_t cost,
                            std::vector<Problem>& problems) {
  Emitter emitter(ast, meanings);
  Program program = emitter.emit();
  const Span whole = ast[ast.root].span;
  if (!emitter.fits()) {
    add_problem(problems, whole, kTooDeep, "the expression needs too many values at once",
                "divide it into several rules");
  }
  if (program.cost > cost) {
    add_problem(
        problems, whole, kTooCostly,
        fmt::format("the expression may cost {} units, at most {} are allowed", program.cost, cost),
        "divide it into several rules");
  }
  if (!problems.empty()) return {};
  return program;
}

}  // namespace relance::expr
