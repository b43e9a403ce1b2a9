relance_bench(tick ROOMS engine store SOURCES tick.cpp)
