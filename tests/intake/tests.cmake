find_package(rapidcheck REQUIRED)
relance_test(csv ROOMS intake LIBRARIES rapidcheck SOURCES
  intake/csv_test.cpp intake/csv_property_test.cpp)
