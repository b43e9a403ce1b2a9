relance_test(time ROOMS time
  SOURCES time/calendar_test.cpp time/civil_test.cpp time/clock_range_test.cpp
          time/delay_text_test.cpp time/explain_test.cpp time/holidays_test.cpp
          time/instant_text_test.cpp time/open_hours_test.cpp time/zone_table_test.cpp
          time/zone_test.cpp
  LIBRARIES rapidcheck)

# Against outsiders: the PyPI package `holidays`, pinned in oracle.sh, and Python's zoneinfo. Under
# sanitizers a few zones are enough: all of them run the same code.
foreach(program holidays_print business_time_answers)
  add_executable(time_${program} time/${program}.cpp)
  target_link_libraries(time_${program} PRIVATE relance_time)
  relance_flags(time_${program})
endforeach()
set(time_tests ${CMAKE_CURRENT_SOURCE_DIR}/time)
add_test(NAME time_holidays_oracle
         COMMAND ${time_tests}/oracle.sh ${PROJECT_BINARY_DIR}/oracle
                 ${time_tests}/holidays_oracle.py $<TARGET_FILE:time_holidays_print>)
set_tests_properties(time_holidays_oracle PROPERTIES TIMEOUT 1800)
set(some_zones Europe/Paris America/Havana Australia/Lord_Howe Pacific/Apia Antarctica/Troll)
set(zones_asked some)
if(NOT RELANCE_SANITIZE)
  list(APPEND zones_asked all)
endif()
foreach(zones IN LISTS zones_asked)
  set(name time_business_time_oracle_${zones}_zones)
  add_test(NAME ${name}
           COMMAND python3 ${time_tests}/business_time_oracle.py
                   $<TARGET_FILE:time_business_time_answers> ${${zones}_zones})
  set_tests_properties(${name} PROPERTIES TIMEOUT 1800 PROCESSORS 2)
endforeach()
if(NOT RELANCE_SANITIZE)
  set_tests_properties(time_business_time_oracle_all_zones PROPERTIES LABELS slow COST 60)
endif()
