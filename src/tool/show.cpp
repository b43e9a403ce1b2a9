// relance show LEAD: where a lead stands and how it came there.
#include <fmt/format.h>

#include "relance/error.hpp"
#include "report/json.hpp"
#include "report/table.hpp"
#include "time/instant_text.hpp"
#include "tool/command.hpp"

namespace relance::tool {
namespace {

struct ShowOptions {
  Place place;
  std::string lead;
  bool person = false;
};

/// Ids of one lead and its history in words.
class Words {
 public:
  explicit Words(Engine& engine) : engine_(engine) {}

  /// The text that decided an entry; entries of one lead mostly share it.
  const Tables& of(std::uint32_t workflow) {
    if (rules_ == nullptr || number_ != workflow) {
      rules_ = engine_.workflow(workflow);
      number_ = workflow;
    }
    if (rules_ == nullptr) throw Fault(ErrorCode::corrupt, "a decision cites rules that are gone");
    return rules_->tables();
  }
  static std::string at(const std::vector<std::string>& words, Id id) {
    return id < words.size() ? words[id] : std::string();
  }

 private:
  Engine& engine_;
  std::shared_ptr<const Workflow> rules_;
  std::uint32_t number_ = 0;
};

std::string rule_of(const Tables& rules, const JournalEntry& entry) {
  const bool elapsed = entry.event == static_cast<Id>(EventKind::elapsed);
  const std::vector<RulePlace>& places = elapsed ? rules.after_places : rules.candidate_places;
  return entry.rule < places.size() ? places[entry.rule].path : std::string();
}

std::string verdict_of(const JournalEntry& entry) {
  return std::string(entry.verdict == Verdict::refused ? name(entry.refusal) : name(entry.verdict));
}

std::string flags_of(const JournalEntry& entry) {
  std::string text;
  const auto add = [&](JournalEntry::Flag flag, const char* word) {
    if (entry.has(flag)) text += fmt::format("{}{}", text.empty() ? "" : ", ", word);
  };
  add(JournalEntry::by_timer, "timer");
  add(JournalEntry::derived, "derived");
  add(JournalEntry::late, "late");
  add(JournalEntry::waited, "waited");
  return text;
}

std::string effect_text(const Tables& rules, const EmittedEffect& effect) {
  if (effect.rule >= rules.effects.size()) return {};
  const EffectRule& rule = rules.effects[effect.rule];
  return fmt::format("{}{} {}", effect.withdrawal ? "withdraw " : "", name(rule.verb),
                     Words::at(rules.words, rule.name));
}

std::string effects_of(const Tables& rules, const Journal& journal, const JournalEntry& entry) {
  std::string text;
  for (std::uint32_t i = 0; i < entry.effects.count; ++i) {
    if (i > 0) text += ", ";
    text += effect_text(rules, journal.effects[entry.effects.first + i]);
  }
  return text;
}

std::string history_table(Words& words, const Journal& journal, const ZoneTable& zone) {
  TextTable table({{"seq", Align::right},
                   {"decided"},
                   {"event"},
                   {"verdict"},
                   {"state"},
                   {"rule", Align::left, 60},
                   {"effects", Align::left, 60},
                   {""}});
  for (const JournalEntry& entry : journal.entries) {
    const Tables& rules = words.of(entry.workflow);
    table.add({std::to_string(entry.seq), short_time(entry.decided_at, zone),
               Words::at(rules.event_names, entry.event), verdict_of(entry),
               Words::at(rules.state_names, entry.to), rule_of(rules, entry),
               effects_of(rules, journal, entry), flags_of(entry)});
  }
  return table.to_text();
}

std::string history_json(Words& words, const Journal& journal) {
  std::vector<std::string> entries;
  for (const JournalEntry& entry : journal.entries) {
    const Tables& rules = words.of(entry.workflow);
    JsonObject object;
    object.count("seq", entry.seq).text("event", Words::at(rules.event_names, entry.event));
    object.text("occurred_at", to_rfc3339(entry.occurred_at));
    object.text("decided_at", to_rfc3339(entry.decided_at));
    object.text("verdict", name(entry.verdict));
    if (entry.refusal != Refusal::none) object.text("refusal", name(entry.refusal));
    object.text_if("from", Words::at(rules.state_names, entry.from));
    object.text_if("to", Words::at(rules.state_names, entry.to));
    object.text_if("rule", rule_of(rules, entry));
    object.text_if("effects", effects_of(rules, journal, entry));
    object.text_if("actor", journal.slice(entry.actor));
    object.text_if("how", flags_of(entry));
    entries.push_back(object.done());
  }
  return json_list(entries);
}

std::string stage_of(const Tables& rules, const LeadRecord& lead) {
  return lead.state < rules.states.size() ? std::string(name(rules.states[lead.state].stage)) : "";
}

void show_text(const ShowOptions& options, const Engine::LeadView& view, Words& words,
               const Journal& journal) {
  const LeadRecord& lead = view.lead;
  const Tables& rules = view.workflow->tables();
  print_line(
      printable(fmt::format("lead {}: {} (stage {})", options.lead,
                            Words::at(rules.state_names, lead.state), stage_of(rules, lead))));
  const auto line = [](std::string_view what, const std::string& value) {
    if (!value.empty()) print_line(printable(fmt::format("  {:<12} {}", what, value)));
  };
  line("times in", rules.zone.name);
  line("source", lead.source);
  line("owner", lead.owner);
  line("lane", lead.lane);
  line("received", short_time(lead.received_at, rules.zone));
  if (lead.appointment != kNever) line("appointment", short_time(lead.appointment, rules.zone));
  line("attempts", std::to_string(lead.attempts));
  line("next due", short_time(lead.next_due(), rules.zone));
  if (options.person) {
    for (const PersonalValue& value : view.personal) line(value.name, value.value);
  }
  print_line("");
  print(history_table(words, journal, rules.zone));
}

void show_json(const ShowOptions& options, const Engine::LeadView& view, Words& words,
               const Journal& journal) {
  const LeadRecord& lead = view.lead;
  const Tables& rules = view.workflow->tables();
  JsonObject object;
  object.text("lead", options.lead).text("state", Words::at(rules.state_names, lead.state));
  object.text("stage", stage_of(rules, lead)).text_if("source", lead.source);
  object.text_if("owner", lead.owner).text_if("lane", lead.lane);
  object.text("received_at", to_rfc3339(lead.received_at)).count("attempts", lead.attempts);
  if (lead.appointment != kNever) object.text("appointment", to_rfc3339(lead.appointment));
  if (lead.next_due() != kNever) object.text("next_due", to_rfc3339(lead.next_due()));
  if (options.person) {
    JsonObject person;
    for (const PersonalValue& value : view.personal) person.text(value.name, value.value);
    object.json("personal", person.done());
  }
  print_line(object.json("history", history_json(words, journal)).done());
}

void show(const Tool& tool, const ShowOptions& options) {
  const std::unique_ptr<Engine> engine = open_engine(options.place);
  const std::optional<Engine::LeadView> view = engine->lead(options.place.tenant, options.lead);
  if (!view) {
    const std::size_t waiting = engine->waiting(options.place.tenant, options.lead).size();
    throw Fault(ErrorCode::unknown,
                waiting == 0 ? fmt::format("no lead '{}' is known to tenant '{}'",
                                           printable(options.lead), options.place.tenant)
                             : fmt::format("lead '{}' has not come yet; {} event(s) wait for it",
                                           printable(options.lead), waiting));
  }
  Journal journal;
  engine->history(view->lead, journal);
  Words words(*engine);
  if (tool.json) {
    show_json(options, *view, words, journal);
  } else {
    show_text(options, *view, words, journal);
  }
}

}  // namespace

void add_show(CLI::App& app, Tool& tool) {
  CLI::App* command = add_command(app, tool, "show", "where a lead stands, and its history");
  auto options = std::make_shared<ShowOptions>();
  command->add_option("lead", options->lead, "the host's id of it")->required()->type_name("LEAD");
  add_place(*command, options->place);
  command->add_flag("--person", options->person, "with what is personal");
  command->callback([&tool, options] { show(tool, *options); });
}

}  // namespace relance::tool
