// relance schema: the JSON Schema of rules files, for editors.
#include "relance/schema.hpp"

#include "tool/command.hpp"

namespace relance::tool {

void add_schema(Command app, Tool&) {
  Command command = app.add_subcommand("schema", "print the JSON Schema of rules, for editors");
  command.footer("Published as docs/rules.schema.json; docs/editor.md says how editors take it.");
  command.callback([] { print(rules_schema()); });
}

}  // namespace relance::tool
