// Events of earlier runs that still wait for their lead: which of them a run decides.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "relance/decision.hpp"
#include "relance/engine.hpp"

namespace relance {

/// Adds up what waits for leads that have not come. What was refused without a lead does not wait.
void count_waiting(Engine& engine, std::string_view tenant, std::uint64_t& events,
                   std::uint64_t& leads);

class EarlierEvents {
 public:
  /// Notes what waits now; before the run. Keeps the lead and the key of each.
  void note(Engine& engine, std::string_view tenant);

  /// After the run: tells of each noted event that was decided since, by lead; of its decision the
  /// verdict, the refusal and the journal entry.
  using OnDecided =
      std::function<void(std::string_view lead, std::string_view event, const Decision& decision)>;
  void tell_decided(Engine& engine, std::string_view tenant, const OnDecided& on_decided) const;

 private:
  std::map<std::string, std::set<std::string>> keys_;  // by lead
};

}  // namespace relance
