relance_room(time
  SOURCES time/calendar.cpp time/civil.cpp time/clock_range.cpp time/delay_text.cpp
          time/explain.cpp time/instant_text.cpp time/zone.cpp
  DEPENDS base
  GUESTS Boost::headers ${CCTZ_LIBRARY})
