relance_room(expr
  SOURCES expr/advice.cpp expr/builtins.cpp expr/call_checker.cpp expr/checker.cpp expr/compile.cpp
          expr/container_checker.cpp expr/emit_macros.cpp expr/emit_values.cpp expr/emitter.cpp expr/failing.cpp
          expr/fields_read.cpp expr/function_checker.cpp expr/known.cpp expr/known_calls.cpp
          expr/known_sums.cpp expr/lead_functions.cpp expr/lexer.cpp expr/literal.cpp expr/machine.cpp
          expr/macro_checker.cpp expr/may_fail.cpp expr/name_checker.cpp expr/numbers.cpp expr/operand.cpp expr/operators.cpp
          expr/overload_rows.cpp expr/overloads.cpp expr/parser.cpp expr/problem.cpp
          expr/resolver.cpp expr/situation.cpp expr/standard.cpp expr/type_table.cpp expr/types.cpp
          expr/library/arithmetic.cpp expr/library/comparing.cpp expr/library/converting.cpp
          expr/library/format.cpp expr/library/library.cpp expr/library/mathematical.cpp
          expr/library/optional.cpp expr/library/pattern.cpp expr/library/place.cpp expr/library/text.cpp
          expr/library/text_search.cpp expr/library/text_values.cpp expr/library/time.cpp
          expr/library/time_values.cpp expr/library/values.cpp
  DEPENDS base time model
  GUESTS relance::re2)
