#include "tool/rules_file.hpp"

#include <cstdio>

#include "relance/error.hpp"
#include "report/table.hpp"
#include "tool/files.hpp"

namespace relance::tool {
namespace {

constexpr std::size_t kLongest = 1 << 20;  // bytes, as the document layer has it

/// The author's own text stands in a diagnostic: nothing of it may command the terminal.
std::string printable_lines(const std::string& text) {
  std::string out;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out += printable(std::string_view(text).substr(begin, end - begin)) + '\n';
    begin = end + 1;
  }
  return out;
}

}  // namespace

std::optional<std::string> read_rules_text(Tool& tool, const std::string& path) {
  try {
    return read_text(path, kLongest);
  } catch (const Fault& fault) {
    if (fault.code() != ErrorCode::input) throw;
    complain(fault.what());
    tool.code = kUserData;
    return std::nullopt;
  }
}

void tell_diagnostics(const Tool& tool, const std::vector<Diagnostic>& diagnostics) {
  if (tool.json) {
    for (const Diagnostic& diagnostic : diagnostics) print_line(to_json(diagnostic));
    return;
  }
  std::fputs(printable_lines(to_text(diagnostics)).c_str(), stderr);
}

std::shared_ptr<const Workflow> load_rules(Tool& tool, const std::string& path) {
  const std::optional<std::string> text = read_rules_text(tool, path);
  if (!text) return nullptr;
  Compiled compiled = compile(*text, path);
  tell_diagnostics(tool, compiled.diagnostics);
  if (compiled.workflow == nullptr) tool.code = kUserData;
  return compiled.workflow;
}

std::shared_ptr<const Mapping> load_mapping(Tool& tool, const std::string& path) {
  const std::optional<std::string> text = read_rules_text(tool, path);
  if (!text) return nullptr;
  MappingRead read = read_mapping(*text, path);
  tell_diagnostics(tool, read.diagnostics);
  if (read.mapping == nullptr) tool.code = kUserData;
  return read.mapping;
}

}  // namespace relance::tool
