// A lead and its history as one JSON object.
#include "report/json.hpp"
#include "report/lead_words.hpp"
#include "time/instant_text.hpp"

namespace relance {
namespace {

std::string json_words(const std::vector<std::string>& words) {
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back(json_text(word));
  return json_list(quoted);
}

template <class Items, class ToJson>
void add_list(JsonObject& object, std::string_view key, const Items& items, ToJson to_json) {
  if (items.empty()) return;
  std::vector<std::string> texts;
  for (const auto& item : items) texts.push_back(to_json(item));
  object.json(key, json_list(texts));
}

std::string passed_json(const PassedOver& passed) {
  return JsonObject()
      .text_if("rule", passed.rule)
      .text("why", passed.why)
      .text_if("to", passed.to)
      .text_if("condition", passed.condition)
      .done();
}

std::string set_json(const SetValue& set) {
  return JsonObject()
      .text("name", set.value.name)
      .text("value", set.value.text)
      .text_if("rule", set.rule)
      .done();
}

std::string timer_json(const TimerInWords& timer) {
  JsonObject object;
  object.text("change", timer.change).text("what", timer.what).text_if("does", timer.does);
  object.text("since", to_rfc3339(timer.since)).text("due", to_rfc3339(timer.due));
  if (timer.of_step) object.count("of_seq", timer.of_seq).count("of_index", timer.of_index);
  return object.text_if("length", timer.length).text_if("closed", timer.closed).done();
}

std::string deadline_json(const DeadlineInWords& deadline) {
  JsonObject object;
  object.text("name", deadline.name).text("what", deadline.what);
  object.text_if("reason", deadline.reason);
  if (deadline.due != kNever) object.text("promised", to_rfc3339(deadline.due));
  return object.done();
}

std::string past_json(const Promise& promise) {
  constexpr std::string_view kOutcomes[] = {"running",  "paused",    "breached", "met",
                                            "met_late", "told_late", "ended"};
  JsonObject object;
  object.text("name", promise.name).text("outcome", kOutcomes[promise.outcome]);
  if (promise.due != kNever) object.text("promised", to_rfc3339(promise.due));
  if (promise.happened != kNever) object.text("happened", to_rfc3339(promise.happened));
  if (promise.told != kNever) object.text("told", to_rfc3339(promise.told));
  return object.done();
}

std::string standing_json(const StandingDeadline& deadline) {
  JsonObject object;
  object.text("name", deadline.name).text("phase", deadline.phase);
  if (deadline.promised != kNever) object.text("promised", to_rfc3339(deadline.promised));
  object.text_if("closed", deadline.closed).text_if("left", deadline.left);
  if (!deadline.reasons.empty()) object.json("reasons", json_words(deadline.reasons));
  return object.done();
}

std::string effect_json(const EffectInWords& effect) {
  JsonObject object;
  object.text("id", to_text(effect.id)).text("what", effect.what).text("rule", effect.rule);
  object.text("not_before", to_rfc3339(effect.not_before));
  if (effect.not_after != kNever) object.text("not_after", to_rfc3339(effect.not_after));
  if (effect.withdraws != EffectId{}) {
    object.text("withdraws", to_text(effect.withdraws)).count("withdraws_of_seq", effect.of_seq);
  }
  return object.done();
}

std::string ended_json(const EndedStep& step) {
  JsonObject object;
  object.text("how", step.completed ? "completed" : "withdrawn").text("what", step.what);
  if (step.seq != 0) object.text("id", to_text(step.id)).count("of_seq", step.seq);
  return object.done();
}

std::string decision_json(const DecisionInWords& decision) {
  JsonObject object;
  object.count("seq", decision.seq).text("event", decision.event);
  object.text("occurred_at", to_rfc3339(decision.occurred_at));
  object.text("decided_at", to_rfc3339(decision.decided_at));
  object.text_if("actor", decision.actor).text_if("key", decision.key);
  object.text("verdict", decision.verdict).text_if("refusal", decision.refusal);
  object.text_if("message", decision.message);
  if (!decision.would_take.empty()) object.json("would_take", json_words(decision.would_take));
  object.text_if("from", decision.from).text_if("to", decision.to);
  object.text_if("rule", decision.rule).text_if("condition", decision.condition);
  object.text("rules", decision.rules).text("fingerprint", decision.fingerprint);
  object.text_if("rules_before", decision.rules_before);
  object.text_if("fingerprint_before", decision.fingerprint_before);
  if (!decision.carried.empty()) object.json("carried", json_words(decision.carried));
  if (decision.by_timer) object.flag("by_timer", true);
  if (decision.derived) object.flag("derived", true).count("follows", decision.follows);
  if (decision.late) object.flag("late", true);
  if (decision.waited) object.flag("waited", true);
  if (!decision.values.empty()) {
    JsonObject values;
    for (const ToldValue& value : decision.values) values.text(value.name, value.text);
    object.json("values", values.done());
  }
  add_list(object, "sets", decision.sets, set_json);
  add_list(object, "passed_over", decision.passed, passed_json);
  add_list(object, "timers", decision.timers, timer_json);
  add_list(object, "deadlines", decision.deadlines, deadline_json);
  add_list(object, "effects", decision.effects, effect_json);
  add_list(object, "ended", decision.ended, ended_json);
  return object.done();
}

std::string step_json(const OpenInWords& step) {
  JsonObject object;
  object.text("what", step.what).text("not_before", to_rfc3339(step.effect->not_before));
  if (step.effect->not_after != kNever) object.text("by", to_rfc3339(step.effect->not_after));
  object.count("ran_out", step.ran_out.times);
  return object.text("since", to_rfc3339(step.ran_out.since)).done();
}

JsonObject object_of(Engine& engine, const ShownLead& shown) {
  const LeadRecord& lead = shown.view.lead;
  JsonObject object;
  object.text("lead", shown.id).text("state", shown.state()).text("stage", shown.stage());
  for (const ToldValue& fact : facts_of(shown)) object.text(fact.name, fact.text);
  object.text("received_at", to_rfc3339(lead.received_at)).count("attempts", lead.attempts);
  if (lead.appointment != kNever) object.text("appointment", to_rfc3339(lead.appointment));
  if (lead.next_due() != kNever) object.text("next_due", to_rfc3339(lead.next_due()));
  object.text("rules", shown.view.workflow->name());
  object.text("fingerprint", shown.view.workflow->fingerprint());
  if (shown.person) {
    JsonObject person;
    for (const PersonalValue& value : shown.view.personal) person.text(value.name, value.value);
    object.json("personal", person.done());
  }
  add_list(object, "open_steps", open_steps(engine, shown), step_json);
  add_list(object, "deadlines", standing_deadlines(shown.rules(), lead), standing_json);
  std::vector<Promise> past;
  for (const Promise& promise : shown.history.promises) {
    if (!promise.stands) past.push_back(promise);
  }
  add_list(object, "past_deadlines", past, past_json);
  return object;
}

}  // namespace

std::string to_json(Engine& engine, const ShownLead& shown) {
  JsonObject object = object_of(engine, shown);
  add_list(object, "history", shown.history.decisions, decision_json);
  return object.done();
}

std::vector<std::string> jsons_of(Engine& engine, const ShownLead& shown) {
  std::vector<std::string> objects = {object_of(engine, shown).done()};
  for (const DecisionInWords& each : shown.history.decisions) {
    objects.push_back(decision_json(each));
  }
  return objects;
}

}  // namespace relance
