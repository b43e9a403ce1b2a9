// What holds between the keys of one section.
#include <algorithm>
#include <array>

#include "rules/keys.hpp"

namespace relance::rules {
namespace {

constexpr std::array<Bond, 4> kAfterBonds = {{
    {Bond::one_of, {"delay", "at"}},
    {Bond::some_of, {"raise", "do"}},
    {Bond::needs, {"since", "delay"}},
    {Bond::needs, {"with", "raise"}},
}};

constexpr std::array<Bond, 1> kEffectBonds = {{
    {Bond::not_both, {"after", "before"}},
}};

constexpr std::array<Bond, 1> kDeadlineBonds = {{
    {Bond::needs, {"warn", "warn_after"}},
}};

}  // namespace

std::span<const Bond> bonds_of(Section section) {
  switch (section) {
    case Section::after:
      return kAfterBonds;
    case Section::effect:
      return kEffectBonds;
    case Section::deadline:
      return kDeadlineBonds;
    default:
      return {};
  }
}

std::string_view short_form(Section section) {
  switch (section) {
    case Section::field:
      return "type";
    case Section::candidate:
      return "to";
    default:
      return {};
  }
}

bool goes_with(const Key& key, std::string_view verb) {
  for (std::string_view rest = key.verbs; !rest.empty();) {
    const std::size_t space = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, space) == verb) return true;
    rest.remove_prefix(std::min(space + 1, rest.size()));
  }
  return false;
}

}  // namespace relance::rules
