find_package(rapidcheck REQUIRED)
relance_test(csv ROOMS intake LIBRARIES rapidcheck SOURCES
  intake/csv_test.cpp intake/csv_property_test.cpp)
relance_test(intake ROOMS intake store workflow SOURCES
  intake/mapping_test.cpp intake/row_test.cpp intake/import_test.cpp intake/import_whole_test.cpp)
