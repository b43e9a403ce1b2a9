relance_room(report
  SOURCES report/conditions.cpp report/funnel.cpp report/history.cpp report/json.cpp report/table.cpp
          report/timer_words.cpp
  DEPENDS base time model rules engine)
