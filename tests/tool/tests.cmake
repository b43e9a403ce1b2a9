if(TARGET relance_command)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  # How long a refusal may take, and in how much memory (shell.py).
  set(build debug)
  if(RELANCE_SANITIZE)
    set(build sanitized)
  elseif(CMAKE_BUILD_TYPE STREQUAL Release)
    set(build release)
  endif()
  foreach(test tool tool_deploy tool_show tool_words tool_bad_files tool_bad_input tool_bad_places tool_mistakes tool_damage
          tool_draw tool_explain tool_quickstart tool_olist)
    add_test(NAME ${test} COMMAND ${Python3_EXECUTABLE}
             ${CMAKE_CURRENT_SOURCE_DIR}/tool/${test}_test.py $<TARGET_FILE:relance_command>
             ${PROJECT_SOURCE_DIR})
    set_tests_properties(${test} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 1800
                         ENVIRONMENT RELANCE_TEST_BUILD=${build})
  endforeach()
endif()
