// The tree of an expression: all of CEL's grammar, each node with its place in the text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/source.hpp"

namespace relance::expr {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = UINT32_MAX;

enum class NodeKind : std::uint8_t {
  null_literal,
  boolean,           // number
  integer,           // number
  unsigned_integer,  // number, its bits
  real,
  text,
  bytes,        // `text`
  name,         // `text`; with a leading dot when `absolute`
  select,       // children: operand; `text` is the field
  index,        // children: operand, index
  call,         // `text` is the function; children: the target if `has_target`, then arguments
  list,         // children: elements
  maybe,        // child: an optional; a part of a list or map that is left out when it is none
  map,          // children: key, value, key, value, ...; a value may be maybe
  message,      // children: its type, then the values; `text` is empty
  unary,        // op
  binary,       // op
  logical,      // op is and_ or or_; two or more children
  conditional,  // children: condition, then, else
};

enum class Operator : std::uint8_t {
  none,
  not_,
  minus,
  plus,
  times,
  divide,
  remainder,
  equal,
  not_equal,
  less,
  at_most,
  greater,
  at_least,
  in,
  and_,
  or_,
};

/// As it is written: "&&", "in".
const char* name(Operator op);

struct Node {
  NodeKind kind = NodeKind::null_literal;
  Operator op = Operator::none;
  bool has_target = false;
  bool absolute = false;
  bool optional = false;   // of select and index: `.?`, `[?`
  std::uint8_t depth = 1;  // levels of nodes from here down
  Span span;               // all of it; parentheses around it do not belong to it
  Span mark;               // where a problem of the node itself is shown: operator, name
  std::int64_t number = 0;
  double real_value = 0;
  std::string text;
  std::vector<NodeId> children;
};

struct Ast {
  std::vector<Node> nodes;  // children stand before their parents
  NodeId root = kNoNode;

  const Node& operator[](NodeId id) const { return nodes[id]; }
};

}  // namespace relance::expr
