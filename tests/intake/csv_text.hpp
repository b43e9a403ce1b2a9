// CSV text for the reader, given in pieces of any size.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/csv.hpp"

namespace relance {

/// Gives `text` in pieces of at most `piece` bytes.
inline ReadBytes read_pieces(std::string text, std::size_t piece) {
  auto rest = std::make_shared<std::pair<std::string, std::size_t>>(std::move(text), 0);
  return [rest, piece](std::span<char> into) {
    const std::size_t left = rest->first.size() - rest->second;
    const std::size_t n = std::min({left, piece, into.size()});
    std::copy_n(rest->first.begin() + static_cast<std::ptrdiff_t>(rest->second), n, into.begin());
    rest->second += n;
    return n;
  };
}

struct ReadRecord {
  std::uint64_t line = 0;
  CsvProblem problem = CsvProblem::none;
  std::vector<std::string> fields;
  bool operator==(const ReadRecord&) const = default;
};

inline std::vector<ReadRecord> read_csv(std::string text, std::size_t piece = 1 << 20,
                                        char separator = ',') {
  CsvReader reader(read_pieces(std::move(text), piece), separator);
  std::vector<ReadRecord> records;
  CsvRecord record;
  while (reader.next(record)) {
    records.push_back({record.line, record.problem, {record.fields.begin(), record.fields.end()}});
  }
  return records;
}

}  // namespace relance
