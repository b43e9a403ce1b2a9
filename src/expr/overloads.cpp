#include "expr/overloads.hpp"

#include <algorithm>

#include "expr/overload_rows.hpp"

namespace relance::expr {
namespace {

/// Where the bracket that opens at `open` is closed.
std::size_t closing(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at;
  }
  return text.size();
}

}  // namespace

std::vector<std::string_view> signatures_of(std::string_view function) {
  std::vector<std::string_view> result;
  for (const OverloadRow& row : overload_rows()) {
    if (row.function == function) result.push_back(row.signature);
  }
  return result;
}

std::optional<Signature> read_signature(std::string_view text, TypeTable& types) {
  Signature signature;
  TypeTable::Parameters parameters;
  const std::size_t dot = text.find(".(");
  signature.has_target = dot != std::string_view::npos;
  const std::size_t open = signature.has_target ? dot + 1 : 0;
  const std::size_t close = closing(text, open);
  if (close >= text.size()) return {};
  std::vector<std::string_view> parts = divided(text.substr(open + 1, close - open - 1));
  if (signature.has_target) parts.insert(parts.begin(), text.substr(0, dot));
  for (const std::string_view part : parts) {
    const auto type = types.read(part, parameters);
    if (!type) return {};
    signature.parameters.push_back(*type);
  }
  const auto result = types.read(text.substr(close + 1), parameters);
  if (!result) return {};
  signature.result = *result;
  return signature;
}

std::vector<std::string_view> library_names() {
  std::vector<std::string_view> names;
  for (const OverloadRow& row : overload_rows()) {
    const bool word = row.function[0] >= 'a' && row.function[0] <= 'z';
    if (word && (names.empty() || names.back() != row.function)) names.push_back(row.function);
  }
  return names;
}

bool is_library_prefix(std::string_view name) {
  return name == "math" || name == "strings" || name == "optional" || name == "base64" ||
         name == "cel";
}

std::optional<ExprType> result_for(const Signature& signature, bool has_target,
                                   const std::vector<ExprType>& arguments, TypeTable& types) {
  if (signature.has_target != has_target) return {};
  if (signature.parameters.size() != arguments.size()) return {};
  std::vector<ExprType> before = types.bindings();
  for (std::size_t n = 0; n < arguments.size(); ++n) {
    if (types.takes(signature.parameters[n], arguments[n])) continue;
    types.restore(std::move(before));
    return {};
  }
  return signature.result;
}

}  // namespace relance::expr
