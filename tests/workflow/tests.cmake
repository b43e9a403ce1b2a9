relance_test(workflow ROOMS workflow
  SOURCES workflow/compile_test.cpp)
