relance_bench(deploy ROOMS engine store SOURCES deploy.cpp)
