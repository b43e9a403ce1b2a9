// relance show LEAD: where a lead stands and how it came there.

#include <fmt/format.h>

#include "relance/error.hpp"
#include "report/lead_words.hpp"
#include "tool/command.hpp"

namespace relance::tool {
namespace {

struct ShowOptions {
  Place place;
  std::string lead;
  bool person = false;
  bool all = false;
};

[[noreturn]] void not_there(Engine& engine, const ShowOptions& options) {
  Refusal refusal = Refusal::none;  // of what was told last
  std::size_t waiting = 0;
  for (const WaitingEvent& event : engine.waiting(options.place.tenant, options.lead)) {
    if (event.refusal == Refusal::none) ++waiting;
    if (event.refusal != Refusal::none) refusal = event.refusal;
  }
  std::string text = fmt::format("lead '{}' has not come yet", options.lead);
  if (refusal != Refusal::none) {
    text = fmt::format("lead '{}' was refused ({}): correct its record and take it in again",
                       options.lead, name(refusal));
  } else if (waiting == 0) {
    text = fmt::format("no lead '{}' is known to tenant '{}'", options.lead, options.place.tenant);
  }
  if (waiting > 0) {
    text += fmt::format("; {} event{} for it", waiting, waiting == 1 ? " waits" : "s wait");
  }
  throw Fault(ErrorCode::unknown, text);
}

void show(const Tool& tool, const ShowOptions& options) {
  const std::unique_ptr<Engine> engine = open_engine(options.place);
  rules_of(*engine, options.place);
  std::optional<ShownLead> lead = read_lead(*engine, options.place.tenant, options.lead);
  if (!lead) not_there(*engine, options);
  lead->person = options.person;
  lead->all = options.all;
  if (tool.json) {
    print_line(to_json(*engine, *lead));
  } else {
    print(to_text(*engine, *lead));
  }
}

}  // namespace

void add_show(Command app, Tool& tool) {
  Command command = add_command(app, tool, "show", "where a lead stands, and its history");
  auto options = std::make_shared<ShowOptions>();
  command.add_option("lead", options->lead, "the host's id of it").required().type_name("LEAD");
  add_place(command, options->place);
  command.add_flag("--person", options->person, "with what is personal");
  command.add_flag("--all", options->all, "repeats one by one, with keys and the ids\nof effects");
  command.footer(
      "Reads only: what is due since the last call has not happened yet (see tick).\n"
      "With --json always everything.");
  command.callback([&tool, options] { show(tool, *options); });
}

}  // namespace relance::tool
