find_package(SQLite3 REQUIRED)
relance_bench(olist
  ROOMS intake report store workflow
  LIBRARIES SQLite::SQLite3
  SOURCES olist.cpp olist_bare.cpp)
target_compile_definitions(bench_olist PRIVATE RELANCE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
