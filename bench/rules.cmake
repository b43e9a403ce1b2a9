find_package(yaml-cpp REQUIRED)
relance_bench(rules ROOMS workflow LIBRARIES yaml-cpp SOURCES rules.cpp rules_text.cpp)
