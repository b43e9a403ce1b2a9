// relance export and relance audit: the whole store, in words; what is wrong with it.
#include <fmt/format.h>

#include "time/instant_text.hpp"
#include "tool/command.hpp"

namespace relance::tool {
namespace {

void export_all(Tool& tool, const Place& place) {
  const Instant now = now_of(place);
  const std::unique_ptr<Engine> engine = open_engine(place);
  catch_up(tool, *engine, std::nullopt, now);
  engine->export_all(now, [](std::string_view lines) { print(lines); });
  tell_state(tool, *engine, std::nullopt, now);
}

void tell(Tool& tool, const std::vector<std::string>& wrong, std::string_view none) {
  for (const std::string& line : wrong) print_line(line);
  if (!wrong.empty()) {
    tool.code = kFault;
  } else if (!tool.quiet) {
    print_line(none);
  }
}

void audit(Tool& tool, const Place& place) {
  tell(tool, open_engine(place)->audit(), "nothing is wrong");
}

void audit_forgotten(Tool& tool, const Place& place) {
  const std::unique_ptr<Engine> engine = open_engine(place);
  std::vector<std::string> lines;
  for (const ForgottenLead& each : engine->forgotten()) {
    lines.push_back(fmt::format("tenant {} lead '{}' is in {} since {} and due never", each.tenant,
                                each.lead, each.state, to_rfc3339(each.since)));
  }
  tell(tool, lines, "no lead is forgotten");
  tell_damaged(tool, *engine);
}

}  // namespace

void add_export(Command app, Tool& tool) {
  Command command = app.add_subcommand("export", "all decisions of all tenants, in words");
  auto place = std::make_shared<Place>();
  command.add_option("--db", place->db, "the database file").required().type_name("FILE");
  add_settling_now(command, *place);
  command.callback([&tool, place] { export_all(tool, *place); });
}

void add_audit(Command app, Tool& tool) {
  Command command = app.add_subcommand("audit", "look for what is wrong in the database");
  auto place = std::make_shared<Place>();
  auto forgotten = std::make_shared<bool>(false);
  command.add_option("--db", place->db, "the database file").required().type_name("FILE");
  command.add_flag("--quiet", tool.quiet, "print errors only");
  command.add_flag("--forgotten", *forgotten, "list open leads that are due never");
  command.callback([&tool, place, forgotten] {
    *forgotten ? audit_forgotten(tool, *place) : audit(tool, *place);
  });
}

}  // namespace relance::tool
