// relance tick: lets time pass.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "report/json.hpp"
#include "time/instant_text.hpp"
#include "tool/command.hpp"

namespace relance::tool {
namespace {

constexpr std::size_t kTimersAtOnce = 1'000;

struct TickOptions {
  Place place;
  bool all = false;
  std::size_t at_most = std::numeric_limits<std::size_t>::max();
};

/// `fired` of the result: in all batches together.
TickResult fire(Engine& engine, const TickOptions& options, std::optional<std::string_view> tenant,
                Instant now) {
  std::size_t fired = 0;
  TickResult result;
  do {
    result = engine.tick(tenant, now, std::min(kTimersAtOnce, options.at_most - fired));
    fired += result.fired;
  } while (result.more && fired < options.at_most);
  result.fired = fired;
  return result;
}

std::string rest_of(const TickResult& result) {
  if (result.more) return "more is due";
  return result.next == kNever ? "nothing is armed" : "next: " + to_rfc3339(result.next);
}

void tick(Tool& tool, const TickOptions& options) {
  const Instant now = now_of(options.place);
  const std::unique_ptr<Engine> engine = open_engine(options.place);
  std::optional<std::string_view> tenant;
  if (!options.all) tenant = options.place.tenant;
  const TickResult result = fire(*engine, options, tenant, now);
  if (tool.json) {
    JsonObject object;
    object.count("fired", result.fired).flag("more", result.more);
    if (result.next != kNever) object.text("next", to_rfc3339(result.next));
    print_line(object.done());
  } else if (!tool.quiet) {
    print_line(fmt::format("{} timer{} fired; {}", result.fired, result.fired == 1 ? "" : "s",
                           rest_of(result)));
  }
  tell_state(tool, *engine, tenant, now);
}

}  // namespace

void add_tick(CLI::App& app, Tool& tool) {
  CLI::App* command = add_command(app, tool, "tick", "fire the timers that are due");
  auto options = std::make_shared<TickOptions>();
  add_place(*command, options->place);
  command->add_flag("--all", options->all, "of all tenants");
  command->add_option("--at-most", options->at_most, "timers (default: all)")
      ->check(CLI::Range(1, 1'000'000'000))
      ->type_name("N");
  add_settling_now(*command, options->place);
  command->callback([&tool, options] { tick(tool, *options); });
}

}  // namespace relance::tool
