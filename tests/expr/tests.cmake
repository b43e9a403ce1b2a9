find_package(rapidcheck REQUIRED)
relance_test(expr
  ROOMS expr
  LIBRARIES rapidcheck
  SOURCES expr/evaluate_test.cpp)
