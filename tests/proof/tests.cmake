relance_test(proof
  ROOMS workflow
  SOURCES proof/guards_test.cpp proof/lengths_test.cpp proof/proof_test.cpp proof/refusal.cpp
          proof/silence_test.cpp)
relance_test(proof_property LABELS slow ROOMS engine store LIBRARIES engine_support
  SOURCES proof/hostile_host.cpp proof/property_test.cpp proof/random_rules.cpp proof/replay.cpp)
set_tests_properties(proof_property PROPERTIES COST 60)
relance_test(proof_rounds ROOMS engine store LIBRARIES engine_support
  SOURCES proof/hostile_host.cpp proof/rounds_test.cpp)
relance_fewer_cases_when_sanitized(proof_property)
if(TARGET relance_command)
  relance_test(audit_command ROOMS engine store LIBRARIES engine_support
    SOURCES proof/audit_command_test.cpp)
  target_compile_definitions(test_audit_command PRIVATE
    RELANCE_COMMAND="$<TARGET_FILE:relance_command>")
  add_dependencies(test_audit_command relance_command)
endif()
