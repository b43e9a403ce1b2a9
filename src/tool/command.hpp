// What the subcommands share: options, exit codes, opening an engine, printing.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relance/core/zone.hpp"
#include "relance/engine.hpp"
#include "report/lead_clock.hpp"
#include "report/ran_out.hpp"
#include "report/table.hpp"
#include "tool/options.hpp"

namespace relance::tool {

/// The command's answer to the shell.
enum ExitCode : int {
  kDone = 0,
  kUserData = 1,    // something is wrong in the user's text or data
  kWrongUsage = 2,  // the command was called wrongly
  kFault = 3,       // the machine failed
};

/// What a command had committed in earlier pieces when a fault ended it.
struct Kept {
  std::size_t events = 0;
  std::size_t timers = 0;
};

/// Options of every subcommand, and the exit code to be.
struct Tool {
  bool json = false;
  bool quiet = false;
  int code = kDone;
  Kept kept;  // told with a fault
};

/// Options of the subcommands that open a database.
struct Place {
  std::string db;
  std::string tenant = "main";
  std::string now;          // RFC 3339; empty: the clock of this computer
  bool far_future = false;  // `now` may be far beyond that clock
};

/// The time of a call: `now`, or the clock of this computer. Fault usage when `now` is no instant,
/// or so far beyond that clock that it must be a slip: moving time cannot be undone.
Instant now_of(const Place& place);

/// Adds --json and --quiet.
Command add_command(Command app, Tool& tool, const std::string& name, const std::string& about);
/// Adds --db (required) and --tenant.
void add_place(Command command, Place& place);
/// Adds --now and --far-future.
void add_now(Command command, Place& place);
/// The same for a command that fires what is due first, which its help says.
void add_settling_now(Command command, Place& place);

/// Opens the database of `place`, which must be there.
std::unique_ptr<Engine> open_engine(const Place& place);

/// What the tenant's new leads take. Fault unknown when the database has no such tenant.
std::shared_ptr<const Workflow> rules_of(Engine& engine, const Place& place);

/// Fires what is due up to `now`, at most `at_most` timers in pieces, so that no later call is too
/// far behind. Without a tenant: of all. `fired` of the result: in all pieces together.
TickResult catch_up(Tool& tool, Engine& engine, std::optional<std::string_view> tenant, Instant now,
                    std::size_t at_most = std::numeric_limits<std::size_t>::max());

/// After a call: names the damaged leads that it passed by; the exit code is 3 when there are any.
void tell_damaged(Tool& tool, Engine& engine);
/// The same, and warns when `now` lies before what the tenant's leads have reached.
void tell_state(Tool& tool, Engine& engine, std::optional<std::string_view> tenant, Instant now);

/// "waiting now: ...", a line; empty when no event waits.
std::string waiting_text(std::uint64_t events, std::uint64_t leads);
/// Ends a table that such events are missing from (law 4); says nothing in JSON or when quiet.
void tell_waiting(const Tool& tool, Engine& engine, std::string_view tenant);

/// Standard output, whole lines. Where it cannot be written the command ends, and run_command says
/// so. All that the command says goes through here or complain(), made printable.
void print(std::string_view lines);
void print_line(std::string_view text);
/// Cells are cut for a terminal, and whole for a pipe or a file.
void print_table(const TextTable& table);
/// Standard error: "relance: ...".
void complain(std::string_view text);
/// Runs `argv` as the command line; the exit code.
int run_command(int argc, char** argv);

/// `cause`: why it became a dead letter; empty for others.
std::string to_json(const Effect& effect, std::string_view cause = {});
/// `because`: the event that asked for it first, at ran_out.since. `closed`: why its limit is so
/// late.
std::string to_json(const WorkItem& item, const std::string& because, const RanOut& ran_out,
                    const std::string& closed);
std::string to_json(const Diagnostic& diagnostic);

void add_check(Command app, Tool& tool);
void add_deploy(Command app, Tool& tool);
void add_deployments(Command app, Tool& tool);
void add_diff(Command app, Tool& tool);
void add_draw(Command app, Tool& tool);
void add_schema(Command app, Tool& tool);
void add_run(Command app, Tool& tool);
void add_show(Command app, Tool& tool);
void add_worklist(Command app, Tool& tool);
void add_report(Command app, Tool& tool);
void add_export(Command app, Tool& tool);
void add_audit(Command app, Tool& tool);
void add_tick(Command app, Tool& tool);
void add_claim(Command app, Tool& tool);
void add_ack(Command app, Tool& tool);
void add_fail(Command app, Tool& tool);
void add_dead_letters(Command app, Tool& tool);

}  // namespace relance::tool
