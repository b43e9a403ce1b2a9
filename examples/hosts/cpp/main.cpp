// A morning at a dealership, from C++: host RULES [DATABASE]; without a database, in memory.
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "relance/relance.hpp"

namespace {

using relance::Attribute;
using relance::Event;
using relance::Instant;
using relance::Value;

constexpr const char* kTenant = "harbour";
constexpr std::size_t kAtOnce = 100;              // effects of a claim, lines of a list
constexpr Instant kStart{1'772'442'000'000'000};  // 2026-03-02 09:00 UTC, a Monday

std::ostream& operator<<(std::ostream& out, Instant instant) {
  const std::time_t seconds = instant.us / 1'000'000;
  return out << std::put_time(std::gmtime(&seconds), "%Y-%m-%d %H:%M");
}

Event event(std::string lead, std::string name, std::string key,
            std::vector<Attribute> attributes = {}) {
  return {std::move(lead), std::move(name), std::move(key), {}, {}, std::move(attributes)};
}

class Host {
 public:
  explicit Host(std::unique_ptr<relance::Store> store) : engine_(std::move(store)) {}

  void deploy(std::shared_ptr<const relance::Workflow> rules) {
    engine_.deploy(kTenant, rules, now_);
    std::cout << now_ << "  " << rules->name() << " is in force\n";
  }

  /// What happened: decided together. Told again under its key, an event counts once.
  void tell(const std::vector<Event>& events) {
    auto told = events.begin();
    for (const relance::Decision& decision : engine_.submit(kTenant, events, now_)) {
      std::cout << now_ << "  " << told->lead << "  told " << told->name << ": "
                << name(decision.verdict) << (decision.message.empty() ? "" : ": ")
                << decision.message << '\n';
      ++told;
    }
  }

  /// What is asked for. Here a host would send, ring or alert; this one only says that it did.
  void act() {
    for (const relance::Effect& effect : engine_.claim(kTenant, now_, kAtOnce)) {
      std::cout << now_ << "  " << effect.lead << "  do " << effect.verb << ' ' << effect.name
                << '\n';
      const relance::ErrorCode answer = engine_.ack(kTenant, effect.id, effect.token, now_);
      if (answer != relance::ErrorCode::ok) {
        throw relance::Fault(answer, engine_.answer_text(answer, kTenant, effect.id, effect.token));
      }
      if (effect.verb == "send") {
        tell({event(effect.lead, "sent", to_text(effect.id),
                    {{"outcome", Value::of("delivered")}})});
      }
    }
  }

  /// The engine has no clock: this one is set by hand.
  void let_pass(relance::Duration time) {
    now_ = now_ + time;
    const std::size_t fired = engine_.tick(kTenant, now_).fired;
    if (fired > 0) std::cout << now_ << "  timers fired: " << fired << '\n';
  }

  void print_work() {
    for (const relance::WorkItem& item : engine_.worklist(kTenant, now_, {}, kAtOnce)) {
      std::cout << now_ << "  " << item.lead << "  " << item.state << ": " << item.verb << ' '
                << item.name << " because of " << item.because << ", not before "
                << item.not_before;
      if (item.by != relance::kNever) std::cout << ", by " << item.by;
      std::cout << '\n';
    }
  }

 private:
  relance::Engine engine_;
  Instant now_ = kStart;
};

void morning(Host& host) {
  using relance::minutes;
  host.tell({event("L-1", "received", "form-1", {{"model", Value::of("Estuary")}}),
             event("L-2", "received", "form-2", {{"model", Value::of("Lagoon")}}),
             event("L-3", "received", "form-3", {{"model", Value::of("Estuary")}})});
  host.act();
  host.let_pass(minutes(5));
  host.tell({event("L-1", "attempted", "call-1", {{"outcome", Value::of("conversation")}}),
             event("L-2", "attempted", "call-2", {{"outcome", Value::of("no_answer")}}),
             event("L-3", "sold", "desk-1"),
             event("L-3", "lost", "desk-2", {{"reason", Value::of("duplicate")}})});
  host.act();
  host.let_pass(minutes(15));
  host.tell({event("L-1", "attempted", "call-3", {{"outcome", Value::of("conversation")}}),
             event("L-1", "booked", "desk-3", {{"at", Value::of("2026-03-03T15:00:00+01:00")}})});
  host.act();
  for (int i = 0; i < 7; ++i) {
    host.let_pass(minutes(10));
    host.act();
  }
  host.print_work();
}

std::shared_ptr<const relance::Workflow> compiled(const std::string& file) {
  std::ifstream opened(file, std::ios::binary);
  if (!opened) throw std::runtime_error(file + ": cannot be read");
  const std::string text{std::istreambuf_iterator<char>(opened), {}};
  relance::Compiled compiled = relance::compile(text, file);
  if (compiled.workflow == nullptr) throw std::runtime_error(to_text(compiled.diagnostics));
  return compiled.workflow;
}

}  // namespace

int main(int count, char** words) try {
  const std::string rules = count > 1 ? words[1] : "rules.yaml";
  Host host(count > 2 ? relance::sqlite_store(words[2]) : relance::memory_store());
  host.deploy(compiled(rules));
  morning(host);
  return EXIT_SUCCESS;
} catch (const std::exception& fault) {
  std::cerr << fault.what() << '\n';
  return EXIT_FAILURE;
}
