#include "expr/failing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "expr/emitter.hpp"
#include "expr/library/text_values.hpp"
#include "relance/core/evaluate.hpp"

namespace relance::expr {
namespace {

/// The `Fields` of evaluate() where nothing is read.
struct NoFields {
  ZoneTable utc;

  Scalar lead(std::uint16_t field) const { return Scalar::missing(field); }
  Scalar event(std::uint16_t field) const { return Scalar::missing(field); }
  Instant now() const { return {}; }
  const ZoneTable& zone() const { return utc; }
  std::int64_t attempts(std::uint8_t, std::uint16_t) const { return 0; }
  bool is_open(std::uint16_t, Instant) const { return false; }
};

/// What a part needs from outside: a lead, an event or the present; or variables, as bits.
struct Needs {
  bool reads = false;
  std::uint64_t locals = 0;

  bool nothing() const { return !reads && locals == 0; }
};
static_assert(Program::kLocals <= 64);

bool reads_itself(const Node& node, const Meaning& meaning) {
  if (meaning.field != nullptr || meaning.macro == Macro::block) return true;
  if (meaning.role != Role::plain) return false;
  if (node.kind == NodeKind::name) return is_point_in_time(meaning.type);  // now, today
  return node.kind == NodeKind::call && (node.text == "open" || node.text == "attempts");
}

/// The variables that a macro makes.
std::uint64_t made_by(const Meaning& meaning) {
  if (meaning.role != Role::macro || meaning.macro >= Macro::or_) return 0;
  const bool loops = meaning.macro < Macro::bind;
  return (loops ? std::uint64_t{7} : std::uint64_t{1}) << meaning.slot;
}

class Search {
 public:
  Search(const Ast& ast, const std::vector<Meaning>& meanings, const Program& whole)
      : ast_(ast), meanings_(meanings), whole_(whole), needs_(ast.nodes.size()) {
    for (NodeId id = 0; id < ast.nodes.size(); ++id) needs_[id] = needs_of(id);
  }

  std::optional<Problem> first(NodeId id) const {
    if (is_value(id) && needs_[id].nothing()) {
      const std::optional<Scalar::Failure> failure = failure_of(id);
      if (!failure) return {};
      return smallest(id, *failure);
    }
    for (const NodeId child : ast_[id].children) {
      if (std::optional<Problem> found = first(child)) return found;
    }
    return {};
  }

 private:
  Needs needs_of(NodeId id) const {
    const Meaning& meaning = meanings_[id];
    Needs needs{reads_itself(ast_[id], meaning), 0};
    if (meaning.role == Role::local) needs.locals = std::uint64_t{1} << meaning.slot;
    for (const NodeId child : ast_[id].children) {
      needs.reads |= needs_[child].reads;
      needs.locals |= needs_[child].locals;
    }
    needs.locals &= ~made_by(meaning);
    return needs;
  }

  /// Names of variables and of groups of functions are none.
  bool is_value(NodeId id) const { return meanings_[id].type != ValueType::unknown; }

  std::optional<Scalar::Failure> failure_of(NodeId id) const {
    Arena arena;
    const NoFields fields;
    const Scalar value = id == ast_.root ? evaluate(whole_, fields, arena)
                                         : evaluate(emit_part(ast_, meanings_, id), fields, arena);
    if (value.kind != Scalar::failed) return {};
    return static_cast<Scalar::Failure>(value.size);
  }

  Problem smallest(NodeId id, Scalar::Failure failure) const {
    for (const NodeId child : ast_[id].children) {
      if (!is_value(child) || !needs_[child].nothing()) continue;
      if (const auto inner = failure_of(child)) return smallest(child, *inner);
    }
    const Span span = ast_[id].span;
    return {span.offset, std::max(span.size, 1U), kFails,
            fmt::format("this always fails: {}", failure_text(failure)),
            std::string(way_out(failure))};
  }

  static std::string_view way_out(Scalar::Failure failure) {
    switch (failure) {
      case Scalar::divided_by_zero:
        return "divide by a number that is not 0";
      case Scalar::overflow:
        return "numbers have 64 bits (up to 9223372036854775807), dates and times lie between "
               "1900 and 2199";
      case Scalar::no_such_key:
        return "name a key that the map has, or write [?key].orValue(...)";
      case Scalar::out_of_bounds:
        return "places are counted from 0; name one that is there, or write [?0].orValue(...)";
      case Scalar::repeated_key:
        return "write each key once";
      case Scalar::no_value:
        return "say what is to be taken instead: .orValue(...)";
      case Scalar::too_costly:
      case Scalar::too_large:
        return "write shorter lists and texts";
      default:
        return "give it a value that it takes, such as int(\"12\") or "
               "timestamp(\"2026-12-24T09:00:00Z\")";
    }
  }

  const Ast& ast_;
  const std::vector<Meaning>& meanings_;
  const Program& whole_;
  std::vector<Needs> needs_;
};

}  // namespace

std::optional<Problem> failing_part(const Ast& ast, const std::vector<Meaning>& meanings,
                                    const Program& whole) {
  return Search(ast, meanings, whole).first(ast.root);
}

}  // namespace relance::expr
