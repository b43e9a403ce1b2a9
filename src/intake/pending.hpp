// The events of a run before they are told, kept small so that they can be sorted by time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "relance/instant.hpp"

namespace relance {

/// One event that waits for its turn.
struct PendingEvent {
  Instant at;
  const char* row = nullptr;  // in RowKeep
  std::uint64_t line = 0;
  std::uint16_t input = 0;
  std::uint16_t event = 0;  // Mapping::events
  bool first = false;       // the first event of its row carries the person

  /// Time, then order of inputs, line, order in the row.
  bool operator<(const PendingEvent& other) const {
    if (at != other.at) return at < other.at;
    if (input != other.input) return input < other.input;
    if (line != other.line) return line < other.line;
    return event < other.event;
  }
};

/// Keeps the used cells of rows one behind the other.
class RowKeep {
 public:
  /// Stays where it is until the RowKeep ends.
  const char* add(const std::vector<std::string_view>& cells);
  /// The cells of a row that has `count` of them.
  static void get(const char* row, std::size_t count, std::vector<std::string_view>& cells);
  std::size_t bytes() const { return bytes_; }

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t free_ = 0;  // bytes left in the last block
  char* at_ = nullptr;
  std::size_t bytes_ = 0;
};

}  // namespace relance
