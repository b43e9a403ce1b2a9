find_package(rapidcheck REQUIRED)
relance_test(expr
  ROOMS expr
  LIBRARIES rapidcheck
  SOURCES expr/lexer_test.cpp expr/parser_test.cpp expr/checker_test.cpp expr/evaluate_test.cpp
          expr/limits_test.cpp expr/allocation_test.cpp expr/document_test.cpp
          expr/language_test.cpp expr/may_fail_test.cpp expr/oracle.cpp expr/property_test.cpp support/allocations.cpp)
set_tests_properties(expr PROPERTIES ENVIRONMENT "RC_PARAMS=max_success=10000")
