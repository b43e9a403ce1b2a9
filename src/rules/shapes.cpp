#include "rules/keys.hpp"

namespace relance::rules {

std::string_view description(Shape shape) {
  switch (shape) {
    case Shape::word:
      return "one word";
    case Shape::number:
      return "a whole number";
    case Shape::flag:
      return "true or false";
    case Shape::delay:
      return "a length of time such as `20 min`";
    case Shape::expression:
      return "an expression, best in quotes";
    case Shape::section:
    case Shape::sections:
    case Shape::names:
      return "a map (`key: value` lines)";
    case Shape::transitions:
      return "a map from events to states";
    case Shape::list:
    case Shape::words:
    case Shape::dates:
      return "a list (`[a, b]`, or lines that begin with `-`)";
    case Shape::week:
      return "a map from days to windows, such as `mon-fri: [09:00-18:00]`";
    case Shape::special:
      return "a map from dates to windows, such as `2026-12-26: [10:00-17:00]`";
    case Shape::values:
      return "a map from fields to values";
    case Shape::rates:
      return "a map from names to rates";
    case Shape::anything:
      break;
  }
  return "anything";
}

}  // namespace relance::rules
