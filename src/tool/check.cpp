// relance check FILE...: whether rules and mappings are right.
#include <fmt/format.h>

#include "base/printable.hpp"
#include "intake/bind.hpp"
#include "intake/mapping.hpp"
#include "relance/workflow.hpp"
#include "report/json.hpp"
#include "tool/command.hpp"
#include "tool/rules_file.hpp"

namespace relance::tool {
namespace {

void tell_good(const Tool& tool, const std::string& file, const std::string& what) {
  if (tool.quiet) return;
  if (tool.json) {
    print_line(JsonObject().text("file", file).text("right", what).done());
  } else {
    print_line(fmt::format("{}: right: {}", file, what));
  }
}

/// `rules` may be null.
void check_mapping(Tool& tool, const std::string& file, const std::string& text,
                   const Workflow* rules) {
  MappingRead read = read_mapping(text, file);
  if (read.mapping != nullptr && rules != nullptr) {
    check_events(*read.mapping, rules->tables(), read.diagnostics);
  }
  tell_diagnostics(tool, read.diagnostics);
  if (!read.diagnostics.empty()) {
    tool.code = kUserData;
  } else {
    tell_good(tool, file,
              fmt::format("mapping {}, {}", read.mapping->name,
                          counted(read.mapping->events.size(), "event")));
  }
}

/// The rules, null when they are wrong.
std::shared_ptr<const Workflow> check_rules(Tool& tool, const std::string& file,
                                            const std::string& text) {
  const Compiled compiled = compile(text, file);
  tell_diagnostics(tool, compiled.diagnostics);
  if (compiled.workflow == nullptr) {
    tool.code = kUserData;
    return nullptr;
  }
  const Workflow& workflow = *compiled.workflow;
  tell_good(tool, file,
            fmt::format("rules {}, {}, {}, fingerprint {}", workflow.name(),
                        counted(workflow.tables().states.size(), "state"),
                        counted(workflow.tables().candidates.size(), "transition"),
                        workflow.fingerprint()));
  return compiled.workflow;
}

void check_all(Tool& tool, const std::vector<std::string>& files) {
  std::shared_ptr<const Workflow> rules;  // those that were named last
  for (const std::string& file : files) {
    const std::optional<std::string> text = read_rules_text(tool, file);
    if (!text) continue;
    if (kind_of(*text) == FileKind::mapping) {
      check_mapping(tool, file, *text, rules.get());
    } else {
      rules = check_rules(tool, file, *text);
    }
  }
}

}  // namespace

void add_check(Command app, Tool& tool) {
  Command command = add_command(app, tool, "check", "check rules and mapping files");
  auto files = std::make_shared<std::vector<std::string>>();
  command.add_option("files", *files, "rules or mappings, - for standard input")
      .required()
      .type_name("FILE");
  command.footer("Mappings are checked against the rules that are named before them.");
  command.callback([&tool, files] { check_all(tool, *files); });
}

}  // namespace relance::tool
