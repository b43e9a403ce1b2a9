// relance show LEAD: where a lead stands and how it came there.
#include "tool/show.hpp"

#include <fmt/format.h>

#include "engine/words.hpp"
#include "relance/error.hpp"
#include "tool/command.hpp"

namespace relance::tool {
namespace {

struct ShowOptions {
  Place place;
  std::string lead;
  bool person = false;
  bool all = false;
};

[[noreturn]] void not_there(Engine& engine, const ShowOptions& options) {
  Refusal refusal = Refusal::none;  // of what was told last
  std::size_t waiting = 0;
  for (const WaitingEvent& event : engine.waiting(options.place.tenant, options.lead)) {
    if (event.refusal == Refusal::none) ++waiting;
    if (event.refusal != Refusal::none) refusal = event.refusal;
  }
  std::string text = fmt::format("lead '{}' has not come yet", options.lead);
  if (refusal != Refusal::none) {
    text = fmt::format("lead '{}' was refused ({}): correct its record and take it in again",
                       options.lead, name(refusal));
  } else if (waiting == 0) {
    text = fmt::format("no lead '{}' is known to tenant '{}'", options.lead, options.place.tenant);
  }
  if (waiting > 0) {
    text += fmt::format("; {} event{} for it", waiting, waiting == 1 ? " waits" : "s wait");
  }
  throw Fault(ErrorCode::unknown, text);
}

void show(const Tool& tool, const ShowOptions& options) {
  const std::unique_ptr<Engine> engine = open_engine(options.place);
  rules_of(*engine, options.place);
  std::optional<Engine::LeadView> view = engine->lead(options.place.tenant, options.lead);
  if (!view) not_there(*engine, options);
  ShownLead lead{options.lead, std::move(*view), {}, {}, options.person, options.all};
  engine->history(lead.view.lead, lead.journal);
  lead.history = in_words(*engine, options.place.tenant, lead.view.lead, lead.journal);
  if (tool.json) {
    print_line(to_json(*engine, lead));
  } else {
    print(to_text(*engine, lead));
  }
}

}  // namespace

std::string ShownLead::state() const {
  const Id place = view.lead.state;
  return place < rules().state_names.size() ? rules().state_names[place] : std::string();
}

std::string ShownLead::stage() const {
  const Id place = view.lead.state;
  const std::vector<StateRow>& states = rules().states;
  return place < states.size() ? std::string(name(states[place].stage)) : std::string();
}

std::vector<OpenInWords> open_steps(Engine& engine, const ShownLead& lead) {
  std::vector<OpenInWords> steps;
  for (const OpenEffect& effect : lead.view.lead.effects) {
    if (!effect.has(OpenEffect::open_step)) continue;
    const std::shared_ptr<const Workflow> rules = engine.workflow(effect.workflow);
    steps.push_back({effect_name(rules->tables(), effect.rule), &effect,
                     ran_out(lead.journal, effect.seq, effect.index)});
  }
  return steps;
}

std::vector<ToldValue> facts_of(const ShownLead& shown) {
  std::vector<ToldValue> facts;
  const LeadRecord& lead = shown.view.lead;
  const Tables& rules = shown.rules();
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) facts.push_back({std::string(name), std::string(value), kNever});
  };
  add("source", lead.source);
  add("campaign", lead.attributes.campaign);
  add("owner", lead.owner);
  add("lane", lead.lane);
  add("preferred", name(lead.preferred));
  for (std::size_t i = 0; i < lead.attributes.fields.size() && i < rules.lead_fields; ++i) {
    const Value& value = lead.attributes.fields[i];
    if (value.type == Type::absent || rules.fields[i].personal) continue;
    ToldValue fact = named(rules, rules.words[rules.fields[i].name], value);
    if (value.type == Type::text) fact.text = value.text;
    if (!fact.text.empty()) facts.push_back(std::move(fact));
  }
  return facts;
}

void add_show(Command app, Tool& tool) {
  Command command = add_command(app, tool, "show", "where a lead stands, and its history");
  auto options = std::make_shared<ShowOptions>();
  command.add_option("lead", options->lead, "the host's id of it").required().type_name("LEAD");
  add_place(command, options->place);
  command.add_flag("--person", options->person, "with what is personal");
  command.add_flag("--all", options->all, "repeats one by one, with keys and the ids\nof effects");
  command.footer(
      "Reads only: what is due since the last call has not happened yet (see tick).\n"
      "With --json always everything.");
  command.callback([&tool, options] { show(tool, *options); });
}

}  // namespace relance::tool
