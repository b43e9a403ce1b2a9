relance_room(base SOURCES base/source.cpp base/suggest.cpp)
