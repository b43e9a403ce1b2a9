relance_room(base SOURCES base/blanks.cpp base/source.cpp base/diagnostic.cpp base/suggest.cpp base/hash.cpp base/printable.cpp)
