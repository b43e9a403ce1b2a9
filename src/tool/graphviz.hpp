// Graphviz, as a program beside this one.
#pragma once

#include <cstdint>
#include <string>

namespace relance::tool {

/// The SVG that `dot` makes of a picture in its language. Fault storage when there is no such
/// program, it fails, or it has not finished within so many seconds: then it is ended.
std::string svg_of(const std::string& dot, std::uint32_t seconds);

}  // namespace relance::tool
