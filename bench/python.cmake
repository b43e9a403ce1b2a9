relance_bench(python ROOMS engine store SOURCES python.cpp)
