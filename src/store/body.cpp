#include "store/body.hpp"

namespace relance {
namespace {

constexpr std::size_t kChecksumBytes = 4;

std::uint32_t checksum(std::uint64_t columns, std::string_view bytes) {
  Checksum sum;
  sum.add(columns);
  sum.add(bytes);
  return static_cast<std::uint32_t>(sum.sum());
}

}  // namespace

Writer begin_body(std::string& body, std::uint8_t version) {
  body.assign(1, static_cast<char>(version));
  return Writer(body);
}

void end_body(std::uint64_t columns, std::string& body) {
  const std::uint32_t sum = checksum(columns, body);
  Writer out(body);
  for (int i = 0; i < 4; ++i) out.byte(static_cast<std::uint8_t>(sum >> (8 * i)));
}

std::optional<Reader> open_body(std::string_view body, std::uint64_t columns, std::uint8_t newest) {
  if (body.size() < 1 + kChecksumBytes) return std::nullopt;
  const std::string_view bytes = body.substr(0, body.size() - kChecksumBytes);
  Reader tail(body.substr(bytes.size()));
  std::uint32_t stored = 0;
  for (int i = 0; i < 4; ++i) stored |= std::uint32_t{tail.byte()} << (8 * i);
  if (stored != checksum(columns, bytes)) return std::nullopt;
  Reader in(bytes);
  const std::uint8_t version = in.byte();
  if (version == 0 || version > newest) return std::nullopt;
  return in;
}

std::uint8_t version_of(std::string_view body) { return static_cast<std::uint8_t>(body.front()); }

void write_value(const Value& value, Writer& out) {
  out.byte(static_cast<std::uint8_t>(value.type));
  if (value.type == Type::text) {
    out.text(value.text);
  } else if (value.type != Type::absent) {
    out.whole(value.number);
  }
}

void read_value(Reader& in, Value& value) {
  const std::uint8_t type = in.byte();
  if (type > static_cast<std::uint8_t>(Type::place)) in.spoil();
  value.type = in.good() ? static_cast<Type>(type) : Type::absent;
  value.number = 0;
  value.text.clear();
  if (value.type == Type::text) {
    value.text = in.text();
  } else if (value.type != Type::absent) {
    value.number = in.whole();
  }
  if (value.type == Type::place && !is_place(value.number)) in.spoil();
}

}  // namespace relance
