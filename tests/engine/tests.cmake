add_library(engine_support STATIC engine/support.cpp)
target_include_directories(engine_support PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(engine_support PUBLIC relance_engine relance_store PRIVATE fmt::fmt)
relance_flags(engine_support)

relance_test(engine ROOMS engine store LIBRARIES engine_support
  SOURCES engine/allocation_test.cpp engine/answers_test.cpp engine/carried_test.cpp
          engine/deadlines_test.cpp
          engine/deploy_test.cpp engine/guards_test.cpp engine/lanes_test.cpp
          engine/mapped_moves_test.cpp engine/moved_deadlines_test.cpp engine/moved_pauses_test.cpp
          engine/outbox_test.cpp
          engine/outcomes_test.cpp engine/places_test.cpp engine/record_test.cpp
          engine/submit_test.cpp
          engine/timers_test.cpp engine/waiting_test.cpp support/allocations.cpp)

relance_test(pages ROOMS engine store LIBRARIES engine_support SOURCES engine/pages_test.cpp)

relance_test(deadlines ROOMS engine store LIBRARIES engine_support
  SOURCES engine/deadline_property_test.cpp engine/deadline_oracle.cpp engine/random_rules.cpp)

relance_test(laws ROOMS engine store LIBRARIES engine_support
  SOURCES engine/holder_test.cpp engine/law1_test.cpp engine/random_calls.cpp engine/random_events.cpp
          engine/random_rules.cpp)
set_tests_properties(laws PROPERTIES LABELS slow COST 120)
relance_fewer_cases_when_sanitized(laws)

relance_test(crash ROOMS engine store LIBRARIES engine_support
  SOURCES engine/crash_test.cpp engine/host_calls.cpp engine/witness.cpp)
set_tests_properties(crash PROPERTIES LABELS slow COST 15)

relance_test(shared_engine ROOMS engine store LIBRARIES engine_support
  SOURCES engine/shared_engine_test.cpp engine/host_calls.cpp engine/witness.cpp
          engine/random_calls.cpp engine/random_events.cpp engine/random_rules.cpp)
set_tests_properties(shared_engine PROPERTIES COST 20)

relance_test(durable_engine ROOMS engine store LIBRARIES engine_support SQLiteCpp
  SOURCES engine/durable_engine_test.cpp engine/audit_test.cpp engine/damaged_lead_test.cpp
          engine/host_calls.cpp)

relance_test(law6 ROOMS engine store LIBRARIES engine_support
  SOURCES engine/law6_test.cpp engine/expected_timers.cpp engine/random_calls.cpp engine/random_events.cpp
          engine/random_rules.cpp engine/random_versions.cpp)
set_tests_properties(law6 PROPERTIES LABELS slow COST 15)

relance_test(deploy_load ROOMS engine store LIBRARIES engine_support LABELS threads
  SOURCES engine/deploy_load_test.cpp)
