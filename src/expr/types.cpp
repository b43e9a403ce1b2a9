#include "expr/types.hpp"

namespace relance::expr {

std::string_view phrase(ValueType type) {
  switch (type) {
    case ValueType::unknown:
      break;
    case ValueType::boolean:
      return "a yes or no";
    case ValueType::integer:
      return "a number";
    case ValueType::real:
      return "a double";
    case ValueType::text:
      return "a text";
    case ValueType::instant:
      return "a time";
    case ValueType::date:
      return "a date";
    case ValueType::days:
      return "a number of days";
    case ValueType::duration:
      return "a duration";
    case ValueType::money:
      return "money";
    case ValueType::null:
      return "null";
    case ValueType::unsigned_integer:
      return "an unsigned number";
    case ValueType::bytes:
      return "bytes";
    case ValueType::list:
      return "a list";
    case ValueType::map:
      return "a map";
  }
  return "something unknown";
}

ValueType value_type(Type declared) {
  switch (declared) {
    case Type::boolean:
      return ValueType::boolean;
    case Type::number:
      return ValueType::integer;
    case Type::text:
      return ValueType::text;
    case Type::date:
      return ValueType::date;
    case Type::time:
      return ValueType::instant;
    case Type::money:
      return ValueType::money;
    case Type::absent:
      break;
  }
  return ValueType::unknown;
}

Scalar::Kind scalar_kind(ValueType type) {
  switch (type) {
    case ValueType::boolean:
      return Scalar::boolean;
    case ValueType::integer:
      return Scalar::integer;
    case ValueType::real:
      return Scalar::real;
    case ValueType::text:
      return Scalar::text;
    case ValueType::instant:
      return Scalar::instant;
    case ValueType::date:
      return Scalar::date;
    case ValueType::days:
      return Scalar::days;
    case ValueType::duration:
      return Scalar::duration;
    case ValueType::money:
      return Scalar::money;
    default:
      return Scalar::failed;
  }
}

}  // namespace relance::expr
