#include "report/table.hpp"

#include <algorithm>
#include <array>

#include "base/printable.hpp"
#include "base/source.hpp"

namespace relance {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr std::string_view kGap = "  ";

struct Block {
  std::uint32_t first, last;
};
// Whole blocks of the Unicode standard, coarse on purpose: a misaligned rare sign does no harm.
constexpr std::array kZeroWidth = {Block{0x0300, 0x036F}, Block{0x200B, 0x200F},
                                   Block{0x20D0, 0x20FF}, Block{0xFE00, 0xFE0F},
                                   Block{0xFE20, 0xFE2F}};
constexpr std::array kWide = {
    Block{0x1100, 0x115F}, Block{0x2E80, 0xA4CF}, Block{0xAC00, 0xD7A3},   Block{0xF900, 0xFAFF},
    Block{0xFE30, 0xFE6F}, Block{0xFF00, 0xFF60}, Block{0x1F300, 0x1FAFF}, Block{0x20000, 0x3FFFD}};

template <class Blocks>
bool among(const Blocks& blocks, std::uint32_t value) {
  return std::any_of(blocks.begin(), blocks.end(), [value](const Block& block) {
    return block.first <= value && value <= block.last;
  });
}

std::size_t width_of(std::uint32_t value) {
  if (among(kZeroWidth, value)) return 0;
  return among(kWide, value) ? 2 : 1;
}

std::string cut(const std::string& text, std::size_t widest) {
  if (display_width(text) <= widest) return text;
  std::size_t width = 1;  // of the ellipsis
  std::size_t end = 0;
  while (end < text.size()) {
    const std::size_t size = std::max<std::size_t>(code_point_size(text, end), 1);
    width += width_of(code_point(text, end, size));
    if (width > widest) break;
    end += size;
  }
  return text.substr(0, end).append(kEllipsis);
}

void append_cell(std::string& line, const std::string& cell, std::size_t width, Align align) {
  const std::string pad(width - display_width(cell), ' ');
  line += align == Align::right ? pad + cell : cell + pad;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = std::max<std::size_t>(code_point_size(text, i), 1);
    width += width_of(code_point(text, i, size));
    i += size;
  }
  return width;
}

void TextTable::add(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) cell = printable(cell);
  rows_.push_back(std::move(cells));
}

std::string TextTable::to_text() const {
  std::vector<Row> rows = rows_;
  for (Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = cut(row[i], columns_[i].widest);
  }
  return to_text(rows);
}

std::string TextTable::to_whole_text() const { return to_text(rows_); }

std::string TextTable::to_text(const std::vector<Row>& rows) const {
  std::vector<std::size_t> widths;
  Row titles;
  for (const Column& column : columns_) {
    widths.push_back(display_width(column.title));
    titles.push_back(column.title);
  }
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  std::string out;
  const auto print = [&](const Row& row) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += kGap;
      append_cell(line, row[i], widths[i], columns_[i].align);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  };
  print(titles);
  for (const Row& row : rows) print(row);
  return out;
}

}  // namespace relance
