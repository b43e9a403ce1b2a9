relance_room(proof
  SOURCES proof/cycles.cpp proof/due.cpp proof/places.cpp proof/proof.cpp proof/reach.cpp
          proof/ways.cpp
  DEPENDS rules)
