find_package(Python3 REQUIRED COMPONENTS Interpreter)

if(NOT RELANCE_SANITIZE)
  add_test(NAME capi_header_alone COMMAND ${Python3_EXECUTABLE}
           ${CMAKE_CURRENT_SOURCE_DIR}/capi/header_alone.py ${PROJECT_SOURCE_DIR}/capi/include)
endif()

if(TARGET relance_c)
  add_executable(test_capi capi/first.c capi/deploy.c capi/fork.c capi/intake.c capi/messages.c
                 capi/misuse.c capi/pages.c capi/streams.c capi/tables.c capi/words.c capi/work.c capi/check.c
                 capi/arrow_reader.c)
  target_link_libraries(test_capi PRIVATE relance::c)
  relance_flags(test_capi)
  add_test(NAME capi COMMAND test_capi ${CMAKE_CURRENT_BINARY_DIR}/capi_first.relance)
  add_test(NAME capi_symbols COMMAND ${Python3_EXECUTABLE}
           ${CMAKE_CURRENT_SOURCE_DIR}/capi/symbols.py
           ${PROJECT_SOURCE_DIR}/capi/include/relance/relance.h $<TARGET_FILE:relance_c>
           ${PROJECT_SOURCE_DIR}/packaging/debian/librelance1/symbols)

  # What a caller may do wrong. calls.c is the table of all functions.
  add_library(capi_calls OBJECT capi/calls.c capi/world.c capi/picture.c capi/check.c capi/arrow_reader.c)
  target_link_libraries(capi_calls PUBLIC relance::c)
  relance_flags(capi_calls)
  add_executable(test_capi_border capi/border.c capi/elements.c)
  target_link_libraries(test_capi_border PRIVATE capi_calls)
  relance_flags(test_capi_border)
  add_test(NAME capi_border COMMAND test_capi_border)
  add_test(NAME capi_calls COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/capi/covered.py
           $<TARGET_FILE:relance_c> $<TARGET_FILE:test_capi_border>)

  add_executable(test_capi_memory capi/memory.c capi/shortage.cpp)
  target_link_libraries(test_capi_memory PRIVATE capi_calls)
  relance_flags(test_capi_memory)
  set(every 1)
  if(RELANCE_SANITIZE)
    set(every 7)  # each takes much longer
  endif()
  add_test(NAME capi_memory
           COMMAND test_capi_memory ${CMAKE_CURRENT_BINARY_DIR}/capi_memory.relance ${every})
  set_tests_properties(capi_memory PROPERTIES LABELS slow COST 60 TIMEOUT 3600)
  if(NOT RELANCE_SANITIZE)
    foreach(program test_capi test_capi_border)
      add_test(NAME ${program}_valgrind
               COMMAND valgrind --quiet --error-exitcode=9 --leak-check=full
                       --errors-for-leak-kinds=definite,indirect,possible $<TARGET_FILE:${program}>
                       ${CMAKE_CURRENT_BINARY_DIR}/${program}_valgrind.relance)
      set_tests_properties(${program}_valgrind PROPERTIES LABELS slow COST 60 TIMEOUT 3600)
    endforeach()
  endif()

  # Any sequence of calls: found by libFuzzer (preset fuzz), kept in corpus/, replayed here.
  file(GLOB corpus CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/capi/corpus/*)
  add_executable(test_capi_replay capi/replay.c capi/fuzz.c)
  target_link_libraries(test_capi_replay PRIVATE capi_calls)
  relance_flags(test_capi_replay)
  add_test(NAME capi_replay COMMAND test_capi_replay ${corpus})
  if(RELANCE_BUILD_FUZZ)
    add_executable(fuzz_capi capi/fuzz.c)
    target_link_libraries(fuzz_capi PRIVATE capi_calls)
    target_link_options(fuzz_capi PRIVATE -fsanitize=fuzzer)
    set_target_properties(fuzz_capi PROPERTIES LINKER_LANGUAGE CXX)  # checks of C++ need its runtime
  endif()

  relance_test(capi_threads SOURCES capi/threads_test.cpp capi/shared_file_test.cpp LIBRARIES relance::c Threads::Threads
               LABELS threads)
  relance_test(capi_damaged SOURCES capi/damaged_test.cpp LIBRARIES relance::c SQLiteCpp)

  # The gate: today's interface against what each release promised (abi.py says how a promise is written).
  add_library(capi_layout OBJECT capi/layout.c)
  target_link_libraries(capi_layout PRIVATE relance::c)
  file(GLOB promises RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/capi/released CONFIGURE_DEPENDS
       ${CMAKE_CURRENT_SOURCE_DIR}/capi/released/*)
  foreach(promise IN LISTS promises)
    set(released ${CMAKE_CURRENT_SOURCE_DIR}/capi/released/${promise})
    add_executable(test_capi_client_${promise} ${released}/client.c)
    target_include_directories(test_capi_client_${promise} BEFORE PRIVATE ${released})
    target_link_libraries(test_capi_client_${promise} PRIVATE relance::c)
    relance_flags(test_capi_client_${promise})
    add_test(NAME capi_client_${promise} COMMAND test_capi_client_${promise})
  endforeach()
  if(NOT RELANCE_SANITIZE)
    add_test(NAME capi_abi COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/capi/abi.py check
             ${PROJECT_SOURCE_DIR}/capi/include)
    add_test(NAME capi_abi_finds_planted_changes COMMAND ${Python3_EXECUTABLE}
             ${CMAKE_CURRENT_SOURCE_DIR}/capi/abi_test.py)
  endif()
endif()
