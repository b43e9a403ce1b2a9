// The frame around every stored body, and the values inside.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "relance/value.hpp"
#include "store/bytes.hpp"
#include "store/codec.hpp"

namespace relance {

/// Starts a body: its version.
Writer begin_body(std::string& body, std::uint8_t version = kBodyVersion);
/// Ends it: four bytes of checksum.
void end_body(std::uint64_t columns, std::string& body);
/// The fields of a body whose checksum is right and whose version is at most `newest`.
std::optional<Reader> open_body(std::string_view body, std::uint64_t columns,
                                std::uint8_t newest = kBodyVersion);
/// The version of a body that was opened.
std::uint8_t version_of(std::string_view body);

void write_value(const Value& value, Writer& out);
void read_value(Reader& in, Value& value);

}  // namespace relance
