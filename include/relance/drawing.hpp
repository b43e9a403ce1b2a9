// The rules as a picture, in the languages of programs that lay it out.
#pragma once

#include <cstdint>
#include <string>

#include "relance/workflow.hpp"

namespace relance {

enum class Drawing : std::uint8_t {
  dot = 0,      // for Graphviz
  mermaid = 1,  // for Mermaid, as a flowchart: its state diagrams have no dashed arrows
};
std::string drawing_of(const Workflow& workflow, Drawing language);

}  // namespace relance
