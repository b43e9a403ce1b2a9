relance_test(base ROOMS base SOURCES base/source_test.cpp base/suggest_test.cpp base/hash_test.cpp base/printable_test.cpp)
