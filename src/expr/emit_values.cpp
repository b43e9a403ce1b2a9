// Containers, calls of the library, `? :`: what needs a machine.
#include <array>
#include <string>

#include "expr/library/library.hpp"
#include "expr/library/pattern.hpp"
#include "expr/library/text_values.hpp"
#include "expr/program_emitter.hpp"
#include "time/zone.hpp"

namespace relance::expr {

std::uint16_t Emitter::here() {
  landing_ = program_.code.size();
  return static_cast<std::uint16_t>(landing_);
}

std::size_t Emitter::add_jump(Op op, std::uint8_t a, std::uint16_t b, std::int32_t c) {
  add(op, a, b, c);
  return program_.code.size() - 1;
}

void Emitter::land(const std::vector<std::size_t>& jumps) {
  for (const std::size_t jump : jumps) land(jump);
}

/// In rules an instruction trusts the types of its operands; what comes out of containers and of
/// functions is looked at, so that no gap in the types can be one in memory.
void Emitter::expect_kind(NodeId id) {
  const ValueType type = meanings_[id].type;
  if (rules_ && is_computed(type) && !meanings_[id].is_constant && !is_plain(id)) {
    add(Op::expect_kind, static_cast<std::uint8_t>(scalar_kind(type)));
  }
}

void Emitter::general_value(NodeId id) {
  const Node& node = ast_[id];
  const Meaning& meaning = meanings_[id];
  switch (meaning.role) {
    case Role::variable:
      add(Op::load_variable, 0, meaning.slot);
      return;
    case Role::local:
      add(Op::load_local, 0, meaning.slot);
      return;
    case Role::type_name:
      text_as(type_name(static_cast<Scalar::Kind>(meaning.slot)), "@type");
      return;
    case Role::fails:
      add(Op::fail, static_cast<std::uint8_t>(meaning.slot));
      return;
    case Role::call:
      call(id);
      return;
    case Role::macro:
      macro(id);
      return;
    case Role::plain:
      break;
  }
  switch (node.kind) {
    case NodeKind::list:
      list(node);
      break;
    case NodeKind::map:
      map(node);
      break;
    case NodeKind::conditional:
      conditional(node);
      break;
    default:
      simple_constant(node);
  }
}

void Emitter::simple_constant(const Node& node) {
  if (node.kind == NodeKind::bytes) {
    text_as(node.text, "bytes");
  } else {
    const bool null = node.kind == NodeKind::null_literal;
    add(Op::load_constant, 0, 0,
        keep(Scalar::of(null ? Scalar::null : Scalar::unsigned_integer, node.number)));
  }
}

/// A constant that is stored as a text and made what it is by a function.
void Emitter::text_as(std::string_view text, std::string_view function) {
  add(Op::load_constant, 0, 0, text_constant(text));
  call_named(function, 1);
}

void Emitter::call_named(std::string_view function, int arguments) {
  add(Op::call, static_cast<std::uint8_t>(arguments), function_number(function));
}

void Emitter::part(NodeId id, Op op, Op op_if_any) {
  const bool maybe = ast_[id].kind == NodeKind::maybe;
  value(maybe ? ast_[id].children[0] : id);
  add(maybe ? op_if_any : op);
}

void Emitter::list(const Node& node) {
  add(Op::new_list, 0, 0, static_cast<std::int32_t>(node.children.size()));
  deepest_ = std::max(deepest_, ++size_);
  for (const NodeId child : node.children) part(child, Op::append, Op::append_if_any);
  add(Op::pop);
  --size_;
}

void Emitter::map(const Node& node) {
  add(Op::new_map, 0, 0, static_cast<std::int32_t>(node.children.size() / 2));
  deepest_ = std::max(deepest_, ++size_);
  for (std::size_t n = 0; n < node.children.size(); n += 2) {
    value(node.children[n]);
    push();
    part(node.children[n + 1], Op::put, Op::put_if_any);
    --size_;
  }
  add(Op::pop);
  --size_;
}

void Emitter::conditional(const Node& node) {
  value(node.children[0]);
  const std::size_t choice = add_jump(Op::choose);
  const std::int64_t before = cost_;
  value(node.children[1]);
  const std::int64_t then_cost = cost_ - before;
  const std::size_t over = add_jump(Op::go_on);
  program_.code[choice].c = here();
  cost_ = before;
  value(node.children[2]);
  cost_ = before + std::max(then_cost, cost_ - before);
  land({choice, over});
}

void Emitter::field_call(NodeId owner, std::string_view field, std::uint16_t function) {
  value(owner);
  push();
  add(Op::load_constant, 0, 0, text_constant(field));
  --size_;
  add(Op::call, 2, function);
}

void Emitter::call(NodeId id) {
  const Node& node = ast_[id];
  const Meaning& meaning = meanings_[id];
  if (node.kind == NodeKind::select) {
    field_call(node.children[0], node.text, meaning.function);
    return;
  }
  if (meaning.function == function_number("has")) {
    const Node& field = ast_[node.children[0]];
    field_call(field.children[0], field.text, meaning.function);
    return;
  }
  const std::size_t count = node.children.size() - meaning.first;
  for (std::size_t n = meaning.first; n < node.children.size(); ++n) {
    value(node.children[n]);
    if (n + 1 < node.children.size()) push();
  }
  // A call pushes its last argument too.
  deepest_ = std::max(deepest_, size_ + 1);
  size_ -= static_cast<int>(count > 0 ? count - 1 : 0);
  add(Op::call, static_cast<std::uint8_t>(count), meaning.function);
  keep_constants(node, meaning.function);
}

/// Patterns and zones that stand in the text are read once.
void Emitter::keep_constants(const Node& node, std::uint16_t function) {
  if (node.kind != NodeKind::call || node.children.size() != 2) return;
  const Node& argument = ast_[node.children[1]];
  if (argument.kind != NodeKind::text) return;
  const std::string_view name = expr::function(function).name;
  if (name == "matches") {
    std::string problem;
    if (auto pattern = compile_pattern(argument.text, problem)) {
      program_.patterns.push_back(std::move(pattern));
    }
  } else if (name.starts_with("get")) {
    Complaint problem;
    if (auto zone = load_zone(argument.text, problem)) program_.zones.push_back(*std::move(zone));
  }
}

}  // namespace relance::expr
