// The picture in the languages of programs that lay it out.
#pragma once

#include <string>
#include <string_view>

#include "draw/picture.hpp"

namespace relance::draw {

/// For Graphviz.
std::string to_dot(const Picture& picture);

/// For Mermaid, as a flowchart: its state diagrams have no dashed arrows.
std::string to_mermaid(const Picture& picture);

/// The colours of a stage: of its states' boxes, and of arrows that lead to it.
struct Colours {
  std::string_view box, arrow;
};
Colours colours_of(Stage stage);

}  // namespace relance::draw
