// Another version of random rules, and what of the one is what in the other.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/random_rules.hpp"
#include "relance/deploy.hpp"

namespace relance::test {

struct OtherVersion {
  std::string text;
  std::vector<MovePlan::Mapping> map;         // as a plan is told
  std::map<std::string, std::string> states;  // by their old names; the others are called as before
  std::map<std::string, std::string> lanes, deadlines, steps;  // likewise; deadlines: "-" is gone
  std::string gone;         // the state that is no more, by its old name; empty: all are there
  bool same_places = true;  // the lines, steps and deadlines have the numbers that they had
};

/// What random_rules() wrote, with other delays, other names, and things gone and added.
OtherVersion other_version(const std::string& text, Draw& draw);

}  // namespace relance::test
