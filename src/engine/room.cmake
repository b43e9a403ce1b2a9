relance_room(engine DEPENDS workflow lifecycle model time
  SOURCES engine/answer.cpp engine/attributes.cpp engine/audit.cpp engine/bind.cpp engine/claim.cpp engine/deadline_counts.cpp engine/deadline_log.cpp engine/deploy.cpp engine/effects.cpp
          engine/engine.cpp engine/export.cpp engine/forgotten.cpp engine/lead_move.cpp engine/loaded.cpp engine/outbox.cpp engine/outlook.cpp engine/outlook_deadlines.cpp engine/pages.cpp engine/plan_check.cpp engine/stored_rules.cpp engine/submit.cpp
          engine/tick.cpp engine/translation.cpp engine/translation_deadlines.cpp engine/views.cpp engine/words.cpp engine/work.cpp engine/worklist.cpp)
