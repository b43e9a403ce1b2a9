// Types made of types, how they are written, and which may stand for which.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/types.hpp"

namespace relance::expr {

/// "string, list(int)" in its parts, as written; none of an empty text.
std::vector<std::string_view> divided(std::string_view text);

/// Grows while an expression is checked. Parameters are bound as calls are checked.
class TypeTable {
 public:
  using Parameters = std::map<std::string, ExprType, std::less<>>;

  ExprType made(ValueType head, std::vector<ExprType> parts, std::string_view name = {});
  ExprType list(ExprType element) { return made(ValueType::list, {element}); }
  ExprType optional(ExprType inner) { return made(ValueType::optional, {inner}); }
  /// A parameter that stands for any one type.
  ExprType fresh();
  /// The element of a list, the key of a map, what an optional, type or wrapper is of.
  ExprType first(ExprType type) const { return parts(type)[0]; }
  /// The value of a map.
  ExprType second(ExprType type) const { return parts(type)[1]; }

  /// "list(map(string, A))"; nothing when it is not written so. Each capital letter is one
  /// parameter, the same within `parameters`.
  std::optional<ExprType> read(std::string_view text, Parameters& parameters);
  std::string text(ExprType type) const;

  /// Whether a value of type `given` may stand where `wanted` is asked for; binds parameters.
  bool takes(ExprType wanted, ExprType given);
  /// With the parameters that are bound replaced; the others are dyn.
  ExprType resolved(ExprType type);
  /// What both are.
  ExprType most_general(ExprType a, ExprType b);
  bool same(ExprType a, ExprType b) const;

  /// Where the bindings stand, to return to when an attempt fails.
  std::vector<ExprType> bindings() const { return bound_; }
  void restore(std::vector<ExprType> bindings) { bound_ = std::move(bindings); }

  /// What a parameter is bound to, other types as they are.
  ExprType bound(ExprType type) const;

 private:
  struct Detail {
    std::vector<ExprType> parts;
    std::string name;
  };

  const std::vector<ExprType>& parts(ExprType type) const { return details_[type.detail].parts; }

  bool bind(ExprType parameter, ExprType given);
  bool refers_to(ExprType type, ExprType parameter) const;
  bool takes_parts(ExprType wanted, ExprType given);
  std::string parts_text(ExprType type) const;
  bool is_less_specific(ExprType a, ExprType b) const;
  std::optional<ExprType> read_made(std::string_view head, std::string_view inner,
                                    Parameters& parameters);

  std::vector<Detail> details_{1};
  std::vector<ExprType> bound_;  // of each parameter; unknown: free
};

}  // namespace relance::expr
