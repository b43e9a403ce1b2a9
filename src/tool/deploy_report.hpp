// What a deployment does, or would do, for a reader.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "relance/deploy.hpp"
#include "relance/workflow.hpp"
#include "tool/command.hpp"

namespace relance::tool {

class DeployReport {
 public:
  /// `before` is null for a tenant that is new; both must live as long. `leads`: every lead is
  /// told of.
  DeployReport(const Workflow* before, const Workflow& after, std::string tenant, bool leads)
      : before_(before), after_(after), tenant_(std::move(tenant)), leads_(leads) {}

  void add(const LeadMove& move);
  /// Leads that have something without a counterpart.
  std::size_t stuck() const { return stuck_; }
  /// `planned`: nothing of it was done.
  void tell(const Tool& tool, bool planned) const;

 private:
  struct Group {
    std::size_t leads = 0;
    std::string first;  // the lead that was met first
  };
  struct Rearmed {
    std::size_t leads = 0, sooner = 0, later = 0, begins = 0, ends = 0, at_once = 0;
  };

  /// The timers of a lead that moved.
  void add_timers(const LeadMove& move);
  void tell_json(bool planned) const;
  void tell_stuck() const;
  void tell_tables(bool planned) const;
  void tell_timers(bool planned) const;
  std::string hint(const std::string& told) const;

  const Workflow* before_;
  const Workflow& after_;
  const std::string tenant_;
  const bool leads_;
  std::size_t moved_ = 0, stuck_ = 0;
  Group at_once_;  // leads of which something is due at once
  std::size_t timers_at_once_ = 0;
  std::map<std::pair<std::string, std::string>, Group> moves_;  // by states
  std::map<std::string, Rearmed> rearmed_;                      // by what
  std::map<std::string, Group> without_;                        // by what
  std::vector<LeadMove> told_;                                  // where every lead is told of
};

std::string to_json(const Deployment& deployment);

}  // namespace relance::tool
