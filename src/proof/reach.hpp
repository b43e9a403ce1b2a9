// Where leads can be: the ways of every state in which a lead can rest.
#pragma once

#include <vector>

#include "proof/ways.hpp"

namespace relance::proof {

struct Reach {
  std::vector<Way> ways;
  std::vector<bool> entered;    // by state: a lead can come to it, if only to leave it at once
  std::vector<bool> rests;      // ... and stay until something is told or due
  std::vector<bool> closes;     // some way on from it leads to a closed state
  std::vector<bool> appointed;  // a lead that rests in it has an appointment for certain, told by
                                // the host: within three years
  std::vector<bool> may_be_appointed;  // ... may have one
  std::optional<Endless> endless;
  bool exhausted = false;
};

/// Whether a lead that has gone `way` has an appointment for certain, as Reach::appointed says.
bool is_appointed(const Reach& reach, const Way& way);

Reach explore(const Tables& tables);

}  // namespace relance::proof
