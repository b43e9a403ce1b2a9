// A lead in words: where it stands, and why each thing about it was decided as it was.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relance/engine.hpp"

namespace relance {

struct Explained {
  std::uint32_t seq = 0;  // its journal entry; 0: the lead as it stands
  std::string text;       // whole lines, for a reader
  std::string json;       // the same for a program: one object, on one line
};

/// The lead as it stands, then each decision, oldest first; nothing when there is no such lead.
/// `personal`: with what is personal. Reads the whole history.
std::optional<std::vector<Explained>> explain(Engine& engine, std::string_view tenant,
                                              std::string_view lead, bool personal = false);

}  // namespace relance
