relance_room(draw
  SOURCES draw/colours.cpp draw/dot.cpp draw/drawing.cpp draw/mermaid.cpp draw/picture.cpp draw/sentences.cpp
  DEPENDS base time model rules workflow)
