relance_room(workflow
  SOURCES workflow/builder.cpp workflow/compile.cpp workflow/json_writer.cpp
          workflow/normalise.cpp workflow/tables_builder.cpp
  DEPENDS rules)
