relance_bench(decide
  ROOMS engine store workflow
  SOURCES decide.cpp lifecycle_rules.cpp lifecycle_stream.cpp lifecycle_switch.cpp
    lifecycle_chart.cpp)
