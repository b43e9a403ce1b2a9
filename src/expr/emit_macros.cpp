// Loops and bindings.
#include "expr/library/library.hpp"
#include "expr/program_emitter.hpp"

namespace relance::expr {
namespace {

constexpr int kAccumulator = 2;  // the local of a loop after those of its variables

/// Where the program cannot tell how many elements a loop goes over.
constexpr std::int64_t kUsualElements = 16;

int variables_of(const Node& node, const Meaning& meaning) {
  if (meaning.macro >= Macro::transform_list) return 2;
  return meaning.macro <= Macro::exists_one && node.children.size() == 4 ? 2 : 1;
}

std::uint16_t accumulator(const Meaning& meaning) {
  return static_cast<std::uint16_t>(meaning.slot + kAccumulator);
}

}  // namespace

void Emitter::macro(NodeId id) {
  const Node& node = ast_[id];
  const Meaning& meaning = meanings_[id];
  switch (meaning.macro) {
    case Macro::bind:
      bind(node, meaning);
      break;
    case Macro::block:
      block(node, meaning);
      break;
    case Macro::opt_map:
    case Macro::opt_flat_map:
    case Macro::or_:
    case Macro::or_value:
      optional_macro(node, meaning);
      break;
    default:
      loop(node, meaning);
  }
}

void Emitter::bind(const Node& node, const Meaning& meaning) {
  value(node.children[2]);
  add(Op::store_local, 0, meaning.slot);
  value(node.children[3]);
}

void Emitter::block(const Node& node, const Meaning& meaning) {
  std::uint16_t slot = meaning.slot;
  for (const NodeId child : ast_[node.children[1]].children) {
    value(child);
    add(Op::store_local, 0, slot++);
  }
  value(node.children[2]);
}

void Emitter::optional_macro(const Node& node, const Meaning& meaning) {
  value(node.children[0]);
  const bool alternative = meaning.macro == Macro::or_ || meaning.macro == Macro::or_value;
  const std::uint8_t unwraps = meaning.macro == Macro::or_ ? 0 : 1;
  const std::size_t jump = alternative ? add_jump(Op::use_optional, unwraps)
                                       : add_jump(Op::open_optional, 0, meaning.slot);
  value(node.children.back());
  if (meaning.macro == Macro::opt_map) call_named("optional.of", 1);
  land(jump);
}

void Emitter::loop(const Node& node, const Meaning& meaning) {
  value(node.children[0]);
  const auto number = static_cast<std::uint8_t>(loops_++);
  deepest_loop_ = std::max(deepest_loop_, loops_);
  const Node& range = ast_[node.children[0]];
  const bool counted = range.kind == NodeKind::list || range.kind == NodeKind::map;
  const std::int64_t elements =
      counted ? static_cast<std::int64_t>(range.children.size()) : kUsualElements;
  const std::int64_t before = cost_;
  const std::size_t end = add_jump(Op::loop, number);
  std::vector<std::size_t> done;
  loop_body(node, meaning, done);
  land(done);
  add(Op::load_local, 0, accumulator(meaning));
  if (meaning.macro == Macro::exists_one) {
    push();
    add(Op::load_constant, 0, 0, keep(Scalar::of(Scalar::integer, 1)));
    --size_;
    call_named("_==_", 2);
  }
  land(end);
  --loops_;
  cost_ = before + (cost_ - before) * std::max<std::int64_t>(elements, 1);
}

void Emitter::loop_body(const Node& node, const Meaning& meaning, std::vector<std::size_t>& done) {
  const auto number = static_cast<std::uint8_t>(loops_ - 1);
  const std::uint16_t local = accumulator(meaning);
  switch (meaning.macro) {
    case Macro::all:
    case Macro::exists:
      add(Op::load_constant, 0, 0,
          keep(Scalar::of(Scalar::boolean, meaning.macro == Macro::all ? 1 : 0)));
      add(Op::store_local, 0, local);
      break;
    case Macro::exists_one:
      add(Op::load_constant, 0, 0, keep(Scalar::of(Scalar::integer, 0)));
      add(Op::store_local, 0, local);
      break;
    case Macro::transform_map:
    case Macro::transform_map_entry:
      add(Op::start_map, number, local);
      break;
    default:
      add(Op::start_list, number, local);
  }
  const bool pair = variables_of(node, meaning) == 2;
  const std::size_t top = here();
  done.push_back(add_jump(pair ? Op::next_pair : Op::next, number, meaning.slot));
  if (meaning.macro <= Macro::exists_one) {
    value(node.children.back());
    done.push_back(add_jump(meaning.macro == Macro::all      ? Op::settle_all
                            : meaning.macro == Macro::exists ? Op::settle_any
                                                             : Op::settle_one,
                            0, local));
  } else {
    gathering_body(node, meaning, top, done);
  }
  program_.code[add_jump(Op::go_on)].jump = static_cast<std::uint16_t>(top);
}

void Emitter::gathering_body(const Node& node, const Meaning& meaning, std::size_t top,
                             std::vector<std::size_t>& done) {
  const std::uint16_t local = accumulator(meaning);
  const std::size_t first = static_cast<std::size_t>(variables_of(node, meaning)) + 1;
  const bool filtered = meaning.macro == Macro::filter || node.children.size() > first + 1;
  if (filtered) {
    value(node.children[first]);
    done.push_back(add_jump(Op::keep_if, 0, local, static_cast<std::int32_t>(top)));
  }
  if (meaning.macro == Macro::filter) {
    add(Op::load_local, 0, meaning.slot);
  } else if (meaning.macro == Macro::transform_map) {
    add(Op::load_local, 0, meaning.slot);
    push();
    value(node.children.back());
    --size_;
  } else {
    value(node.children.back());
  }
  done.push_back(add_jump(meaning.macro == Macro::transform_map         ? Op::gather_entry
                          : meaning.macro == Macro::transform_map_entry ? Op::gather_map
                                                                        : Op::gather,
                          0, local));
}

}  // namespace relance::expr
