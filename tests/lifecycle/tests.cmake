relance_test(lifecycle SOURCES lifecycle/lifecycle_test.cpp ROOMS lifecycle)
