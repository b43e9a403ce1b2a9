// What is wrong in an author's text: a value with a place, never an exception.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace relance {

enum class Severity : std::uint8_t { error = 0, warning = 1 };

/// One problem of one text.
struct Diagnostic {
  Severity severity = Severity::error;
  int code = 0;         // printed as RL0012; durable, listed in docs/rules.md
  std::string file;     // as the caller named it
  int line = 0;         // 1-based; 0 when the problem is the file as a whole
  int column = 0;       // 1-based, in code points
  int width = 1;        // code points underlined, at least 1
  std::string message;  // what is wrong
  std::string source;   // the line of text, without its line break; long lines are shortened
  int caret = 0;        // 1-based column of the caret inside `source`
  std::string hint;     // the way out; may be empty
};

/// `file:line:col: error: text [RL0012]`, the line, a caret, a hint; ends with a line break.
std::string to_text(const Diagnostic& diagnostic);
/// All of them, in the order of the text.
std::string to_text(const std::vector<Diagnostic>& diagnostics);

}  // namespace relance
