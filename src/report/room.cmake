relance_room(report
  SOURCES report/funnel.cpp report/json.cpp report/table.cpp
  DEPENDS base model rules engine)
