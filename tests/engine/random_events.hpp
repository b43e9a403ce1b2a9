// Random events of a host: what leads and rules may be told, wanted or not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/random_rules.hpp"
#include "relance/relance.hpp"

namespace relance::test {

inline constexpr std::string_view kRandomTenant = "t";
inline constexpr std::string_view kRandomLeads[] = {"A", "B", "C"};
inline constexpr std::string_view kRandomMoves[] = {
    "qualified", "booked",   "moved", "shown",    "missed", "postponed",  "sold",
    "lost",      "reopened", "ripe",  "accepted", "pinged", "unreachable"};

/// Makes events for random_rules() of leads as they stand, so that many moves are accepted.
class RandomEvents {
 public:
  /// `leased`: effects that some events may cite.
  RandomEvents(Engine& engine, Draw& draw, Instant now, const std::vector<Effect>& leased)
      : engine_(engine), draw_(draw), now_(now), leased_(leased) {}

  /// Of one of kRandomLeads, without a key. `name`: of which kind; empty: of any.
  Event make(std::string_view name = {});

 private:
  std::string name_for(const std::string& lead);
  void add_needed(Event& event);
  void add_holder(Event& event);
  void add_fields(Event& event);

  Engine& engine_;
  Draw& draw_;
  const Instant now_;
  const std::vector<Effect>& leased_;
};

}  // namespace relance::test
