relance_room(base SOURCES base/source.cpp base/diagnostic.cpp base/suggest.cpp base/hash.cpp base/printable.cpp)
