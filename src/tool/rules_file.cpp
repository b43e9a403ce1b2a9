#include "tool/rules_file.hpp"

#include <cstdio>

#include "base/printable.hpp"
#include "intake/codes.hpp"
#include "relance/error.hpp"
#include "rules/codes.hpp"
#include "tool/files.hpp"

namespace relance::tool {
namespace {

constexpr std::size_t kLongest = 1 << 20;  // bytes, as the document layer has it

/// Whether a line begins with `key` and a colon, as JSON may have it too.
bool begins_a_line(std::string_view text, std::string_view key) {
  for (std::size_t at = text.find(key); at != text.npos; at = text.find(key, at + 1)) {
    const std::size_t before = text.find_last_not_of("{\"' \t", at == 0 ? text.npos : at - 1);
    const bool first =
        at == 0 || before == text.npos || text[before] == '\n' || text[before] == '\r';
    const std::size_t after = text.find_first_not_of("\"' \t", at + key.size());
    if (first && after != text.npos && text[after] == ':') return true;
  }
  return false;
}

/// A file of the other kind is one mistake, however little of it fits.
bool is_other_kind(Tool& tool, const std::string& path, std::string_view text, FileKind other,
                   Diagnostic diagnostic) {
  if (kind_of(text) != other) return false;
  diagnostic.file = path;
  tell_diagnostics(tool, {diagnostic});
  tool.code = kUserData;
  return true;
}

Diagnostic wants_rules() {
  Diagnostic diagnostic;
  diagnostic.code = static_cast<int>(rules::Code::not_rules);
  diagnostic.message = "this is a mapping, and rules are wanted here";
  diagnostic.hint = "rules begin with `relance: 1`; write: relance run RULES --input CSV=MAPPING";
  return diagnostic;
}

Diagnostic wants_mapping() {
  Diagnostic diagnostic;
  diagnostic.code = static_cast<int>(MappingCode::not_a_mapping);
  diagnostic.message = "these are rules, and a mapping is wanted here";
  diagnostic.hint =
      "a mapping begins with `relance_mapping: 1`; write: relance run RULES --input CSV=MAPPING";
  return diagnostic;
}

}  // namespace

FileKind kind_of(std::string_view text) {
  if (begins_a_line(text, "relance_mapping")) return FileKind::mapping;
  return begins_a_line(text, "relance") ? FileKind::rules : FileKind::unknown;
}

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
  if (is_other_kind(tool, path, *text, FileKind::mapping, wants_rules())) return nullptr;
  Compiled compiled = compile(*text, path);
  tell_diagnostics(tool, compiled.diagnostics);
  if (compiled.workflow == nullptr) tool.code = kUserData;
  return compiled.workflow;
}

std::shared_ptr<const Mapping> load_mapping(Tool& tool, const std::string& path) {
  const std::optional<std::string> text = read_rules_text(tool, path);
  if (!text) return nullptr;
  if (is_other_kind(tool, path, *text, FileKind::rules, wants_mapping())) return nullptr;
  MappingRead read = read_mapping(*text, path);
  tell_diagnostics(tool, read.diagnostics);
  if (read.mapping == nullptr) tool.code = kUserData;
  return read.mapping;
}

}  // namespace relance::tool
