// relance report: the funnel by source against the benchmarks of the rules, and its promises.

#include "report/funnel.hpp"
#include "tool/command.hpp"

namespace relance::tool {
namespace {

void report(Tool& tool, const Place& place) {
  const Instant now = now_of(place);
  const std::unique_ptr<Engine> engine = open_engine(place);
  const std::shared_ptr<const Workflow> rules = rules_of(*engine, place);
  catch_up(tool, *engine, place.tenant, now);
  const Funnel funnel = make_funnel(engine->funnel(place.tenant, now), rules->benchmarks(),
                                    engine->deadlines(place.tenant, now));
  if (tool.json) {
    print_line(to_json(funnel));
  } else {
    print(to_text(funnel));
  }
  tell_waiting(tool, *engine, place.tenant);
  tell_state(tool, *engine, place.tenant, now);
}

}  // namespace

void add_report(Command app, Tool& tool) {
  Command command = add_command(app, tool, "report", "the funnel by source, and promises kept");
  auto place = std::make_shared<Place>();
  add_place(command, *place);
  add_settling_now(command, *place);
  command.callback([&tool, place] { report(tool, *place); });
}

}  // namespace relance::tool
