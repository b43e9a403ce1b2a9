relance_room(time
  SOURCES time/calendar.cpp time/civil.cpp time/clock_range.cpp time/delay_text.cpp
          time/explain.cpp time/holidays.cpp time/instant_text.cpp time/zone.cpp
          time/holidays/country_names.cpp
          time/holidays/france.cpp time/holidays/germany.cpp time/holidays/low_countries.cpp
          time/holidays/spain.cpp time/holidays/united_kingdom.cpp
          time/holidays/united_states.cpp
  DEPENDS base
  GUESTS Boost::headers relance::cctz)
