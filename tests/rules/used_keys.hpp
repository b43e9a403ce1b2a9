// The table of keys walked: all of it, or along a text.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <utility>

#include "rules/keys.hpp"

namespace relance {

using UsedKeys = std::set<std::pair<rules::Section, std::string_view>>;

/// The keys that a text uses, which may be a part of a rules file.
UsedKeys used_keys(const std::string& text);

/// Each key of each section that can be reached from the root, once; `path` is for messages.
void for_each_key(
    const std::function<void(const rules::Key&, rules::Section, const std::string& path)>& visit);

}  // namespace relance
