// The frame around every stored body, and the values inside.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "relance/value.hpp"
#include "store/bytes.hpp"

namespace relance {

/// Starts a body: its version.
Writer begin_body(std::string& body);
/// Ends it: four bytes of checksum.
void end_body(std::uint64_t columns, std::string& body);
/// The fields of a body whose version and checksum are right.
std::optional<Reader> open_body(std::string_view body, std::uint64_t columns);

void write_value(const Value& value, Writer& out);
void read_value(Reader& in, Value& value);

}  // namespace relance
