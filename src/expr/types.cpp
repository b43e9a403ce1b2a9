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
    case ValueType::place:
      return "a place";
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
    case ValueType::type:
      return "a type";
    case ValueType::optional:
      return "an optional value";
    case ValueType::dyn:
      return "a value of any type";
    case ValueType::named:
      return "a message";
    case ValueType::wrapper:
      return "a value or null";
    case ValueType::parameter:
      break;
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
    case Type::place:
      return ValueType::place;
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
    case ValueType::place:
      return Scalar::place;
    case ValueType::null:
      return Scalar::null;
    case ValueType::unsigned_integer:
      return Scalar::unsigned_integer;
    case ValueType::bytes:
      return Scalar::bytes;
    case ValueType::list:
      return Scalar::list;
    case ValueType::map:
      return Scalar::map;
    case ValueType::type:
      return Scalar::type;
    case ValueType::optional:
      return Scalar::optional;
    default:
      return Scalar::failed;
  }
}

}  // namespace relance::expr
