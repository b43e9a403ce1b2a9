relance_room(proof
  SOURCES proof/cycles.cpp proof/due.cpp proof/guards.cpp proof/hearing.cpp proof/late.cpp proof/lengths.cpp proof/places.cpp proof/player.cpp proof/player_rounds.cpp proof/proof.cpp
          proof/reach.cpp proof/reads.cpp proof/rehearsal.cpp proof/silence.cpp proof/story.cpp proof/unreached.cpp proof/values.cpp proof/ways.cpp
  DEPENDS rules expr)
