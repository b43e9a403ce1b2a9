find_package(rapidcheck REQUIRED)
find_package(SQLiteCpp REQUIRED)
relance_test(store
  ROOMS store
  LIBRARIES rapidcheck SQLiteCpp
  SOURCES store/contract_leads_test.cpp store/contract_commit_test.cpp
          store/contract_scans_test.cpp store/contract_side_test.cpp
          store/codec_test.cpp store/sqlite_disk_test.cpp store/sqlite_fault_test.cpp
          store/sqlite_file_test.cpp store/sqlite_log_test.cpp store/sqlite_shared_test.cpp)
