// Random rules texts for the proof: most are such as an author might write, some have one flaw on
// purpose. Each way of an event stands on a line of its own.
#pragma once

#include <cstdint>
#include <string>

namespace relance::test {

struct RandomRules {
  std::string text;
  bool watch = false;
};

RandomRules random_rules(std::uint64_t seed);

}  // namespace relance::test
