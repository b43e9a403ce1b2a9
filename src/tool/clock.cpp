// The clock of this computer, which only the tool may read; and what is told after a call.
#include <fmt/format.h>

#include <chrono>

#include "base/printable.hpp"
#include "intake/earlier.hpp"
#include "relance/error.hpp"
#include "time/instant_text.hpp"
#include "tool/command.hpp"

namespace relance::tool {
namespace {

constexpr std::size_t kNamed = 20;                    // damaged leads told one by one
constexpr Duration kFarFuture = hours(24 * 366 * 5);  // a later --now is taken for a slip

Instant clock_of_computer() {
  const auto clock = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(clock).count()};
}

}  // namespace

Instant now_of(const Place& place) {
  if (place.now.empty()) return clock_of_computer();
  const std::optional<Instant> now = parse_instant(place.now);
  if (!now) {
    throw Fault(ErrorCode::usage,
                "--now takes an instant with its offset, such as 2026-12-24T18:30:00+01:00, in the "
                "years 1900 to 2199");
  }
  const Instant clock = clock_of_computer();
  if (place.far_future || *now <= clock + kFarFuture) return *now;
  throw Fault(
      ErrorCode::usage,
      fmt::format("--now {} lies more than five years after this computer's clock ({}), and "
                  "time that was let pass does not come back: correct it, or say "
                  "--far-future as well",
                  place.now, to_rfc3339(clock)));
}

std::string waiting_text(std::uint64_t events, std::uint64_t leads) {
  if (events == 0) return {};
  return fmt::format("waiting now: {} for {} {} not come (`waiting` in relance export)\n",
                     counted(events, "event"), counted(leads, "lead"),
                     leads == 1 ? "that has" : "that have");
}

void tell_waiting(const Tool& tool, Engine& engine, std::string_view tenant) {
  if (tool.json || tool.quiet) return;
  std::uint64_t events = 0, leads = 0;
  count_waiting(engine, tenant, events, leads);
  print(waiting_text(events, leads));
}

void tell_damaged(Tool& tool, Engine& engine) {
  const std::vector<DamagedLead> leads = engine.damaged();
  if (leads.empty()) return;
  tool.code = kFault;
  for (std::size_t i = 0; i < leads.size() && i < kNamed; ++i) complain(to_text(leads[i]));
  if (leads.size() > kNamed) {
    complain(fmt::format("... and {} more damaged leads: relance audit names them",
                         leads.size() - kNamed));
  }
}

void tell_state(Tool& tool, Engine& engine, std::optional<std::string_view> tenant, Instant now) {
  const Instant reached = engine.reached(tenant);
  if (now + kClockTolerance < reached && !tool.quiet) {
    complain(
        fmt::format("now is {}, but leads here have reached {}: they do not go back, and what "
                    "is due in between has happened; set the clock right or give a later "
                    "--now",
                    to_rfc3339(now), to_rfc3339(reached)));
  }
  tell_damaged(tool, engine);
}

}  // namespace relance::tool
