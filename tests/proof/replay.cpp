#include "proof/replay.hpp"

#include "engine/support.hpp"

namespace relance::test {
namespace {

EngineOptions impatient() {
  EngineOptions options;
  options.max_attempts = 1;              // an effect that fails once is a dead letter
  options.effects_per_lead = 1'000'000;  // nobody takes them on the way
  return options;
}

std::string field_name(const Tables& tables, Id field) {
  if (field >= kDeclaredFields) {
    return tables.words[tables.fields[field - kDeclaredFields].name];
  }
  switch (static_cast<FieldKind>(field)) {
    case FieldKind::reason:
      return "reason";
    case FieldKind::to:
      return "to";
    default:
      return "unexpected";
  }
}

}  // namespace

Replay::Replay(std::shared_ptr<const Workflow> workflow)
    : workflow_(std::move(workflow)), engine_(memory_store(), impatient()) {
  engine_.deploy("t", workflow_);
}

Event Replay::event_of(const proof::Step& step) const {
  const Tables& tables = workflow_->tables();
  Event told = event(tables.event_names[step.event]);
  for (const BoundValue& value : step.values) {
    told.attributes.push_back({field_name(tables, value.field), value.value});
  }
  if (step.outcome != Outcome::none) {
    told.attributes.push_back({"outcome", Value::of(name(step.outcome))});
  }
  if (step.channel != Channel::none) {
    told.attributes.push_back({"channel", Value::of(name(step.channel))});
  }
  if (step.at != kNever) told.attributes.push_back({"at", Value::of(step.at)});
  return told;
}

void Replay::play(const std::vector<proof::Step>& steps) {
  for (const proof::Step& step : steps) {
    while (engine_.tick("t", step.now).more) continue;
    if (step.kind == proof::Step::dead_letter) {
      const Effect oldest = engine_.claim("t", step.now, 1).at(0);
      engine_.fail("t", oldest.id, oldest.token, "down", step.now);
    } else if (step.kind != proof::Step::wait) {
      const Event told = event_of(step);
      engine_.submit("t", std::span(&told, 1), step.now);
    }
  }
}

bool Replay::play_and_hear(const std::vector<proof::Step>& steps, std::size_t first) {
  bool heard = false;
  for (std::size_t i = first; i < steps.size(); ++i) {
    play({steps[i]});
    for (const Effect& effect : engine_.claim("t", steps[i].now, 100)) {
      heard |= effect.verb != "withdraw";
      engine_.ack("t", effect.id, effect.token, steps[i].now);
    }
  }
  return heard;
}

LeadRecord Replay::lead() { return engine_.lead("t", "L1").value().lead; }

}  // namespace relance::test
