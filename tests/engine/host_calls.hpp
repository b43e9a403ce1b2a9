// What a host does with an engine, as plain data: planned once, done elsewhere, compared
// afterwards.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/random_rules.hpp"
#include "relance/relance.hpp"

namespace relance::test {

inline constexpr std::string_view kHostTenant = "t";
inline constexpr std::string_view kHostLeads[] = {"A", "B", "C", "D", "E", "F"};
inline constexpr Duration kHostLease = minutes(7);

struct HostCall {
  enum Kind : std::uint8_t { submit, tick, claim, ack, fail, deploy, move } kind = submit;
  Instant now;
  std::vector<Event> events;  // submit
  std::size_t at_most = 0;    // tick, claim; move: so few that they are one commit
  EffectId effect;            // ack, fail
  std::uint32_t token = 0;
  std::uint64_t after = 0;  // move
  bool other = false;       // deploy: other_host_rules()
};
inline constexpr int kHostCallKinds = 7;
std::string_view name(HostCall::Kind kind);

struct HostAnswer {
  std::vector<Decision> decisions;
  std::vector<Effect> effects;
  std::vector<LeadMove> moves;
  ErrorCode code = ErrorCode::ok;
};

struct Exchange {
  HostCall call;
  HostAnswer answer;
};

/// States with steps, limits and timers. Every step has a limit, so that the journal says when each
/// one ended: its limit is cancelled or fires.
std::shared_ptr<const Workflow> host_rules();
/// The same with other delays and limits.
std::shared_ptr<const Workflow> other_host_rules();

/// An engine in which the rules are in force, if none are yet, and in which nothing becomes a dead
/// letter and no outbox is full.
std::unique_ptr<Engine> host_engine(std::unique_ptr<Store> store,
                                    const std::shared_ptr<const Workflow>& workflow);

HostAnswer perform(Engine& engine, const HostCall& call);

/// All of an answer that does not depend on when ticks came (how many timers fired does).
std::string describe(const HostAnswer& answer);

/// An engine in memory to which all these calls were made.
std::unique_ptr<Engine> replayed(const std::shared_ptr<const Workflow>& workflow,
                                 const std::vector<Exchange>& exchanges);

/// All that is due up to `now` fired, then the canonical export.
std::string settled(Engine& engine, Instant now);

/// Invents what a host does next, and what it will be answered, by trying it on an engine in memory
/// that has seen the same calls.
class HostPlan {
 public:
  /// `now`: the host's clock, which only goes on. `keys` counts the idempotency keys used so far;
  /// no key is given to two events. `deploys`: a fifth of the calls puts rules in force or moves
  /// leads to them.
  HostPlan(const std::shared_ptr<const Workflow>& workflow, const std::vector<Exchange>& before,
           Instant now, Draw& draw, std::uint64_t& keys, bool deploys = false);
  std::vector<Exchange> next(std::size_t count);

 private:
  HostCall call();
  HostCall deployment();
  void learn(const Exchange& exchange);
  Event event();
  void add_attributes(Event& event);

  std::unique_ptr<Engine> engine_;
  Draw& draw_;
  std::uint64_t& keys_;
  Instant now_;
  const bool deploys_;
  std::vector<Event> told_;
  std::vector<Effect> leased_;
};

}  // namespace relance::test
