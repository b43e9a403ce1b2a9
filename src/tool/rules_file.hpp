// Rules and mapping files as the user names them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/mapping.hpp"
#include "relance/workflow.hpp"
#include "tool/command.hpp"

namespace relance::tool {

/// By the key that every such file has, at the beginning of a line.
enum class FileKind { unknown, rules, mapping };
FileKind kind_of(std::string_view text);

/// The text, or nothing when it cannot be read: that is told, and the exit code says so.
std::optional<std::string> read_rules_text(Tool& tool, const std::string& path);

/// On standard error as the author reads them; with --json on standard output.
void tell_diagnostics(const Tool& tool, const std::vector<Diagnostic>& diagnostics);

/// Null when something is wrong: it is told, and the exit code says so. A file of the other kind is
/// told in one line.
std::shared_ptr<const Workflow> load_rules(Tool& tool, const std::string& path);
std::shared_ptr<const Mapping> load_mapping(Tool& tool, const std::string& path);

/// What two versions of rules disagree about, a line each.
void tell_differences(const Tool& tool, const Workflow& before, const Workflow& after);

}  // namespace relance::tool
