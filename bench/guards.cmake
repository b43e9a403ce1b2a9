relance_bench(guards ROOMS expr SOURCES guards.cpp)
