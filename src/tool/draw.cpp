// relance draw RULES: the rules as a picture.

#include "relance/drawing.hpp"
#include "tool/command.hpp"
#include "tool/graphviz.hpp"
#include "tool/rules_file.hpp"

namespace relance::tool {
namespace {

struct Options {
  std::string rules;
  std::string format = "svg";
  std::uint32_t limit = 60;
};

void draw_rules(Tool& tool, const Options& options) {
  const std::shared_ptr<const Workflow> workflow = load_rules(tool, options.rules);
  if (workflow == nullptr) return;
  if (options.format == "mermaid") {
    print(drawing_of(*workflow, Drawing::mermaid));
  } else if (options.format == "dot") {
    print(drawing_of(*workflow, Drawing::dot));
  } else {
    print(svg_of(drawing_of(*workflow, Drawing::dot), options.limit));
  }
}

}  // namespace

void add_draw(Command app, Tool& tool) {
  Command command = app.add_subcommand("draw", "print the rules as a picture");
  auto options = std::make_shared<Options>();
  command.add_option("rules", options->rules, "the rules, - for standard input")
      .required()
      .type_name("RULES");
  command.add_option("--format", options->format, "mermaid, dot or svg (default: svg)")
      .one_of({"mermaid", "dot", "svg"})
      .type_name("NAME");
  command.add_option("--limit", options->limit, "seconds that dot may take for svg (default: 60)")
      .between(1, 86'400)
      .type_name("N");
  command.footer("svg needs the program dot of Graphviz.");
  command.callback([&tool, options] { draw_rules(tool, *options); });
}

}  // namespace relance::tool
