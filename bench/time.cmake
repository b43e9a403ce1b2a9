relance_bench(time ROOMS time SOURCES time.cpp)
