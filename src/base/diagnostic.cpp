#include "relance/diagnostic.hpp"

#include <fmt/format.h>

namespace relance {

std::string to_text(const Diagnostic& diagnostic) {
  std::string text = diagnostic.file;
  if (diagnostic.line > 0) {
    text += fmt::format(":{}:{}", diagnostic.line, diagnostic.column);
  }
  text += fmt::format(": {}: {} [RL{:04}]\n",
                      diagnostic.severity == Severity::error ? "error" : "warning",
                      diagnostic.message, diagnostic.code);
  if (diagnostic.line > 0) {
    const auto before = static_cast<std::size_t>(diagnostic.caret > 0 ? diagnostic.caret - 1 : 0);
    const auto after = static_cast<std::size_t>(diagnostic.width > 1 ? diagnostic.width - 1 : 0);
    text += "  " + diagnostic.source + "\n";
    text += "  " + std::string(before, ' ') + "^" + std::string(after, '~') + "\n";
  }
  if (!diagnostic.hint.empty()) text += "  hint: " + diagnostic.hint + "\n";
  return text;
}

std::string to_text(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) text += to_text(diagnostic);
  return text;
}

}  // namespace relance
