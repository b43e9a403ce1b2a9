// relance tick: lets time pass.
#include <fmt/format.h>

#include <limits>

#include "report/json.hpp"
#include "time/instant_text.hpp"
#include "tool/command.hpp"

namespace relance::tool {
namespace {

struct TickOptions {
  Place place;
  bool all = false;
  std::size_t at_most = std::numeric_limits<std::size_t>::max();
};

/// The store knows of nothing earlier than `next`; a timer cancelled since may still stand there.
std::string rest_of(const TickResult& result) {
  if (result.more) return "more is due";
  if (result.next == kNever) return "nothing is armed";
  return "nothing is due before " + to_rfc3339(result.next);
}

void tick(Tool& tool, const TickOptions& options) {
  const Instant now = now_of(options.place);
  const std::unique_ptr<Engine> engine = open_engine(options.place);
  std::optional<std::string_view> tenant;
  if (!options.all) tenant = options.place.tenant;
  const TickResult result = catch_up(tool, *engine, tenant, now, options.at_most);
  if (tool.json) {
    JsonObject object;
    object.count("fired", result.fired).flag("more", result.more);
    if (result.next != kNever) object.text("not_due_before", to_rfc3339(result.next));
    print_line(object.done());
  } else if (!tool.quiet) {
    print_line(fmt::format("{} timer{} fired; {}", result.fired, result.fired == 1 ? "" : "s",
                           rest_of(result)));
  }
  tell_state(tool, *engine, tenant, now);
}

}  // namespace

void add_tick(Command app, Tool& tool) {
  Command command = add_command(app, tool, "tick", "fire the timers that are due");
  auto options = std::make_shared<TickOptions>();
  add_place(command, options->place);
  command.add_flag("--all", options->all, "of all tenants");
  command.add_option("--at-most", options->at_most, "timers (default: all)")
      .between(1, 1'000'000'000)
      .type_name("N");
  add_settling_now(command, options->place);
  command.callback([&tool, options] { tick(tool, *options); });
}

}  // namespace relance::tool
