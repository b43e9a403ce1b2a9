#include "engine/support.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "time/instant_text.hpp"
#include "workflow/unproven.hpp"

namespace relance::test {

std::shared_ptr<const Workflow> rules(std::string_view text) {
  Compiled compiled = compile_unproven(text, "rules.yaml");
  if (!compiled.workflow) throw std::runtime_error(to_text(compiled.diagnostics));
  return compiled.workflow;
}

Instant at(std::string_view text) {
  const auto instant = parse_instant(text);
  if (!instant) throw std::runtime_error(fmt::format("no instant: {}", text));
  return *instant;
}

Event event(std::string_view name, std::vector<std::pair<std::string, std::string>> attributes,
            std::string_view key, std::string_view lead) {
  Event event;
  event.lead = lead;
  event.name = name;
  event.key = key;
  for (auto& [attribute, value] : attributes) {
    event.attributes.push_back({attribute, Value::of(std::string_view(value))});
  }
  return event;
}

std::string edited(std::string_view text, const Edits& edits) {
  std::string result(text);
  for (const auto& [old_words, new_words] : edits) {
    std::size_t at = result.find(old_words);
    if (at == result.npos) throw std::runtime_error(fmt::format("no place with: {}", old_words));
    for (; at != result.npos; at = result.find(old_words, at + new_words.size())) {
      result.replace(at, old_words.size(), new_words);
    }
  }
  return result;
}

Scene::Scene(std::string_view text, const EngineOptions& options)
    : Scene(memory_store(), text, options) {}

Scene::Scene(std::unique_ptr<Store> store, std::string_view text, const EngineOptions& options)
    : engine(std::move(store), options) {
  engine.deploy("t", rules(text));
}

Decision Scene::submit(const Event& event, std::string_view now) {
  return engine.submit("t", std::span(&event, 1), at(now)).front();
}

std::vector<Effect> Scene::claim(std::string_view now, std::size_t at_most) {
  return engine.claim("t", at(now), at_most);
}

std::string Scene::state(std::string_view lead) {
  const auto view = engine.lead("t", lead);
  if (!view) return "";
  return view->workflow->tables().state_names[view->lead.state];
}

LeadRecord Scene::record(std::string_view lead) { return engine.lead("t", lead).value().lead; }

std::string Scene::exported(std::string_view now) {
  std::string text;
  engine.export_all(at(now), [&](std::string_view line) { text += line; });
  return text;
}

std::vector<std::string> Scene::history(std::string_view lead) {
  const auto view = engine.lead("t", lead);
  std::vector<std::string> lines;
  if (!view) return lines;
  Journal journal;
  engine.history(view->lead, journal);
  const Tables& tables = view->workflow->tables();
  const auto state = [&](Id id) { return id == kNone ? "-" : tables.state_names[id]; };
  for (const JournalEntry& entry : journal.entries) {
    lines.push_back(fmt::format(
        "{} {} {} {} {}", entry.event == kNone ? "?" : tables.event_name(entry.event),
        name(entry.verdict), state(entry.from), state(entry.to), to_rfc3339(entry.decided_at)));
  }
  return lines;
}

LeadMove Scene::moved(std::string_view text, std::string_view now,
                      const std::vector<MovePlan::Mapping>& map) {
  const MovePlan plan{MovePlan::Who::all, "", map, "ada"};
  const auto workflow = rules(text);
  const auto told = engine.dry_run("t", workflow, plan, at(now)).leads;
  engine.deploy("t", workflow, at(now), "ada");
  const auto moves = engine.move("t", plan, at(now)).leads;
  if (told.size() != 1 || moves.size() != 1) throw std::runtime_error("not one lead");
  const bool foretold =
      told[0].without == moves[0].without &&
      std::equal(told[0].rearmed.begin(), told[0].rearmed.end(), moves[0].rearmed.begin(),
                 moves[0].rearmed.end(), [](const auto& a, const auto& b) {
                   return a.what == b.what && a.before == b.before && a.after == b.after &&
                          a.at_once == b.at_once;
                 });
  if (!foretold) throw std::runtime_error("the dry run told something else");
  if (!engine.audit().empty()) throw std::runtime_error(engine.audit().front());
  return moves[0];
}

}  // namespace relance::test
