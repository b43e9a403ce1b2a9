relance_test(proof
  ROOMS workflow
  SOURCES proof/proof_test.cpp)
