relance_room(schema
  SOURCES schema/json.cpp schema/patterns.cpp schema/schema.cpp schema/vocabulary.cpp
  DEPENDS base time model rules)
