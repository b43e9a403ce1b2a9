find_package(rapidcheck REQUIRED)
relance_test(store
  ROOMS store
  LIBRARIES rapidcheck
  SOURCES store/contract_leads_test.cpp store/contract_commit_test.cpp
          store/contract_scans_test.cpp store/contract_side_test.cpp)
