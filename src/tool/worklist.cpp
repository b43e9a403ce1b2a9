// relance worklist: what somebody should do, most urgent first.
#include <fmt/format.h>

#include <algorithm>

#include "base/printable.hpp"
#include "base/suggest.hpp"
#include "relance/core/steps.hpp"
#include "relance/store.hpp"
#include "report/counted_log.hpp"
#include "report/ran_out.hpp"
#include "report/timer_words.hpp"
#include "tool/command.hpp"

namespace relance::tool {
namespace {

struct WorklistOptions {
  Place place;
  std::optional<std::string> owner, lane;
  std::size_t at_most = 50;
};

std::string what(const WorkItem& item) {
  std::string text = item.verb;
  if (!item.name.empty()) text += fmt::format(" {}", item.name);
  if (!item.channel.empty()) text += fmt::format(" by {}", item.channel);
  return text;
}

/// A line, the event that its step was asked for by first, how often it ran out, and why its limit
/// is so late.
struct Asked {
  WorkItem item;
  std::string by_event;
  RanOut ran_out;
  std::string closed;  // "closed 12:30-13:30"
};

const Timer* limit_of(const LeadRecord& lead, const WorkItem& item) {
  for (const Timer& timer : lead.timers) {
    if (is_limit_of(timer, item.id.seq(), item.id.index())) return &timer;
  }
  return nullptr;
}

/// Whether the hours of lanes count for a limit.
bool is_by_lane(const Tables& rules, const Timer& limit) {
  const Delay& within = rules.effects.at(limit.index).within;
  const bool open = within.unit == Delay::open_time || within.unit == Delay::open_days;
  return open && within.calendar == kNone && rules.calendars.size() > 1;
}

/// Reads the lead for a step with a limit, and its history for one that ran out or is counted in
/// the hours of a lane; others carry all that is to be told.
Asked asked(Engine& engine, const std::string& tenant, const WorkItem& item) {
  Asked asked{item, item.because, {0, item.since, 0}, {}};
  if (item.by == kNever) return asked;
  const std::optional<Engine::LeadView> view = engine.lead(tenant, item.lead);
  if (!view) return asked;
  const Tables& rules = view->workflow->tables();
  const Timer* limit = limit_of(view->lead, item);
  const bool neglected = item.because == name(EventKind::neglected);
  const bool by_lane = limit != nullptr && is_by_lane(rules, *limit);
  Journal journal;
  if (neglected || by_lane) engine.history(view->lead, journal);
  if (limit != nullptr) {
    const Counted counted = by_lane ? counted_as(engine, journal, *limit) : Counted{};
    asked.closed = timer_in_words(rules, {TimerChange::armed, *limit}, counted).closed;
  }
  if (!neglected) return asked;
  asked.ran_out = ran_out(journal, item.id.seq(), item.id.index());
  const JournalEntry& first = journal.entries.at(asked.ran_out.seq - 1);
  asked.by_event = engine.workflow(first.workflow)->tables().event_names.at(first.event);
  return asked;
}

/// All lines but those of leads whose history turns out to be damaged: the engine names these.
std::vector<Asked> asked(Engine& engine, const std::string& tenant,
                         const std::vector<WorkItem>& items) {
  std::vector<Asked> lines;
  for (const WorkItem& item : items) {
    try {
      lines.push_back(asked(engine, tenant, item));
    } catch (const CorruptLead&) {
      continue;
    }
  }
  return lines;
}

/// The owner, or the lane that has the lead as long as it has none.
std::string holder(const WorkItem& item) {
  if (!item.owner.empty()) return item.owner;
  return item.lane.empty() ? "-" : "lane " + item.lane;
}

std::string ran_out_text(const Asked& asked) {
  if (asked.ran_out.times == 0) return "-";
  return counted(asked.ran_out.times, "time");
}

/// "12:30-13:30": when nobody works between `not before` and `by`.
std::string closed_text(const Asked& asked) {
  constexpr std::string_view kClosed = "closed ";
  return asked.closed.empty() ? "-" : asked.closed.substr(kClosed.size());
}

/// "first_attempt 2026-11-23 14:02"
std::string promise_text(const WorkItem& item, const ZoneTable& zone) {
  if (item.deadline.empty()) return "-";
  return fmt::format("{} {}", item.deadline, short_time(item.promised, zone));
}

/// What was promised has a column where something was, and so have closed hours.
TextTable table_of(const std::vector<Asked>& lines, Instant now, const ZoneTable& zone) {
  const bool promised = std::any_of(lines.begin(), lines.end(),
                                    [](const Asked& line) { return !line.item.deadline.empty(); });
  const bool closed = std::any_of(lines.begin(), lines.end(),
                                  [](const Asked& line) { return !line.closed.empty(); });
  std::vector<TextTable::Column> columns = {{"by"},         {"lead"},    {"what"},
                                            {"not before"}, {"ran out"}, {"since"},
                                            {"state"},      {"held by"}, {"why"}};
  if (promised) columns.insert(columns.begin() + 1, {"deadline"});
  if (closed) columns.insert(columns.begin() + 1, {"closed"});
  TextTable table(std::move(columns));
  for (const Asked& why : lines) {
    const WorkItem& item = why.item;
    std::vector<std::string> cells = {
        short_time(item.by, zone),
        item.lead,
        what(item),
        item.not_before > now ? short_time(item.not_before, zone) : "-",
        ran_out_text(why),
        short_time(why.ran_out.since, zone),
        item.state,
        holder(item),
        fmt::format("{}: {}", why.by_event, item.rule)};
    if (promised) cells.insert(cells.begin() + 1, promise_text(item, zone));
    if (closed) cells.insert(cells.begin() + 1, closed_text(why));
    table.add(std::move(cells));
  }
  return table;
}

void print_lines(const Tool& tool, const std::vector<Asked>& lines, bool more, Instant now,
                 const ZoneTable& zone) {
  if (tool.json) {
    for (const Asked& why : lines) {
      print_line(to_json(why.item, why.by_event, why.ran_out, why.closed));
    }
    return;
  }
  if (lines.empty()) {
    if (!tool.quiet) print_line("nothing to do");
    return;
  }
  if (!tool.quiet) print_line(fmt::format("times in {}", zone.name));
  print_table(table_of(lines, now, zone));
  if (more && !tool.quiet) print_line("... and more: --at-most N shows them");
}

/// A list that is empty for a slip in the name of the lane. Leads with earlier rules may be in one
/// that the rules of new leads do not have.
void tell_unknown_lane(const Tables& tables, const WorklistOptions& options) {
  if (!options.lane) return;
  std::vector<std::string_view> lanes;
  for (const LaneRow& lane : tables.lanes) lanes.push_back(tables.words[lane.name]);
  if (std::find(lanes.begin(), lanes.end(), *options.lane) != lanes.end()) return;
  const std::string_view near = closest(*options.lane, lanes);
  const std::string hint = near.empty() ? "" : fmt::format(": did you mean '{}'?", near);
  complain(fmt::format("the rules of new leads have no lane '{}'{}", *options.lane, hint));
}

void worklist(Tool& tool, const WorklistOptions& options) {
  const Instant now = now_of(options.place);
  const std::unique_ptr<Engine> engine = open_engine(options.place);
  const std::shared_ptr<const Workflow> rules = rules_of(*engine, options.place);
  catch_up(tool, *engine, options.place.tenant, now);
  // One more than is shown tells whether there are more.
  std::vector<WorkItem> items =
      engine->worklist(options.place.tenant, now, options.owner, options.at_most + 1, options.lane);
  const bool more = items.size() > options.at_most;
  if (more) items.resize(options.at_most);
  if (items.empty() && !tool.quiet) tell_unknown_lane(rules->tables(), options);
  print_lines(tool, asked(*engine, options.place.tenant, items), more, now, rules->tables().zone);
  tell_waiting(tool, *engine, options.place.tenant);
  tell_state(tool, *engine, options.place.tenant, now);
}

}  // namespace

void add_worklist(Command app, Tool& tool) {
  Command command = add_command(app, tool, "worklist", "what to do, most urgent first");
  auto options = std::make_shared<WorklistOptions>();
  add_place(command, options->place);
  add_settling_now(command, options->place);
  command.add_option("--owner", options->owner, "only the leads of one owner").type_name("NAME");
  command.add_option("--lane", options->lane, "only the leads in one lane").type_name("NAME");
  command.add_option("--at-most", options->at_most, "lines (default: 50)")
      .between(1, 1'000'000)
      .type_name("N");
  command.callback([&tool, options] { worklist(tool, *options); });
}

}  // namespace relance::tool
