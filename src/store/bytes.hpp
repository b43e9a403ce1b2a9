// Bytes of stored bodies: variable-length numbers, checked on the way in.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "relance/instant.hpp"
#include "relance/lead.hpp"

namespace relance {

/// 64 bits over numbers and bytes. Each step is a bijection of what is kept, so that one changed
/// word always changes the sum; not meant to withstand somebody who forges it.
class Checksum {
 public:
  void add(std::uint64_t word) {
    sum_ = (sum_ ^ word) * 0x9E3779B97F4A7C15u;
    sum_ ^= sum_ >> 32;
  }
  void add(std::string_view bytes) {
    add(bytes.size());
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) add(word(bytes.data(), 8));
    add(bytes.empty() ? 0 : word(bytes.data(), bytes.size()));  // nothing may stand nowhere
  }
  std::uint64_t sum() const { return sum_; }

 private:
  /// Least significant byte first on every machine.
  static std::uint64_t word(const char* bytes, std::size_t count) {
    std::uint64_t word = 0;
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(&word, bytes, count);
    } else {
      for (std::size_t i = 0; i < count; ++i) {
        word |= std::uint64_t{static_cast<std::uint8_t>(bytes[i])} << (8 * i);
      }
    }
    return word;
  }

  std::uint64_t sum_ = 0x243F6A8885A308D3u;
};

class Writer {
 public:
  explicit Writer(std::string& bytes) : bytes_(bytes) {}

  void byte(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  /// 7 bits to a byte, least significant first; 1 to 10 bytes.
  void number(std::uint64_t value) {
    char buffer[10];
    std::size_t size = 0;
    for (; value >= 0x80; value >>= 7) buffer[size++] = static_cast<char>(value | 0x80);
    buffer[size++] = static_cast<char>(value);
    bytes_.append(buffer, size);
  }
  /// Zigzag: small magnitudes are short, whatever their sign.
  void whole(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void id(Id value) { number(static_cast<Id>(value + 1)); }  // kNone becomes 0
  void fixed(std::uint64_t value) {
    char buffer[8];
    for (int i = 0; i < 8; ++i) buffer[i] = static_cast<char>(value >> (8 * i));
    bytes_.append(buffer, sizeof buffer);
  }
  void text(std::string_view value) {
    number(value.size());
    bytes_.append(value);
  }
  /// As its distance from `base`.
  void instant(Instant value, Instant base) {
    whole(static_cast<std::int64_t>(static_cast<std::uint64_t>(value.us) -
                                    static_cast<std::uint64_t>(base.us)));
  }
  /// Likewise; kNever is one byte.
  void maybe(Instant value, Instant base) {
    byte(value == kNever ? 0 : 1);
    if (value != kNever) instant(value, base);
  }

 private:
  std::string& bytes_;
};

/// Reads what a Writer wrote. After the first thing that cannot be, everything reads as 0 and
/// `good` stays false; nothing is read or allocated beyond the bytes that are there.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  bool good() const { return good_; }
  bool done() const { return good_ && bytes_.empty(); }
  void spoil() {
    good_ = false;
    bytes_ = {};
  }

  std::uint8_t byte() {
    if (bytes_.empty()) return spoil(), std::uint8_t{0};
    const auto value = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const std::uint8_t next = byte();
      value |= std::uint64_t{next & 0x7Fu} << shift;
      if (next < 0x80) return value;
    }
    spoil();
    return 0;
  }
  /// At most `limit`.
  template <class Number>
  Number number(std::uint64_t limit) {
    const std::uint64_t value = number();
    if (value > limit) return spoil(), Number{0};
    return static_cast<Number>(value);
  }
  template <class Number>
  Number number() {
    return number<Number>(static_cast<Number>(-1));
  }
  std::int64_t whole() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>((value >> 1) ^ (0 - (value & 1)));
  }
  Id id() { return static_cast<Id>(number<std::uint16_t>() - 1); }
  std::uint64_t fixed() {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value |= std::uint64_t{byte()} << (8 * i);
    return value;
  }
  std::string_view text() {
    const auto size = static_cast<std::size_t>(number());
    if (size > bytes_.size()) return spoil(), std::string_view();
    const std::string_view value = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return value;
  }
  Instant instant(Instant base) {
    return {static_cast<std::int64_t>(static_cast<std::uint64_t>(whole()) +
                                      static_cast<std::uint64_t>(base.us))};
  }
  Instant maybe(Instant base) {
    const std::uint8_t there = byte();
    if (there > 1) spoil();
    return there == 1 ? instant(base) : kNever;
  }
  /// How many elements follow; each takes at least one byte.
  std::size_t count() { return number<std::size_t>(bytes_.size()); }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

}  // namespace relance
