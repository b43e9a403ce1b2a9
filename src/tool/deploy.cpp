// relance deploy RULES: puts rules in force, and moves leads to them.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <utility>

#include "base/printable.hpp"
#include "base/suggest.hpp"
#include "relance/difference.hpp"
#include "report/json.hpp"
#include "tool/command.hpp"
#include "tool/deploy_report.hpp"
#include "tool/files.hpp"
#include "tool/rules_file.hpp"

namespace relance::tool {
namespace {

struct DeployOptions {
  Place place;
  std::string rules, kept, move = "nobody", actor;
  std::vector<std::string> maps;
  bool dry_run = false;
  bool leads = false;
};

MovePlan::Mapping mapping_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
    throw Fault(ErrorCode::usage, fmt::format("--map takes OLD=NEW, not '{}'", printable(text)));
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

[[noreturn]] void refuse_move(const std::string& given) {
  constexpr std::string_view kWords[] = {"nobody", "all", "state", "stage", "if"};
  const std::string_view near = closest(std::string_view(given).substr(0, given.find('=')), kWords);
  const bool takes_more = near == "state" || near == "stage" || near == "if";
  throw Fault(
      ErrorCode::usage,
      fmt::format(
          "--move takes nobody, all, state=NAME, stage=NAME or if=GUARD, not '{}'{}",
          printable(given),
          near.empty() ? "" : fmt::format("; did you mean {}{}?", near, takes_more ? "=..." : "")));
}

MovePlan plan_of(const DeployOptions& options) {
  MovePlan plan;
  plan.actor = options.actor;
  for (const std::string& map : options.maps) plan.map.push_back(mapping_of(map));
  using Who = MovePlan::Who;
  constexpr std::pair<std::string_view, Who> kWords[] = {{"nobody", Who::nobody},
                                                         {"all", Who::all},
                                                         {"state=", Who::state},
                                                         {"stage=", Who::stage},
                                                         {"if=", Who::guard}};
  for (const auto& [word, who] : kWords) {
    if (!options.move.starts_with(word)) continue;
    plan.which = options.move.substr(word.size());
    if (word.ends_with('=') == plan.which.empty()) continue;
    plan.who = who;
    return plan;
  }
  refuse_move(options.move);
}

/// Those that the database keeps under a fingerprint.
std::shared_ptr<const Workflow> kept_rules(Engine& engine, const DeployOptions& options) {
  if (auto rules = engine.kept(options.kept)) return rules;
  throw Fault(ErrorCode::unknown,
              fmt::format("no one text with the fingerprint '{}' is kept here: `relance "
                          "deployments` names them, 6 digits or more tell them apart",
                          options.kept));
}

std::unique_ptr<Engine> engine_of(const Tool& tool, const DeployOptions& options) {
  const std::string& db = options.place.db;
  if (options.dry_run || !options.kept.empty()) return open_engine(options.place);
  check_database(db, true);
  const bool known = std::filesystem::exists(db);
  auto engine = std::make_unique<Engine>(sqlite_store(db));
  if (!known && !tool.json && !tool.quiet) print_line(fmt::format("{}: a new database", db));
  return engine;
}

/// One pass over all leads; `step(after)` looks at some.
template <class Step>
void over_all(DeployReport& report, Step step) {
  MoveResult result;
  do {
    result = step(result.last);
    for (const LeadMove& move : result.leads) report.add(move);
  } while (result.more);
}

/// A tenant that is not there yet has no leads to move: its name is taken for a slip.
void require_somebody(Engine& engine, const DeployOptions& options, const MovePlan& plan) {
  if (plan.who == MovePlan::Who::nobody || engine.current(options.place.tenant)) return;
  const std::vector<std::string> tenants = engine.tenants();
  if (tenants.empty()) return;
  throw Fault(ErrorCode::unknown,
              fmt::format("{} has no tenant '{}' whose leads could move; there is '{}'{}",
                          options.place.db, printable(options.place.tenant),
                          printable(tenants.front()), tenants.size() > 1 ? " and others" : ""));
}

void deploy(Tool& tool, Engine& engine, const DeployOptions& options, const MovePlan& plan,
            const std::shared_ptr<const Workflow>& rules) {
  const Instant now = now_of(options.place);
  const std::string& tenant = options.place.tenant;
  const std::shared_ptr<const Workflow> before = engine.current(tenant);
  DeployReport planned(before.get(), *rules, tenant, options.leads && options.dry_run);
  over_all(planned,
           [&](std::uint64_t after) { return engine.dry_run(tenant, rules, plan, now, after); });
  if (planned.stuck() > 0 || options.dry_run) {
    planned.tell(tool, true);
    if (planned.stuck() > 0) tool.code = kUserData;
    return tell_state(tool, engine, tenant, now);
  }
  engine.deploy(tenant, rules, now, options.actor);
  DeployReport done(before.get(), *rules, tenant, options.leads);
  over_all(done, [&](std::uint64_t after) { return engine.move(tenant, plan, now, after); });
  done.tell(tool, false);
  if (done.stuck() > 0) tool.code = kUserData;
  tell_state(tool, engine, tenant, now);
}

void deploy(Tool& tool, const DeployOptions& options) {
  const MovePlan plan = plan_of(options);
  if (plan.who == MovePlan::Who::nobody && !plan.map.empty()) {
    throw Fault(
        ErrorCode::usage,
        "--map says what leads that move come to: say with --move who does, as in --move all");
  }
  if (options.kept.empty() == options.rules.empty()) {
    throw Fault(ErrorCode::usage, "give either a rules file or --kept FINGERPRINT");
  }
  now_of(options.place);  // a wrong one makes no file, nor do wrong rules
  std::shared_ptr<const Workflow> rules;
  if (options.kept.empty() && (rules = load_rules(tool, options.rules)) == nullptr) return;
  const std::unique_ptr<Engine> engine = engine_of(tool, options);
  if (rules == nullptr) rules = kept_rules(*engine, options);
  require_somebody(*engine, options, plan);
  try {
    deploy(tool, *engine, options, plan, rules);
  } catch (const Fault& fault) {
    // A wrong guard is told with its place, over several lines.
    if (plan.who != MovePlan::Who::guard || fault.code() != ErrorCode::input) throw;
    std::fputs(printable_lines(fault.what()).c_str(), stderr);
    tool.code = kUserData;
  }
}

void list(Tool& tool, const Place& place) {
  const std::unique_ptr<Engine> engine = open_engine(place);
  const std::shared_ptr<const Workflow> current = rules_of(*engine, place);
  TextTable table({{"no", Align::right},
                   {"when"},
                   {"rules"},
                   {"fingerprint"},
                   {"by"},
                   {"leads", Align::right}});
  for (const Deployment& each : engine->deployments(place.tenant)) {
    if (tool.json) {
      print_line(to_json(each));
      continue;
    }
    table.add({std::to_string(each.number), short_time(each.at, current->tables().zone), each.name,
               each.fingerprint.substr(0, 12), each.actor, std::to_string(each.leads)});
  }
  if (!tool.json) print_table(table);
  tell_damaged(tool, *engine);
}

}  // namespace

void add_deploy(Command app, Tool& tool) {
  Command command = add_command(app, tool, "deploy", "put rules in force, and move leads to them");
  auto options = std::make_shared<DeployOptions>();
  command.add_option("rules", options->rules, "rules, - for standard input").type_name("RULES");
  command
      .add_option("--kept", options->kept, "instead: rules that were in force before (roll back)")
      .type_name("FINGERPRINT");
  command
      .add_option("--move", options->move,
                  "who moves: nobody (default), all, state=NAME,\nstage=NAME, if=GUARD")
      .type_name("WHO");
  command
      .add_option("--map", options->maps,
                  "what is called otherwise now: a state, `call x`,\n`lead.x`, `lane x`, "
                  "`deadlines.x`,\n`deadlines.x.pauses.y`, `states.x.after[0]`;\n"
                  "new name - lets it go (not a state)")
      .type_name("OLD=NEW")
      .repeatable();
  command.add_option("--by", options->actor, "who puts them in force").type_name("ACTOR");
  command.add_flag("--dry-run", options->dry_run, "say what would move, and write nothing");
  command.add_flag("--leads", options->leads, "name every lead");
  add_place(command, options->place);
  add_now(command, options->place);
  command.footer(
      "Leads keep their rules unless --move says otherwise. Of one that moves facts and counters\n"
      "stay; steps and timers count by the new rules from when they began. Where something of a\n"
      "lead has no counterpart in the new rules nothing is put in force. What would have been due\n"
      "by the new rules is due at once: --dry-run tells which. Stopped on the way: give\n"
      "the same command again.");
  command.callback([&tool, options] { deploy(tool, *options); });
}

void add_deployments(Command app, Tool& tool) {
  Command command =
      add_command(app, tool, "deployments", "which rules were in force when, and who has them");
  auto place = std::make_shared<Place>();
  add_place(command, *place);
  command.callback([&tool, place] { list(tool, *place); });
}

}  // namespace relance::tool
