relance_test(schema
  ROOMS schema
  SOURCES schema/schema_test.cpp)
