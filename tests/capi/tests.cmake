find_package(Python3 REQUIRED COMPONENTS Interpreter)

# The header alone, by what users compile with.
set(header_alone "#include <relance/relance.h>
#include <relance/relance.h>
int header_alone(void);
int header_alone(void) {
  const relance_event event = RELANCE_EVENT_INIT;
  const relance_attribute attribute = RELANCE_ATTRIBUTE_INIT;
  const relance_open_options open_options = RELANCE_OPEN_OPTIONS_INIT;
  const relance_compile_options compile_options = RELANCE_COMPILE_OPTIONS_INIT;
  const relance_work_filter work_filter = RELANCE_WORK_FILTER_INIT;
  const relance_str text = RELANCE_STR(\"text\");
  return (int)(work_filter.struct_size + event.struct_size + attribute.struct_size + open_options.struct_size +
               compile_options.struct_size + text.size);
}
")
set(standards C_99 C_11 CXX_11 CXX_20)
if(RELANCE_SANITIZE)
  set(standards "")
endif()
foreach(standard IN LISTS standards)
  string(REGEX MATCH "^([A-Z]+)_([0-9]+)$" unused ${standard})
  set(language ${CMAKE_MATCH_1})
  set(year ${CMAKE_MATCH_2})
  string(REPLACE CXX cpp extension ${language})
  string(REPLACE C c extension ${extension})
  set(unit ${CMAKE_CURRENT_BINARY_DIR}/relance_h_${standard}.${extension})
  file(CONFIGURE OUTPUT ${unit} CONTENT "${header_alone}" @ONLY)
  add_library(relance_h_${standard} OBJECT ${unit})
  set_target_properties(relance_h_${standard} PROPERTIES ${language}_STANDARD ${year})
  target_include_directories(relance_h_${standard} PRIVATE ${PROJECT_SOURCE_DIR}/capi/include)
  target_compile_options(relance_h_${standard} PRIVATE -Wall -Wextra -Wpedantic -Werror)
endforeach()

if(TARGET relance_c)
  add_executable(test_capi capi/first.c capi/deploy.c capi/misuse.c capi/work.c capi/check.c)
  target_link_libraries(test_capi PRIVATE relance::c)
  relance_flags(test_capi)
  add_test(NAME capi COMMAND test_capi ${CMAKE_CURRENT_BINARY_DIR}/capi_first.relance)
  add_test(NAME capi_symbols COMMAND ${Python3_EXECUTABLE}
           ${CMAKE_CURRENT_SOURCE_DIR}/capi/symbols.py
           ${PROJECT_SOURCE_DIR}/capi/include/relance/relance.h $<TARGET_FILE:relance_c>)

  relance_test(capi_threads SOURCES capi/threads_test.cpp LIBRARIES relance::c Threads::Threads
               LABELS threads)
  relance_test(capi_damaged SOURCES capi/damaged_test.cpp LIBRARIES relance::c SQLiteCpp)
endif()
