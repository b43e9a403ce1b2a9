# The examples for other languages, run with the library of this build. Sanitizers would have to be in
# each of their programs.
if(TARGET relance_c AND TARGET relance_command AND NOT RELANCE_SANITIZE)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME hosts COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/hosts/hosts_test.py
           $<TARGET_FILE:relance_c> ${PROJECT_SOURCE_DIR}/capi/include ${PROJECT_BINARY_DIR}
           $<TARGET_FILE:relance_command> ${PROJECT_SOURCE_DIR})
  set_tests_properties(hosts PROPERTIES LABELS slow COST 60 TIMEOUT 3600)
  if(RELANCE_INSTALL)
    add_test(NAME embedding COMMAND ${Python3_EXECUTABLE}
             ${CMAKE_CURRENT_SOURCE_DIR}/hosts/embedding_test.py ${PROJECT_SOURCE_DIR}/docs/embedding.md
             ${PROJECT_BINARY_DIR} ${CMAKE_CURRENT_BINARY_DIR}/embedding)
    set_tests_properties(embedding PROPERTIES LABELS slow COST 20 TIMEOUT 1800)
  endif()
endif()
