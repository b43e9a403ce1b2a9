find_package(CLI11 REQUIRED)

relance_room(tool
  SOURCES tool/acting.cpp tool/check.cpp tool/clock.cpp tool/command.cpp tool/dead_letters.cpp tool/deploy.cpp tool/deploy_report.cpp tool/diff.cpp
          tool/draw.cpp tool/export.cpp tool/files.cpp tool/graphviz.cpp tool/options.cpp tool/print.cpp tool/report.cpp tool/rules_file.cpp
          tool/run.cpp tool/run_report.cpp tool/schema.cpp tool/show.cpp
          tool/tick.cpp tool/worklist.cpp
  DEPENDS base time model schema draw workflow engine store intake report
  GUESTS CLI11::CLI11)

add_executable(relance_command tool/main.cpp)
set_target_properties(relance_command PROPERTIES OUTPUT_NAME relance)
target_link_libraries(relance_command PRIVATE relance_tool CLI11::CLI11)
relance_flags(relance_command SHIPPED)
relance_hardened_link(relance_command)
