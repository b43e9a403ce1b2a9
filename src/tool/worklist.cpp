// relance worklist: what somebody should do, most urgent first.
#include <fmt/format.h>

#include "report/table.hpp"
#include "tool/command.hpp"

namespace relance::tool {
namespace {

struct WorklistOptions {
  Place place;
  std::string owner;
  bool owned = false;
  std::size_t at_most = 50;
};

std::string what(const WorkItem& item) {
  std::string text = item.verb;
  if (!item.name.empty()) text += fmt::format(" {}", item.name);
  if (!item.channel.empty()) text += fmt::format(" by {}", item.channel);
  return text;
}

std::string table_of(const std::vector<WorkItem>& items, const ZoneTable& zone) {
  TextTable table({{"by"}, {"not before"}, {"lead"}, {"what"}, {"state"}, {"owner"}, {"why"}});
  for (const WorkItem& item : items) {
    table.add({short_time(item.by, zone), short_time(item.not_before, zone), item.lead, what(item),
               item.state, item.owner.empty() ? "-" : item.owner,
               fmt::format("{}: {}", item.because, item.rule)});
  }
  return table.to_text();
}

void print_items(const Tool& tool, const std::vector<WorkItem>& items, bool more,
                 const ZoneTable& zone) {
  if (tool.json) {
    for (const WorkItem& item : items) print_line(to_json(item));
    return;
  }
  if (items.empty()) {
    if (!tool.quiet) print_line("nothing to do");
    return;
  }
  if (!tool.quiet) print_line(fmt::format("times in {}", zone.name));
  print(table_of(items, zone));
  if (more && !tool.quiet) print_line("... and more: --at-most N shows them");
}

void worklist(Tool& tool, const WorklistOptions& options) {
  const Instant now = now_of(options.place);
  const std::unique_ptr<Engine> engine = open_engine(options.place);
  const std::shared_ptr<const Workflow> rules = rules_of(*engine, options.place);
  catch_up(*engine, options.place.tenant, now);
  std::optional<std::string_view> owner;
  if (options.owned) owner = options.owner;
  // One more than is shown tells whether there are more.
  std::vector<WorkItem> items =
      engine->worklist(options.place.tenant, now, owner, options.at_most + 1);
  const bool more = items.size() > options.at_most;
  if (more) items.resize(options.at_most);
  print_items(tool, items, more, rules->tables().zone);
  tell_state(tool, *engine, options.place.tenant, now);
}

}  // namespace

void add_worklist(CLI::App& app, Tool& tool) {
  CLI::App* command = add_command(app, tool, "worklist", "what to do, most urgent first");
  auto options = std::make_shared<WorklistOptions>();
  add_place(*command, options->place);
  add_settling_now(*command, options->place);
  CLI::Option* owner =
      command->add_option("--owner", options->owner, "only the leads of one owner");
  owner->type_name("NAME");
  command->add_option("--at-most", options->at_most, "lines (default: 50)")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N");
  command->callback([&tool, options, owner] {
    options->owned = owner->count() > 0;
    worklist(tool, *options);
  });
}

}  // namespace relance::tool
