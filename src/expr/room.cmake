relance_room(expr
  SOURCES expr/builtins.cpp expr/call_checker.cpp expr/checker.cpp expr/compile.cpp
          expr/emitter.cpp expr/lexer.cpp expr/literal.cpp expr/operand.cpp expr/operators.cpp
          expr/parser.cpp expr/problem.cpp expr/resolver.cpp expr/standard.cpp expr/types.cpp
  DEPENDS base model)
