relance_test(report ROOMS report workflow SOURCES
  report/funnel_test.cpp report/table_test.cpp report/json_test.cpp)
