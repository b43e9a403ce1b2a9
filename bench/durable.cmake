find_package(SQLite3 REQUIRED)
relance_bench(durable
  ROOMS store
  LIBRARIES SQLite::SQLite3
  SOURCES durable.cpp durable_store.cpp durable_peers.cpp)
