# What editors and programs that show pictures make of our texts. The programs come from npm, once for
# all builds of this tree; without npm both tests are skipped. Sanitizers would watch the command only,
# which the tests of the command do better.
if(TARGET relance_command AND NOT RELANCE_SANITIZE)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  foreach(script agreement mermaid)
    add_test(NAME editor_${script} COMMAND ${Python3_EXECUTABLE}
             ${CMAKE_CURRENT_SOURCE_DIR}/editor/run_script.py ${script}.mjs
             $<TARGET_FILE:relance_command> ${PROJECT_SOURCE_DIR})
    set_tests_properties(editor_${script} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 1800)
  endforeach()
  set_tests_properties(editor_agreement PROPERTIES LABELS slow COST 100)
endif()
