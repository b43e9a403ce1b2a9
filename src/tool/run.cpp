// relance run RULES --input CSV=MAPPING: takes leads in.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <span>

#include "base/suggest.hpp"
#include "relance/error.hpp"
#include "relance/intake.hpp"
#include "relance/store.hpp"
#include "report/json.hpp"
#include "tool/command.hpp"
#include "tool/files.hpp"
#include "tool/rules_file.hpp"
#include "tool/run_report.hpp"

namespace relance::tool {
namespace {

struct RunOptions {
  Place place;
  std::string rules, report, durability = "full";
  std::vector<std::string> inputs;
  bool memory = false;

  bool kept() const { return !place.db.empty(); }
};

std::unique_ptr<Store> open_store(const RunOptions& options) {
  if (!options.kept()) return memory_store();
  SqliteOptions sqlite;
  sqlite.durability = options.durability == "normal" ? Durability::normal : Durability::full;
  return sqlite_store(options.place.db, sqlite);
}

struct InputNames {
  std::string csv, mapping;
};

/// "leads.csv=leads.map.yaml", split at the last '='.
InputNames split_pair(const std::string& pair) {
  const std::size_t equals = pair.rfind('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == pair.size()) {
    throw Fault(ErrorCode::usage, fmt::format("--input takes CSV=MAPPING, not '{}'", pair));
  }
  return {pair.substr(0, equals), pair.substr(equals + 1)};
}

/// It has one reader: the second would find it at its end.
void check_standard_input(const RunOptions& options) {
  std::size_t readers = options.rules == "-" ? 1 : 0;
  for (const std::string& pair : options.inputs) {
    const InputNames names = split_pair(pair);
    readers += (names.csv == "-" ? 1 : 0) + (names.mapping == "-" ? 1 : 0);
  }
  if (readers <= 1) return;
  throw Fault(ErrorCode::usage,
              fmt::format("- (standard input) is named {} times and can be read once: name a file",
                          readers));
}

/// The report must not destroy what the run reads or keeps.
void check_report(const RunOptions& options) {
  std::vector<std::string> precious = {options.rules};
  if (const std::string& db = options.place.db; options.kept()) {
    for (const char* part : {"", "-wal", "-shm", "-journal", ".lock", ".new"}) {
      precious.push_back(db + part);
    }
  }
  for (const std::string& pair : options.inputs) {
    const InputNames names = split_pair(pair);
    precious.push_back(names.mapping);
    if (names.csv != "-") precious.push_back(names.csv);
  }
  check_line_file(options.report, precious);
}

ImportInput open_pair(Tool& tool, const std::string& pair) {
  const auto [csv, mapping] = split_pair(pair);
  ImportInput input{csv, nullptr, load_mapping(tool, mapping)};
  try {
    input.read = open_input(csv);
  } catch (const Fault& fault) {
    if (fault.code() != ErrorCode::input) throw;
    complain(fault.what());
    tool.code = kUserData;
  }
  return input;
}

/// The first digits of a fingerprint tell rules apart for a reader.
std::string short_name(const Workflow& rules) {
  return fmt::format("{} {}", rules.name(), rules.fingerprint().substr(0, 12));
}

/// A tenant that is new beside others may be a slip of the pen. It is taken in, as what it has told
/// would else be lost, and named, since nobody would look for its leads there.
void tell_new_tenant(Engine& engine, const Place& place) {
  constexpr std::size_t kShown = 5;
  const std::vector<std::string> tenants = engine.tenants();
  if (tenants.empty() || engine.current(place.tenant)) return;
  const std::vector<std::string_view> known(tenants.begin(), tenants.end());
  const std::string_view near = closest(place.tenant, known);
  const std::size_t shown = std::min(known.size(), kShown);
  complain(fmt::format("'{}' is a new tenant of {}, beside '{}'{}{}", place.tenant, place.db,
                       fmt::join(std::span(known).first(shown), "', '"),
                       shown < known.size() ? " and others" : "",
                       near.empty() ? "" : fmt::format(": did you mean '{}'?", near)));
}

/// Rules that replace others change what happens to new leads: that is never silent.
void put_in_force(const Tool& tool, Engine& engine, const Place& place,
                  const std::shared_ptr<const Workflow>& rules, Instant now, bool alone) {
  const std::string& tenant = place.tenant;
  tell_new_tenant(engine, place);
  const std::shared_ptr<const Workflow> before = engine.current(tenant);
  engine.deploy(tenant, rules, now);
  const bool replaced = before != nullptr && before->fingerprint() != rules->fingerprint();
  if (tool.quiet || !(replaced || alone)) return;
  if (tool.json) {
    JsonObject object;
    object.text("rules", rules->name()).text("fingerprint", rules->fingerprint());
    if (replaced) object.text("replaced", before->name());
    if (replaced) object.text("replaced_fingerprint", before->fingerprint());
    print_line(object.done());
  } else if (replaced) {
    print_line(fmt::format(
        "rules {} replace {}: new leads take the new rules, leads that are there keep theirs",
        short_name(*rules), short_name(*before)));
  } else {
    print_line(fmt::format("rules {} are in force", short_name(*rules)));
  }
}

/// Whoever forgot --db learns it now, not when the leads are looked for.
void tell_unkept(const Tool& tool, const RunOptions& options) {
  if (options.kept() || options.memory || tool.quiet) return;
  print_line(tool.json ? JsonObject().flag("kept", false).done()
                       : std::string("nothing of this run is kept: --db FILE keeps it"));
}

void import_all(Tool& tool, const RunOptions& options, const Tables& rules,
                const std::function<Engine&()>& open, const std::vector<ImportInput>& inputs,
                const ImportOptions& import) {
  RunReport report(tool, options.report);
  const Imported imported = run_import(rules, open, inputs, import, [&](const ImportLine& line) {
    if (options.kept() && line.kind == ImportLine::decided) ++tool.kept.events;
    report.line(line);
  });
  tell_diagnostics(tool, imported.diagnostics);
  if (!imported.diagnostics.empty()) {
    tool.code = kUserData;
    return;
  }
  report.finish(imported.counts, inputs.size());
  const ImportCounts& counts = imported.counts;
  if (counts.unreadable + counts.future + counts.faulty > 0) tool.code = kUserData;
}

void run(Tool& tool, const RunOptions& options) {
  const ImportOptions import{
      .tenant = options.place.tenant, .now = now_of(options.place), .now_text = options.place.now};
  check_standard_input(options);
  check_report(options);
  const std::shared_ptr<const Workflow> rules = load_rules(tool, options.rules);
  std::vector<ImportInput> inputs;
  for (const std::string& pair : options.inputs) inputs.push_back(open_pair(tool, pair));
  if (tool.code != kDone) return;
  if (options.kept()) check_database(options.place.db, true);
  std::optional<Engine> engine;
  const auto open = [&]() -> Engine& {
    engine.emplace(open_store(options));
    put_in_force(tool, *engine, options.place, rules, import.now, inputs.empty());
    return *engine;
  };
  if (inputs.empty()) {
    open();
  } else {
    import_all(tool, options, rules->tables(), open, inputs, import);
  }
  if (!engine) return;
  tell_unkept(tool, options);
  tell_damaged(tool, *engine);
}

/// An empty name would be taken for an option that was not given.
std::string is_named(const std::string& file) {
  return file.empty() ? "the file name is empty (a variable of the shell that is not set?)" : "";
}

}  // namespace

void add_run(Command app, Tool& tool) {
  Command command = add_command(app, tool, "run", "take leads in and decide");
  auto options = std::make_shared<RunOptions>();
  command.add_option("rules", options->rules, "the rules").required().type_name("RULES");
  command.add_option("--input", options->inputs, "a file and its mapping; repeatable")
      .type_name("CSV=MAPPING");
  Option db = command.add_option("--db", options->place.db, "the database (is made)");
  db.type_name("FILE").check(is_named);
  command.add_flag("--memory", options->memory, "keep nothing (the default without --db)")
      .excludes(db);
  command.add_option("--tenant", options->place.tenant, "whose leads (default: main)")
      .type_name("NAME");
  command
      .add_option("--report", options->report,
                  "every record as a line of JSON;\nFILE is replaced when the run is done")
      .type_name("FILE")
      .check(is_named);
  command.add_option("--durability", options->durability, "full (default) or normal")
      .one_of({"full", "normal"})
      .type_name("WORD");
  add_now(command, options->place);
  command.footer(
      "All inputs are merged by time. The same run again creates nothing twice.\n"
      "Without --input the rules are put in force, and nothing else is done.\n"
      "Exit code 1 when a record could not be read, or an event was refused for\n"
      "what it says; all others were taken in.");
  command.callback([&tool, options] { run(tool, *options); });
}

}  // namespace relance::tool
