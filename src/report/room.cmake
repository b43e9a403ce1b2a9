relance_room(report
  SOURCES report/funnel.cpp report/history.cpp report/json.cpp report/table.cpp
  DEPENDS base time model rules engine)
