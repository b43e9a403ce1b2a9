relance_test(rules
  ROOMS workflow
  SOURCES rules/codes_test.cpp rules/docs_test.cpp rules/document_test.cpp rules/files.cpp
          rules/golden_test.cpp rules/hostile_test.cpp rules/used_keys.cpp rules/values_test.cpp)
