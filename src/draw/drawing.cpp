#include "relance/drawing.hpp"

#include "draw/write.hpp"

namespace relance {

std::string drawing_of(const Workflow& workflow, Drawing language) {
  const draw::Picture picture = draw::picture_of(workflow);
  return language == Drawing::mermaid ? draw::to_mermaid(picture) : draw::to_dot(picture);
}

}  // namespace relance
