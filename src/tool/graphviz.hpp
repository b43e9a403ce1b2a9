// Graphviz, as a program beside this one.
#pragma once

#include <string>

namespace relance::tool {

/// The SVG that `dot` makes of a picture in its language. Fault storage when there is no such
/// program or it fails.
std::string svg_of(const std::string& dot);

}  // namespace relance::tool
