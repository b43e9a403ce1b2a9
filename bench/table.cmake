find_package(SQLite3 REQUIRED)
relance_bench(table SOURCES table.cpp LIBRARIES relance::c SQLite::SQLite3)
