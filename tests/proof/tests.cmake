relance_test(proof
  ROOMS workflow
  SOURCES proof/proof_test.cpp)
relance_test(proof_property LABELS slow ROOMS engine store LIBRARIES engine_support
  SOURCES proof/hostile_host.cpp proof/property_test.cpp proof/random_rules.cpp proof/replay.cpp)
