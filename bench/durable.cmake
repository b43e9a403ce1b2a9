find_package(SQLite3 REQUIRED)
relance_bench(durable
  ROOMS engine store
  LIBRARIES SQLite::SQLite3
  SOURCES durable.cpp durable_engine.cpp durable_peers.cpp)
