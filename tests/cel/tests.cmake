# The public cases of CEL, and random expressions held against another evaluator. They come from npm
# and are prepared once for all builds of this tree; without npm both tests are skipped.
find_package(nlohmann_json REQUIRED)
find_package(Python3 REQUIRED COMPONENTS Interpreter)

add_test(NAME cel_cases COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/cel/prepare.py
         ${PROJECT_SOURCE_DIR})
set_tests_properties(cel_cases PROPERTIES FIXTURES_SETUP cel_cases SKIP_RETURN_CODE 77 TIMEOUT 1800
                     COST 90)

relance_test(cel
  ROOMS expr
  LIBRARIES nlohmann_json::nlohmann_json
  SOURCES cel/main.cpp cel/cases.cpp cel/values.cpp cel/verdicts.cpp cel/debug_text.cpp
          cel/conformance_test.cpp cel/cel_go_test.cpp cel/random_test.cpp
          cel/mutation_test.cpp cel/growth_test.cpp)
set_tests_properties(cel PROPERTIES FIXTURES_REQUIRED cel_cases)
