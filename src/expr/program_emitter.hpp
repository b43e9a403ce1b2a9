// The emitter itself, in its parts: emitter.cpp has what needs no machine, emit_values.cpp
// containers and calls, emit_macros.cpp loops and bindings.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "expr/ast.hpp"
#include "expr/checker.hpp"
#include "relance/core/program.hpp"

namespace relance::expr {

class Emitter {
 public:
  Emitter(const Ast& ast, const std::vector<Meaning>& meanings, bool rules)
      : ast_(ast), meanings_(meanings), rules_(rules) {}

  Program emit();
  /// Of a part alone, whose value need not be one that a field can hold.
  Program emit_part(NodeId part);
  /// Whether stack, slots and the widths of Instruction hold it.
  bool fits() const;

 private:
  void value(NodeId id);
  void bare_value(NodeId id);
  bool is_plain(NodeId id) const;
  void plain_value(NodeId id);
  void add(Op op, std::uint8_t a = 0, std::uint16_t b = 0, std::int32_t c = 0);
  /// Adds an instruction whose jump is not known yet; gives its place.
  std::size_t add_jump(Op op, std::uint8_t a = 0, std::uint16_t b = 0, std::int32_t c = 0);
  void land(std::size_t jump) { program_.code[jump].jump = here(); }
  void land(const std::vector<std::size_t>& jumps);
  std::uint16_t here();
  void push();
  void popped(int count) { size_ -= count; }
  std::int32_t constant(NodeId id);
  std::int32_t text_constant(std::string_view text);
  std::int32_t keep(const Scalar& value);
  void read(NodeId id, Op of_lead, Op of_event, std::uint8_t a, std::int32_t c = 0);
  void own_call(NodeId id);
  void logical(const Node& node);
  void binary(const Node& node);
  void operands(NodeId left, NodeId right);
  void in_list(NodeId left, const Node& list);
  bool is_plain_field(NodeId id) const;
  void comparison(std::uint8_t relation, NodeId left, NodeId right);
  void test(std::uint8_t relation, NodeId field, NodeId wanted);
  void arithmetic(Operator op, ValueType left, ValueType right);

  // emit_values.cpp
  void general_value(NodeId id);
  void expect_kind(NodeId id);
  void simple_constant(const Node& node);
  void text_as(std::string_view text, std::string_view function);
  void list(const Node& node);
  void map(const Node& node);
  void part(NodeId id, Op op, Op op_if_any);
  void conditional(const Node& node);
  void call(NodeId id);
  void call_named(std::string_view function, int arguments);
  void field_call(NodeId owner, std::string_view field, std::uint16_t function);
  void keep_constants(const Node& node, std::uint16_t function);

  // emit_macros.cpp
  void macro(NodeId id);
  void loop(const Node& node, const Meaning& meaning);
  void loop_body(const Node& node, const Meaning& meaning, std::vector<std::size_t>& done);
  void gathering_body(const Node& node, const Meaning& meaning, std::size_t top,
                      std::vector<std::size_t>& done);
  void bind(const Node& node, const Meaning& meaning);
  void block(const Node& node, const Meaning& meaning);
  void optional_macro(const Node& node, const Meaning& meaning);

  const Ast& ast_;
  const std::vector<Meaning>& meanings_;
  const bool rules_;
  Program program_;
  std::int64_t cost_ = 0;
  std::size_t landing_ = SIZE_MAX;  // where something jumps to: what stands there has its own
                                    // instruction
  int size_ = 0, deepest_ = 0;
  int slots_ = 0, deepest_slot_ = 0;
  int loops_ = 0, deepest_loop_ = 0;
  std::size_t size_of_code_ = 0, size_of_constants_ = 0;
};

}  // namespace relance::expr
