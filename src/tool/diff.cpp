// relance diff OLD NEW: what two rules files disagree about.

#include "relance/difference.hpp"
#include "report/json.hpp"
#include "tool/command.hpp"
#include "tool/rules_file.hpp"

namespace relance::tool {
namespace {

struct DiffOptions {
  std::string before, after;
};

void diff(Tool& tool, const DiffOptions& options) {
  const std::shared_ptr<const Workflow> before = load_rules(tool, options.before);
  const std::shared_ptr<const Workflow> after = load_rules(tool, options.after);
  if (before == nullptr || after == nullptr) return;
  tell_differences(tool, *before, *after);
}

}  // namespace

void tell_differences(const Tool& tool, const Workflow& before, const Workflow& after) {
  const std::vector<Difference> all = differences(before, after);
  for (const Difference& each : all) {
    if (!tool.json) {
      print_line(to_text(each));
      continue;
    }
    JsonObject object;
    object.text("kind", name(each.kind)).text("path", each.path).text("what", each.what);
    object.text_if("before", each.before).text_if("after", each.after);
    print_line(object.text("text", to_text(each)).done());
  }
  if (all.empty() && !tool.json && !tool.quiet) print_line("the rules say the same");
}

void add_diff(Command app, Tool& tool) {
  auto options = std::make_shared<DiffOptions>();
  Command command = add_command(app, tool, "diff", "what two rules files disagree about");
  command.add_option("old", options->before, "rules, - for standard input")
      .required()
      .type_name("OLD");
  command.add_option("new", options->after, "rules").required().type_name("NEW");
  command.footer("That a state was renamed is a guess. Layout and comments make no difference.");
  command.callback([&tool, options] { diff(tool, *options); });
}

}  // namespace relance::tool
