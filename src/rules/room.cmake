relance_room(rules
  SOURCES rules/bonds.cpp rules/builtin_fields.cpp rules/check.cpp rules/check_calendars.cpp
          rules/check_deadlines.cpp rules/check_delays.cpp rules/check_effects.cpp
          rules/check_expressions.cpp rules/check_moves.cpp rules/currency.cpp
          rules/document.cpp rules/field_names.cpp rules/index.cpp rules/keys.cpp rules/open_quote.cpp
          rules/precheck.cpp rules/problems.cpp rules/read.cpp rules/read_calendars.cpp
          rules/read_deadlines.cpp rules/read_effects.cpp rules/read_fields.cpp
          rules/read_states.cpp rules/reader.cpp rules/scalar.cpp rules/shapes.cpp rules/syntax.cpp
          rules/values.cpp
  DEPENDS base time model lifecycle expr
  GUESTS yaml-cpp)
