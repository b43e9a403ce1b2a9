#include "durable_engine.hpp"

#include <algorithm>
#include <stdexcept>

#include "relance/relance.hpp"

namespace relance::bench {
namespace {

constexpr std::string_view kTenant = "north";

/// An appointment that is moved: the message that told the old one goes, one that tells the new
/// one is to be sent, and the timer that asks whether the customer came stands elsewhere.
constexpr std::string_view kRules = R"(
relance: 1
name: desk
initial: incoming
currency: EUR
watch: {every: 90 d, do: [{alert: desk}]}
lead: {vehicle: {type: text, one_of: [new, used]}, budget: {type: money}}
states:
  incoming:
    stage: new
    events: {booked: visit_planned}
  visit_planned:
    stage: appointment
    enter: [{send: confirmation}]
    events: {moved: visit_planned, missed: incoming_again}
    after: [{delay: 1 h, since: appointment, raise: missed}]
  incoming_again:
    stage: contacted
    events: {booked: visit_planned, lost: gone}
  gone: {stage: lost}
)";

Attribute text(std::string name, std::string value) { return {std::move(name), Value::of(value)}; }

class EngineContender final : public Contender {
 public:
  EngineContender(const std::string& path, const Settings& settings) {
    SqliteOptions options;
    options.durability = settings.full ? Durability::full : Durability::normal;
    engine_ = std::make_unique<Engine>(sqlite_store(path, options));
  }

  void deploy() {
    const Compiled compiled = compile(kRules, "desk.yaml");
    if (!compiled.workflow) throw std::runtime_error(to_text(compiled.diagnostics));
    engine_->deploy(kTenant, compiled.workflow);
  }

  void receive(const std::vector<Step>& steps) {
    tell(steps, [](const Step& step, Event& event) {
      event.name = "received";
      event.attributes = {text("owner", "seller-" + std::to_string(step.lead % 500)),
                          text("lane", "seller"),
                          text("source", "portal"),
                          text("campaign", "spring"),
                          text("vehicle", "used"),
                          {"budget", Value::money(2'000'000)}};
    });
    take();
  }

  void book(const std::vector<Step>& steps) {
    tell(steps, [](const Step& step, Event& event) { appoint(step, "booked", event); });
    take();
  }

  void tell(const std::vector<Step>& steps) override {
    tell(steps, [](const Step& step, Event& event) { appoint(step, "moved", event); });
  }

  void take() override {
    for (const Decision& decision : engine_->submit(kTenant, submissions_)) {
      if (decision.verdict != Verdict::accepted) throw std::runtime_error("an event was refused");
    }
  }

  void close() override { engine_->store().idle(); }

 private:
  static void appoint(const Step& step, const char* name, Event& event) {
    event.name = name;
    event.attributes.resize(1);
    event.attributes[0].name = "at";
    event.attributes[0].value = Value::of(step.due - hours(1));
  }

  template <class Fill>
  void tell(const std::vector<Step>& steps, Fill fill) {
    events_.resize(steps.size());
    submissions_.clear();
    for (std::size_t i = 0; i < steps.size(); ++i) {
      Event& event = events_[i];
      event.lead = host_id(steps[i].lead);
      event.key = event_key(steps[i]);
      event.actor = kActor;
      event.occurred_at = steps[i].now - seconds(20);
      fill(steps[i], event);
      submissions_.push_back({&event, steps[i].now});
    }
  }

  std::unique_ptr<Engine> engine_;
  std::vector<Event> events_;
  std::vector<Submission> submissions_;
};

}  // namespace

std::string make_engine_file(const Settings& settings) {
  const std::string path = settings.folder + "/engine.db";
  Settings quick = settings;
  quick.full = false;
  EngineContender contender(path, quick);
  contender.deploy();
  live(settings, 3, [&](const std::vector<Step>& steps, int round) {
    if (round == 0) {
      contender.receive(steps);
    } else if (round == 1) {
      contender.book(steps);
    } else {
      contender.tell(steps);
      contender.take();
    }
  });
  return path;
}

std::unique_ptr<Contender> open_engine(const std::string& path, const Settings& settings) {
  return std::make_unique<EngineContender>(path, settings);
}

}  // namespace relance::bench
