relance_room(lifecycle SOURCES lifecycle/lifecycle.cpp DEPENDS model)
