#include "expr/emitter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "expr/builtins.hpp"
#include "expr/operators.hpp"
#include "expr/program_emitter.hpp"
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

/// About 20 ns each, generously: what reads a zone or compares texts costs more than a step.
std::int32_t cost_of(Op op, std::uint16_t count) {
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
    case Op::is_open:
    case Op::shift_date_by_time:
    case Op::shift_instant:
    case Op::first_instant:
      return 8;
    case Op::call:  // of texts that nothing bounds
      return 24;
    case Op::gather_map:
    case Op::new_list:
    case Op::new_map:
      return 8;
    default:
      return 1;
  }
}

}  // namespace

/// Whether run_quickly() knows all instructions: tests, and what asks a field that was just loaded.
bool is_quick(const std::vector<Instruction>& code) {
  const Instruction* before = nullptr;
  return std::all_of(code.begin(), code.end(), [&](const Instruction& i) {
    const Instruction* const last = std::exchange(before, &i);
    if (i.op == Op::in_numbers || i.op == Op::in_texts) {
      const bool loads = last->op == Op::load_lead || last->op == Op::load_event;
      return loads && last->join == Join::none;  // else `in` asks what a chain gives
    }
    return i.op <= Op::load_event || i.op == Op::negate_boolean;
  });
}

Program Emitter::emit_part(NodeId part) {
  value(part);
  return std::move(program_);
}

Program Emitter::emit() {
  value(ast_.root);
  const Meaning& root = meanings_[ast_.root];
  program_.result = root.as_instant ? Scalar::instant : scalar_kind(root.type);
  if (rules_ && program_.needs_machine) add(Op::make_lawful);
  program_.cost = static_cast<std::int32_t>(std::min<std::int64_t>(cost_, INT32_MAX));
  program_.is_one_test =
      program_.code.size() == 1 && program_.code.front().op == Op::test_lead_number;
  program_.is_quick = program_.result == Scalar::boolean && is_quick(program_.code);
  size_of_code_ = program_.code.size();
  size_of_constants_ = program_.constants.size();
  return std::move(program_);
}

bool Emitter::fits() const {
  constexpr std::size_t kMost = UINT16_MAX;
  return deepest_ <= Program::kStack && deepest_slot_ <= Program::kSlots &&
         deepest_loop_ <= Program::kLoops && size_of_code_ <= kMost && size_of_constants_ <= kMost;
}

void Emitter::value(NodeId id) {
  bare_value(id);
  expect_kind(id);
  if (meanings_[id].as_instant) add(Op::first_instant);
}

void Emitter::bare_value(NodeId id) {
  const Meaning& meaning = meanings_[id];
  if (meaning.is_constant) {
    add(Op::load_constant, 0, 0, constant(id));
  } else if (is_plain(id)) {
    plain_value(id);
  } else {
    general_value(id);
  }
}

/// Whether it needs no machine, its operands apart.
bool Emitter::is_plain(NodeId id) const {
  if (meanings_[id].role != Role::plain) return false;
  switch (ast_[id].kind) {
    case NodeKind::name:
    case NodeKind::select:
    case NodeKind::call:
    case NodeKind::unary:
    case NodeKind::binary:
    case NodeKind::logical:
      return true;
    default:
      return false;
  }
}

void Emitter::plain_value(NodeId id) {
  const Node& node = ast_[id];
  switch (node.kind) {
    case NodeKind::name:
      add(node.text == "now" ? Op::load_now : Op::load_today);
      break;
    case NodeKind::select:
      read(id, Op::load_lead, Op::load_event,
           static_cast<std::uint8_t>(scalar_kind(meanings_[id].type)));
      break;
    case NodeKind::call:
      own_call(id);
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

void Emitter::add(Op op, std::uint8_t a, std::uint16_t b, std::int32_t c) {
  program_.code.push_back({op, a, b, c, Join::none, 0, 0});
  program_.needs_machine |= op >= Op::load_variable;
  cost_ += cost_of(op, b);
}

void Emitter::push() {
  add(Op::push);
  deepest_ = std::max(deepest_, ++size_);
}

std::int32_t Emitter::keep(const Scalar& value) {
  program_.constants.push_back(value);
  return static_cast<std::int32_t>(program_.constants.size() - 1);
}

std::int32_t Emitter::text_constant(std::string_view text) {
  Scalar constant = Scalar::of(Scalar::text, static_cast<std::int64_t>(program_.text.size()));
  constant.size = static_cast<std::uint32_t>(text.size());
  program_.text += text;
  return keep(constant);
}

std::int32_t Emitter::constant(NodeId id) {
  const Node& node = ast_[id];
  if (node.kind == NodeKind::real) return keep(Scalar::of_real(node.real_value));
  if (node.kind == NodeKind::text) return text_constant(node.text);
  const Scalar::Kind kind = node.kind == NodeKind::boolean   ? Scalar::boolean
                            : node.kind == NodeKind::integer ? Scalar::integer
                                                             : scalar_kind(meanings_[id].type);
  return keep(Scalar::of(kind, meanings_[id].number));
}

void Emitter::read(NodeId id, Op of_lead, Op of_event, std::uint8_t a, std::int32_t c) {
  const Meaning& meaning = meanings_[id];
  const bool event = meaning.scope == Scope::event;
  program_.reads_attributes |= !event && meaning.field->attribute;
  add(event ? of_event : of_lead, a, meaning.field->field, c);
}

void Emitter::own_call(NodeId id) {
  const Node& node = ast_[id];
  if (node.text == "has") {
    read(id, Op::has_lead, Op::has_event, 0);
    return;
  }
  const std::int64_t number = meanings_[id].number;
  if (node.text == "attempts") {
    add(Op::load_attempts, static_cast<std::uint8_t>(number & 0xFF),
        static_cast<std::uint16_t>(number >> 8));
    return;
  }
  if (node.text == "open") {
    node.children.size() == 2 ? value(node.children[1]) : add(Op::load_now);
    add(Op::is_open, 0, static_cast<std::uint16_t>(number));
    return;
  }
  const LengthFunction& length = *length_function(node.text);
  value(node.children[0]);
  add(Op::scale, static_cast<std::uint8_t>(scalar_kind(length.result)), 0,
      keep(Scalar::of(Scalar::integer, length.unit)));
}

void Emitter::logical(const Node& node) {
  const Join join = node.op == Operator::and_ ? Join::all : Join::any;
  const auto slot = static_cast<std::uint8_t>(slots_++);
  deepest_slot_ = std::max(deepest_slot_, slots_);
  std::vector<std::size_t> jumps;
  for (const NodeId child : node.children) {
    value(child);
    if (meanings_[child].type.head != ValueType::boolean) add(Op::expect_boolean);
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

void Emitter::binary(const Node& node) {
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

void Emitter::operands(NodeId left, NodeId right) {
  value(left);
  push();
  value(right);
  --size_;
}

void Emitter::in_list(NodeId left, const Node& list) {
  value(left);
  const auto first = static_cast<std::int32_t>(program_.constants.size());
  for (const NodeId element : list.children) constant(element);
  add(meanings_[left].type == ValueType::text ? Op::in_texts : Op::in_numbers, 0,
      static_cast<std::uint16_t>(list.children.size()), first);
}

bool Emitter::is_plain_field(NodeId id) const {
  return meanings_[id].field != nullptr && ast_[id].kind == NodeKind::select &&
         !meanings_[id].as_instant;
}

void Emitter::comparison(std::uint8_t relation, NodeId left, NodeId right) {
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

void Emitter::test(std::uint8_t relation, NodeId field, NodeId wanted) {
  const bool text = meanings_[field].type == ValueType::text;
  const std::int32_t index = constant(wanted);
  read(field, text ? Op::test_lead_text : Op::test_lead_number,
       text ? Op::test_event_text : Op::test_event_number, relation, index);
}

void Emitter::arithmetic(Operator op, ValueType left, ValueType right) {
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

std::optional<Program> emit(const Ast& ast, const std::vector<Meaning>& meanings, bool rules,
                            std::int64_t cost, std::vector<Problem>& problems) {
  Emitter emitter(ast, meanings, rules);
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

Program emit_part(const Ast& ast, const std::vector<Meaning>& meanings, NodeId part) {
  return Emitter(ast, meanings, true).emit_part(part);
}

}  // namespace relance::expr
