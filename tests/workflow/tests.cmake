find_package(rapidcheck REQUIRED)
relance_test(workflow
  ROOMS workflow
  LIBRARIES rapidcheck
  SOURCES workflow/compile_test.cpp workflow/difference_test.cpp workflow/dump.cpp workflow/fingerprint_test.cpp
          workflow/property_test.cpp workflow/random_text.cpp workflow/tables_test.cpp)
