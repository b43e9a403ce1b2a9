relance_test(rules
  ROOMS workflow
  SOURCES rules/codes_test.cpp rules/docs_test.cpp rules/document_test.cpp rules/files.cpp
          rules/golden_test.cpp rules/hostile_test.cpp rules/used_keys.cpp rules/values_test.cpp)
if(RELANCE_SANITIZE)
  # GCC's manual: sanitizers make false warnings of this kind more likely; here, inside <regex>.
  target_compile_options(test_rules PRIVATE -Wno-maybe-uninitialized)
endif()
