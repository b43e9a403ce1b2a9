find_package(SQLite3 REQUIRED)
relance_room(store
  SOURCES store/memory.cpp store/memory_commit.cpp store/pools.cpp store/write_plan.cpp store/body.cpp
          store/lead_codec.cpp store/journal_codec.cpp
          store/sqlite/connection.cpp store/sqlite/entry_table.cpp store/sqlite/fault.cpp
          store/sqlite/gathered_log.cpp store/sqlite/journal_table.cpp
          store/sqlite/lead_table.cpp store/sqlite/lock.cpp store/sqlite/open.cpp
          store/sqlite/schema.cpp store/sqlite/side_tables.cpp store/sqlite/sqlite_store.cpp
          store/sqlite/statement.cpp store/sqlite/tenant_table.cpp store/sqlite/verify.cpp
  GUESTS SQLiteCpp SQLite::SQLite3
  DEPENDS base)
