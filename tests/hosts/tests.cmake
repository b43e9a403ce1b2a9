# The examples for other languages, run with the library of this build. Sanitizers would have to be in
# each of their programs.
if(TARGET relance_c AND TARGET relance_command AND NOT RELANCE_SANITIZE)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME hosts COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/hosts/hosts_test.py
           $<TARGET_FILE:relance_c> ${PROJECT_SOURCE_DIR}/capi/include ${PROJECT_BINARY_DIR}
           $<TARGET_FILE:relance_command> ${PROJECT_SOURCE_DIR})
  set_tests_properties(hosts PROPERTIES LABELS slow COST 60 TIMEOUT 3600)
endif()
