// Aligned columns for a screen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace relance {

enum class Align : std::uint8_t { left, right };

/// A table that is built row by row and printed once.
class TextTable {
 public:
  struct Column {
    std::string title;
    Align align = Align::left;
    std::size_t widest = 40;  // on a screen: cells beyond are cut and end in an ellipsis
  };

  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}
  /// One cell per column. Control characters are shown as '?', so that no cell commands a terminal.
  void add(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }
  /// For a screen: title line and rows, each ended by a line break, no blanks at the end of a line.
  std::string to_text() const;
  /// For a pipe or a file: nothing is cut.
  std::string to_whole_text() const;

 private:
  using Row = std::vector<std::string>;
  std::string to_text(const std::vector<Row>& rows) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

/// How many columns of a terminal a UTF-8 text takes: combining marks none, East Asian wide
/// characters and emoji two, all others one.
std::size_t display_width(std::string_view text);

}  // namespace relance
