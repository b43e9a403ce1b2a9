relance_room(store
  SOURCES store/memory.cpp store/pools.cpp store/write_plan.cpp
  DEPENDS base)
