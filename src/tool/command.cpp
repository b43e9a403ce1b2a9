#include "tool/command.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>

#include "base/printable.hpp"
#include "base/suggest.hpp"
#include "relance/error.hpp"
#include "relance/store.hpp"
#include "time/instant_text.hpp"
#include "tool/files.hpp"

namespace relance::tool {
namespace {

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
      return kWrongUsage;
    case ErrorCode::rules:
    case ErrorCode::input:
    case ErrorCode::not_ours:
    case ErrorCode::newer:
    case ErrorCode::unknown:
    case ErrorCode::stale_token:
    case ErrorCode::withdrawn:
      return kUserData;
    default:
      return kFault;
  }
}

void add_commands(Command app, Tool& tool) {
  add_check(app, tool);
  add_diff(app, tool);
  add_deploy(app, tool);
  add_deployments(app, tool);
  add_draw(app, tool);
  add_schema(app, tool);
  add_run(app, tool);
  add_worklist(app, tool);
  add_report(app, tool);
  add_show(app, tool);
  add_export(app, tool);
  add_audit(app, tool);
  add_tick(app, tool);
  add_claim(app, tool);
  add_ack(app, tool);
  add_fail(app, tool);
  add_dead_letters(app, tool);
}

/// The first word that should be a subcommand of `app` and is none; empty when there is none such.
std::string unknown_command(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return {};
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() != argv[1]) continue;
    const bool takes_command = command->get_require_subcommand_min() > 0;
    return takes_command ? unknown_command(*command, argc - 1, argv + 1) : std::string();
  }
  return argv[1];
}

std::string nearest_command(const CLI::App& app, const std::string& word) {
  std::vector<std::string_view> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return std::string(closest(word, names));
}

/// "relance dlq": as far as the command line was understood.
const CLI::App& deepest_command(const CLI::App& app, std::string& words) {
  words += (words.empty() ? "" : " ") + app.get_name();
  const std::vector<CLI::App*> parsed = app.get_subcommands();
  return parsed.empty() ? app : deepest_command(*parsed.back(), words);
}

/// The first word that looks like an option and is none of `command`; empty when there is none.
std::string unknown_option(const CLI::App& command) {
  const std::vector<std::string> words = command.remaining();
  const auto found = std::find_if(words.begin(), words.end(), [](const std::string& word) {
    return word.size() > 1 && word.front() == '-';
  });
  return found == words.end() ? std::string() : found->substr(0, found->find('='));
}

/// "--tenant" for "--tenat"; empty when none is near.
std::string nearest_option(const CLI::App& command, const std::string& word) {
  std::vector<std::string_view> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back(name);
  }
  const std::string bare = word.substr(std::min(word.find_first_not_of('-'), word.size()));
  const std::string_view near = closest(bare, names);
  return near.empty() ? std::string() : fmt::format("--{}", near);
}

void complain_of_usage(const CLI::App& app, const std::string& error, int argc, char** argv) {
  std::string words;
  const CLI::App& deepest = deepest_command(app, words);
  const std::string unknown = unknown_command(app, argc, argv);
  const std::string option = unknown.empty() ? unknown_option(deepest) : "";
  if (unknown.empty() && option.empty()) {
    return complain(fmt::format("{} (see {} --help)", error, words));
  }
  const std::string nearest =
      unknown.empty() ? nearest_option(deepest, option) : nearest_command(deepest, unknown);
  complain(fmt::format("no {} `{}`: {}", unknown.empty() ? "option" : "command",
                       unknown.empty() ? option : unknown,
                       nearest.empty() ? fmt::format("see {} --help", words)
                                       : fmt::format("did you mean {}?", nearest)));
}

/// A file-size limit, and a reader that went away, become errors of the write.
void ignore_write_signals() {
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
}

/// Whoever read the output wants no more of it (`| head -1`): ends as programs do then, quietly by
/// the signal.
void end_by_pipe() {
  std::signal(SIGPIPE, SIG_DFL);
  std::raise(SIGPIPE);
}

/// What was committed before the fault, so that nobody takes it for undone.
std::string kept_until_then(const Kept& kept) {
  if (kept.events == 0 && kept.timers == 0) return {};
  const std::string events = kept.events == 0 ? "" : counted(kept.events, "event");
  const std::string timers = kept.timers == 0 ? "" : counted(kept.timers, "timer");
  return fmt::format(" (before that {}{}{} of this command were decided and kept)", events,
                     events.empty() || timers.empty() ? "" : " and ", timers);
}

/// Standard output cannot be written: what is left to do is in vain.
struct OutputFailed {
  int error;  // errno
};

int parse_and_run(CLI::App& app, Tool& tool, int argc, char** argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    print(app.help());
    return kDone;
  } catch (const CLI::CallForVersion& version) {
    print_line(version.what());
    return kDone;
  } catch (const CLI::ParseError& error) {
    complain_of_usage(app, error.what(), argc, argv);
    return kWrongUsage;
  } catch (const Fault& fault) {
    complain(fault.what() + kept_until_then(tool.kept));
    return exit_code(fault.code());
  }
  return tool.code;
}

}  // namespace

Command add_command(Command app, Tool& tool, const std::string& name, const std::string& about) {
  Command command = app.add_subcommand(name, about);
  command.add_flag("--json", tool.json, "print JSON, one object a line");
  command.add_flag("--quiet", tool.quiet, "print errors only");
  return command;
}

void add_place(Command command, Place& place) {
  command.add_option("--db", place.db, "the database file").required().type_name("FILE");
  command.add_option("--tenant", place.tenant, "whose leads (default: main)").type_name("NAME");
}

void add_now(Command command, Place& place) {
  command.add_option("--now", place.now, "the time (default: this computer's clock)")
      .type_name("INSTANT");
  command.add_flag("--far-future", place.far_future, "--now may lie more than five years ahead");
}

void add_settling_now(Command command, Place& place) {
  add_now(command, place);
  command.footer(
      "Settles time first: fires what is due up to --now (decisions that stay).\n"
      "Without --now that is this computer's clock.");
}

std::unique_ptr<Engine> open_engine(const Place& place) {
  check_database(place.db, false);
  SqliteOptions options;
  options.create = false;
  return std::make_unique<Engine>(sqlite_store(place.db, options));
}

std::shared_ptr<const Workflow> rules_of(Engine& engine, const Place& place) {
  if (std::shared_ptr<const Workflow> rules = engine.current(place.tenant)) return rules;
  throw Fault(ErrorCode::unknown,
              fmt::format("{} has no leads of tenant '{}'; --tenant names another", place.db,
                          place.tenant));
}

TickResult catch_up(Tool& tool, Engine& engine, std::optional<std::string_view> tenant, Instant now,
                    std::size_t at_most) {
  constexpr std::size_t kTimersAtOnce = 1'000;
  TickResult result;
  std::size_t fired = 0;
  do {
    result = engine.tick(tenant, now, std::min(kTimersAtOnce, at_most - fired));
    fired += result.fired;
    tool.kept.timers += result.fired;
  } while (result.more && fired < at_most);
  result.fired = fired;
  return result;
}

void print(std::string_view lines) {
  const std::string text = printable_lines(lines);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) throw OutputFailed{errno};
}

void print_line(std::string_view text) {
  print(text);
  print("\n");
}

void print_table(const TextTable& table) {
  print(isatty(STDOUT_FILENO) == 1 ? table.to_text() : table.to_whole_text());
}

void complain(std::string_view text) {
  std::fflush(stdout);
  // Where this cannot be written either, the exit code is all that is left to say.
  std::fputs(fmt::format("relance: {}\n", printable(text)).c_str(), stderr);
}

int run_command(int argc, char** argv) {
  ignore_write_signals();
  int code = kFault;
  int error = 0;
  try {
    Tool tool;
    CLI::App app("Follows leads up by the author's rules.", "relance");
    app.set_version_flag("--version", "relance 0.1.0");
    app.require_subcommand(1);
    app.get_formatter()->column_width(26);
    add_commands(Command(app), tool);
    for (CLI::App* command : app.get_subcommands({})) command->get_formatter()->column_width(26);
    code = parse_and_run(app, tool, argc, argv);
  } catch (const OutputFailed& failed) {
    error = failed.error;
  } catch (const std::bad_alloc&) {
    complain("out of memory");
  } catch (const std::exception& fault) {
    complain(fmt::format("internal fault: {}", fault.what()));
  }
  if (error == 0 && std::fflush(stdout) != 0) error = errno;
  if (error == 0) return code;
  if (error == EPIPE) end_by_pipe();
  complain(fmt::format("cannot write the output: {}", std::strerror(error)));
  return kFault;
}

}  // namespace relance::tool
