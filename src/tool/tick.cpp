// relance tick: lets time pass.
#include <fmt/format.h>

#include "report/json.hpp"
#include "time/instant_text.hpp"
#include "tool/command.hpp"

namespace relance::tool {
namespace {

constexpr std::size_t kTimersAtOnce = 1'000;

void tick(const Tool& tool, const Place& place, bool all) {
  const Instant now = now_of(place.now);
  const std::unique_ptr<Engine> engine = open_engine(place);
  std::optional<std::string_view> tenant;
  if (!all) tenant = place.tenant;
  std::size_t fired = 0;
  TickResult result;
  do {
    result = engine->tick(tenant, now, kTimersAtOnce);
    fired += result.fired;
  } while (result.more);
  if (tool.json) {
    JsonObject object;
    object.count("fired", fired);
    if (result.next != kNever) object.text("next", to_rfc3339(result.next));
    print_line(object.done());
  } else if (!tool.quiet) {
    print_line(fmt::format("{} timer{} fired; next: {}", fired, fired == 1 ? "" : "s",
                           to_rfc3339(result.next)));
  }
}

}  // namespace

void add_tick(CLI::App& app, Tool& tool) {
  CLI::App* command = add_command(app, tool, "tick", "fire the timers that are due");
  auto place = std::make_shared<Place>();
  auto all = std::make_shared<bool>(false);
  add_place(*command, *place);
  command->add_flag("--all", *all, "of all tenants");
  add_now(*command, *place);
  command->callback([&tool, place, all] { tick(tool, *place, *all); });
}

}  // namespace relance::tool
