// A lead and the words of its rules, for those sources that read leads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "relance/engine.hpp"
#include "relance/error.hpp"
#include "relance/lead.hpp"

namespace relance::capi {

/// The fault about a lead that is not there.
Fault no_such_lead();

/// A lead that is there. Fault unknown when it is not.
Engine::LeadView known_lead(Engine& engine, std::string_view tenant, std::string_view id);

/// The word of an id, empty where there is none.
inline std::string_view word(const std::vector<std::string>& words, Id id) {
  return id < words.size() ? std::string_view(words[id]) : std::string_view();
}

}  // namespace relance::capi
