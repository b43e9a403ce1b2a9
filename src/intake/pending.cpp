#include "intake/pending.hpp"

#include <algorithm>
#include <cstring>

namespace relance {
namespace {

constexpr std::size_t kBlock = 256 << 10;

}  // namespace

const char* RowKeep::add(const std::vector<std::string_view>& cells) {
  std::size_t size = cells.size() * sizeof(std::uint32_t);
  for (std::string_view cell : cells) size += cell.size();
  if (size > free_) {
    const std::size_t block = std::max(size, kBlock);
    blocks_.push_back(std::make_unique<char[]>(block));
    at_ = blocks_.back().get();
    free_ = block;
    bytes_ += block;
  }
  const char* row = at_;
  for (std::string_view cell : cells) {
    const auto length = static_cast<std::uint32_t>(cell.size());
    std::memcpy(at_, &length, sizeof length);
    at_ += sizeof length;
    std::memcpy(at_, cell.data(), cell.size());
    at_ += cell.size();
  }
  free_ -= size;
  return row;
}

void RowKeep::get(const char* row, std::size_t count, std::vector<std::string_view>& cells) {
  cells.clear();
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t length = 0;
    std::memcpy(&length, row, sizeof length);
    row += sizeof length;
    cells.emplace_back(row, length);
    row += length;
  }
}

}  // namespace relance
