// Content hash: SHA-256 (FIPS 180-4). Used where equal hashes must mean equal content even when
// somebody tries to make two that collide.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace relance {

/// Feed, then finish once.
class Sha256 {
 public:
  void add(std::string_view bytes);
  /// Eight bytes, least significant first.
  void add(std::int64_t number);
  /// The digest; the object is spent.
  std::array<std::uint8_t, 32> finish();

 private:
  void block(const std::uint8_t* bytes);

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> pending_{};
  std::uint64_t size_ = 0;  // bytes so far
};

/// Lower-case hexadecimal digits, two per byte.
std::string hexadecimal(const std::uint8_t* bytes, std::size_t count);

}  // namespace relance
