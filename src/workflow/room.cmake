relance_room(workflow
  SOURCES workflow/attribute_readers.cpp workflow/block_writer.cpp workflow/builder.cpp workflow/compile.cpp
          workflow/difference.cpp workflow/difference_words.cpp workflow/state_renames.cpp
          workflow/normalise.cpp workflow/selection.cpp workflow/tables_builder.cpp
  DEPENDS proof rules)
