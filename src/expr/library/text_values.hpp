// Values as text.
#pragma once

#include <string>
#include <string_view>

#include "relance/core/scalar.hpp"

namespace relance::expr {

/// "int", "list", "google.protobuf.Timestamp", as type() tells it.
std::string_view type_name(Scalar::Kind kind);

/// "divided by zero", "no such key", ...
std::string_view failure_text(Scalar::Failure why);

/// What string() makes of a scalar: "true", "-3", "1.5", "2009-02-13T23:31:30Z", "5400s".
std::string plain_text(const Scalar& value);
/// The shortest digits that mean the number.
std::string real_text(double value);

}  // namespace relance::expr
