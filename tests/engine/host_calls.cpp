#include "engine/host_calls.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/support.hpp"
#include "time/instant_text.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kRules = R"(
relance: 1
name: host
initial: incoming
host_effects: {desk: {}}
watch: {every: 20 h, do: [{alert: sales_manager}]}
states:
  incoming:
    stage: new
    enter:
      - {call: second_call, within: 50 min}
      - {call: first_call, within: 20 min}
      - {call: third_call, after: 30 min, within: 5 min}
      - {alert: newcomer}
    events: {reached: talking, booked: visit, lost: gone}
    after: [{delay: 45 min, do: [{alert: untreated}]}]
  talking:
    stage: contacted
    enter:
      - {send: offer, by: email, after: 10 min, within: 4 h}
      - {call: after_offer, within: 3 h}
      - {call: thanks, within: 40 min}
      - {tell: desk}
    events: {booked: visit, clicked: {do: [{tell: desk}]}, lost: gone}
    after: [{delay: 9 h, raise: lost, with: {reason: cold}}]
  visit:
    stage: appointment
    enter: [{remind: visit, before: 24 h, within: 6 h}]
    events: {moved: visit, missed: talking, lost: gone}
    after: [{delay: 1 h, since: appointment, raise: missed}]
  gone:
    stage: lost
    enter: [{tell: desk}]
    events: {reopened: talking}
)";

// Facts and moves; those that the state does not take are refused, which is recorded as well.
constexpr std::string_view kEvents[] = {"attempted", "attempted", "sent",   "inbound",
                                        "clicked",   "noted",     "booked", "booked",
                                        "moved",     "missed",    "lost",   "reopened"};
constexpr std::string_view kOutcomes[] = {"conversation", "no_answer", "voicemail", "busy"};

void add(Event& event, std::string_view attribute, std::string_view value) {
  event.attributes.push_back({std::string(attribute), Value::of(value)});
}

std::string describe(const Decision& decision) {
  return fmt::format("{} {} {} {} {} {} {} {} {}\n", name(decision.verdict), decision.repeated,
                     decision.late, decision.lead_number, decision.seq, decision.from, decision.to,
                     decision.message, decision.rule);
}

std::string describe(const Effect& effect) {
  return fmt::format("{} {} {} {} {} {} {} {} {} {}\n", to_text(effect.id), effect.lead,
                     effect.verb, effect.name, effect.channel, to_rfc3339(effect.not_before),
                     to_rfc3339(effect.not_after), to_rfc3339(effect.lease_until), effect.token,
                     effect.attempt);
}

}  // namespace

std::string_view name(HostCall::Kind kind) {
  constexpr std::string_view kNames[] = {"submit", "tick",   "claim", "ack",
                                         "fail",   "deploy", "move"};
  return kNames[kind];
}

std::shared_ptr<const Workflow> host_rules() { return rules(kRules); }

std::shared_ptr<const Workflow> other_host_rules() {
  std::string other(kRules);
  const auto change = [&](std::string_view before, std::string_view after) {
    other.replace(other.find(before), before.size(), after);
  };
  change("within: 20 min", "within: 35 min");
  change("delay: 45 min", "delay: 25 min");
  change("after: 10 min", "after: 1 h");
  change("every: 20 h", "every: 15 h");
  return rules(other);
}

std::unique_ptr<Engine> host_engine(std::unique_ptr<Store> store,
                                    const std::shared_ptr<const Workflow>& workflow) {
  EngineOptions options;
  options.max_attempts = 60'000;
  options.effects_per_lead = 100'000;
  auto engine = std::make_unique<Engine>(std::move(store), options);
  if (!engine->current(kHostTenant)) engine->deploy(kHostTenant, workflow);
  return engine;
}

HostAnswer perform(Engine& engine, const HostCall& call) {
  HostAnswer answer;
  switch (call.kind) {
    case HostCall::submit:
      answer.decisions = engine.submit(kHostTenant, call.events, call.now);
      break;
    case HostCall::tick:
      engine.tick(std::nullopt, call.now, call.at_most);
      break;
    case HostCall::claim:
      answer.effects = engine.claim(kHostTenant, call.now, call.at_most, kHostLease);
      break;
    case HostCall::ack:
      answer.code = engine.ack(kHostTenant, call.effect, call.token, call.now);
      break;
    case HostCall::fail:
      answer.code = engine.fail(kHostTenant, call.effect, call.token, "smtp.421", call.now);
      break;
    case HostCall::deploy: {
      static const std::shared_ptr<const Workflow> kBoth[] = {host_rules(), other_host_rules()};
      engine.deploy(kHostTenant, kBoth[call.other ? 1 : 0], call.now);
      break;
    }
    case HostCall::move: {
      const MovePlan all{MovePlan::Who::all, "", {}, "ada"};
      answer.moves = engine.move(kHostTenant, all, call.now, call.after, call.at_most).leads;
      break;
    }
  }
  return answer;
}

std::string describe(const HostAnswer& answer) {
  std::string text = fmt::format("{}\n", static_cast<int>(answer.code));
  for (const Decision& decision : answer.decisions) text += describe(decision);
  for (const Effect& effect : answer.effects) text += describe(effect);
  for (const LeadMove& move : answer.moves) {
    text += fmt::format("{} {} {} {}\n", move.lead, move.from, move.to, move.without.size());
  }
  return text;
}

std::unique_ptr<Engine> replayed(const std::shared_ptr<const Workflow>& workflow,
                                 const std::vector<Exchange>& exchanges) {
  auto engine = host_engine(memory_store(), workflow);
  for (const Exchange& exchange : exchanges) perform(*engine, exchange.call);
  return engine;
}

std::string settled(Engine& engine, Instant now) {
  while (engine.tick(std::nullopt, now).more) {
  }
  std::string text;
  engine.export_all(now, [&](std::string_view line) { text += line; });
  return text;
}

HostPlan::HostPlan(const std::shared_ptr<const Workflow>& workflow,
                   const std::vector<Exchange>& before, Instant now, Draw& draw,
                   std::uint64_t& keys, bool deploys)
    : engine_(replayed(workflow, before)), draw_(draw), keys_(keys), now_(now), deploys_(deploys) {
  for (const Exchange& exchange : before) learn(exchange);
}

std::vector<Exchange> HostPlan::next(std::size_t count) {
  std::vector<Exchange> exchanges;
  while (exchanges.size() < count) {
    now_ = now_ + (draw_.chance(10) ? hours(1) : seconds(static_cast<int>(draw_.below(600))));
    Exchange& exchange = exchanges.emplace_back();
    exchange.call = call();
    exchange.answer = perform(*engine_, exchange.call);
    learn(exchange);
  }
  return exchanges;
}

HostCall HostPlan::deployment() {
  constexpr std::uint64_t kAtOnce = 3;  // leads of one commit
  HostCall call;
  call.now = now_;
  call.kind = draw_.chance(30) ? HostCall::deploy : HostCall::move;
  call.other = draw_.chance(50);
  call.after = draw_.chance(50) ? 0 : kAtOnce;
  call.at_most = kAtOnce;
  return call;
}

HostCall HostPlan::call() {
  if (deploys_ && draw_.chance(20)) return deployment();
  HostCall call;
  call.now = now_;
  const std::uint64_t kind = draw_.below(100);
  if (kind >= 70 && !leased_.empty()) {
    call.kind = kind < 94 ? HostCall::ack : HostCall::fail;
    const Effect& effect = draw_.of(leased_);
    call.effect = effect.id;
    call.token = effect.token;
  } else if (kind >= 55) {
    call.kind = HostCall::claim;
    call.at_most = 1 + draw_.below(6);
  } else if (kind >= 30) {
    call.kind = HostCall::tick;
    call.at_most = 1 + draw_.below(20);
  } else {
    for (std::uint64_t i = draw_.chance(70) ? 1 : 1 + draw_.below(4); i > 0; --i) {
      call.events.push_back(event());
    }
  }
  return call;
}

void HostPlan::learn(const Exchange& exchange) {
  for (const Event& event : exchange.call.events) told_.push_back(event);
  for (const Effect& effect : exchange.answer.effects) leased_.push_back(effect);
  const HostCall::Kind kind = exchange.call.kind;
  // Most of what was acknowledged or failed is forgotten; now and then it is told twice.
  if ((kind == HostCall::ack || kind == HostCall::fail) && !draw_.chance(10)) {
    std::erase_if(leased_, [&](const Effect& each) { return each.id == exchange.call.effect; });
  }
}

Event HostPlan::event() {
  if (!told_.empty() && draw_.chance(8)) return draw_.of(told_);
  Event event;
  event.lead = draw_.of(kHostLeads);
  event.key = fmt::format("k{}", ++keys_);
  const bool known = engine_->lead(kHostTenant, event.lead).has_value();
  event.name = !known && draw_.chance(75) ? "received" : draw_.of(kEvents);
  if (draw_.chance(20)) event.occurred_at = now_ - minutes(static_cast<int>(draw_.below(90)));
  if (draw_.chance(30)) event.actor = "karim";
  add_attributes(event);
  return event;
}

void HostPlan::add_attributes(Event& event) {
  const std::string& name = event.name;
  if (name == "booked" || name == "moved") {
    add(event, "at", to_rfc3339(now_ + hours(static_cast<int>(draw_.below(70)))));
  }
  if (name == "lost") add(event, "reason", "cold");
  if (name == "noted") add(event, "text", "nothing to say");
  if (name == "received") add(event, "person.email", "anna@example.com");
  if (name == "attempted") {
    add(event, "channel", "phone");
    add(event, "outcome", draw_.of(kOutcomes));
  }
  if (name == "sent") add(event, "outcome", "delivered");
  if ((name == "attempted" || name == "sent") && !leased_.empty() && draw_.chance(40)) {
    add(event, "effect", to_text(draw_.of(leased_).id));
  }
}

}  // namespace relance::test
