#include "intake/csv.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/source.hpp"

namespace relance {
namespace {

constexpr std::size_t kChunk = 64 << 10;

bool is_break(char c) { return c == '\n' || c == '\r'; }

/// LF, CRLF and CR each count once.
std::uint64_t count_breaks(std::string_view text) {
  std::uint64_t n = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) ++n;
    if (text[i] == '\r') ++n;
  }
  return n;
}

}  // namespace

std::string_view explain(CsvProblem problem) {
  switch (problem) {
    case CsvProblem::none:
      return "";
    case CsvProblem::nul:
      return "holds a NUL byte (is it UTF-16?): save the file as CSV in UTF-8";
    case CsvProblem::not_utf8:
      return "is not UTF-8: save the file as CSV in UTF-8";
    case CsvProblem::stray_quote:
      return "has a quote inside a field that does not begin with one: quote the field and double "
             "the quote";
    case CsvProblem::after_quote:
      return "has text between a closing quote and the separator: double the quotes of the text";
    case CsvProblem::open_quote:
      return "opens a quote that nothing closes: close or double it";
    case CsvProblem::long_field:
      return "has a field over 65536 bytes: shorten it, or close a quote that is left open";
    case CsvProblem::many_columns:
      return "has more than 1024 fields: leave out columns that the mapping does not name";
    case CsvProblem::long_record:
      return "is longer than 1048576 bytes: shorten it, or end its line";
  }
  return "";
}

CsvReader::CsvReader(ReadBytes read, char separator, const CsvLimits& limits)
    : read_(std::move(read)), separator_(separator), limits_(limits) {}

bool CsvReader::more() { return at_ < buffer_.size() || refill(); }

bool CsvReader::refill() {
  if (ended_) return false;
  buffer_.erase(0, begin_);
  at_ -= begin_;
  begin_ = 0;
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + kChunk);
  const std::size_t got = read_(std::span<char>(buffer_).subspan(kept));
  buffer_.resize(kept + std::min(got, kChunk));
  ended_ = got == 0;
  return !ended_;
}

void CsvReader::skip_mark() {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  started_ = true;
  for (at_ = 0; at_ < kMark.size(); ++at_) {
    if (!more() || buffer_[at_] != kMark[at_]) break;
  }
  if (at_ < kMark.size()) at_ = 0;
  begin_ = at_;
}

void CsvReader::skip_break() {
  if (!more()) return;
  const bool carriage_return = buffer_[at_] == '\r';
  ++at_;
  if (carriage_return && more() && buffer_[at_] == '\n') ++at_;
}

/// Passes over the rest of the line, keeping nothing of it.
void CsvReader::skip_line() {
  while (more()) {
    const auto from = buffer_.begin() + static_cast<std::ptrdiff_t>(at_);
    const auto end = std::find_if(from, buffer_.end(), is_break);
    begin_ = at_ = static_cast<std::size_t>(end - buffer_.begin());
    if (end != buffer_.end()) return;
  }
}

void CsvReader::add(const Cell& cell) {
  if (cell.size > limits_.field) note(CsvProblem::long_field);
  if (++columns_ > limits_.columns) {
    note(CsvProblem::many_columns);
  } else {
    cells_.push_back(cell);
  }
}

void CsvReader::note(CsvProblem problem) {
  if (noted_ == CsvProblem::none) noted_ = problem;
}

/// A cell without quotes, from `begin` (an offset from begin_) up to its separator or line break.
CsvProblem CsvReader::plain_cell(std::size_t begin) {
  while (more()) {
    const char c = buffer_[at_];
    if (c == separator_ || is_break(c)) break;
    if (c == '"') note(CsvProblem::stray_quote);
    if (at_ - begin_ > limits_.record) return CsvProblem::long_record;
    ++at_;
  }
  add({begin, at_ - begin_ - begin, false});
  return CsvProblem::none;
}

/// A cell that begins with a quote. A problem is returned when the closing quote cannot be known.
CsvProblem CsvReader::quoted_cell() {
  cell_ = at_ - begin_;
  ++at_;
  const std::size_t first = aside_.size();
  bool doubled = false;
  std::size_t copied = cell_ + 1;  // up to here the cell stands in aside_, once quotes are doubled
  while (more()) {
    if (at_ - begin_ - cell_ > 2 * limits_.field + 2) return CsvProblem::long_field;
    if (at_ - begin_ > limits_.record) return CsvProblem::long_record;
    if (buffer_[at_] != '"') {
      ++at_;
      continue;
    }
    const std::size_t closing = at_ - begin_;
    ++at_;
    if (more() && buffer_[at_] == '"') {
      aside_.append(buffer_, begin_ + copied, closing + 1 - copied);
      copied = closing + 2;
      doubled = true;
      ++at_;
      continue;
    }
    if (!doubled) {
      add({cell_ + 1, closing - cell_ - 1, false});
    } else {
      aside_.append(buffer_, begin_ + copied, closing - copied);
      add({first, aside_.size() - first, true});
    }
    return rest_of_quoted(cell_);
  }
  return CsvProblem::open_quote;
}

/// Behind a closing quote: the separator, the line break or the end must follow.
CsvProblem CsvReader::rest_of_quoted(std::size_t quote) {
  if (!more() || buffer_[at_] == separator_ || is_break(buffer_[at_])) return CsvProblem::none;
  const std::string_view cell =
      std::string_view(buffer_).substr(begin_ + quote, at_ - begin_ - quote);
  if (count_breaks(cell) > 0) return CsvProblem::after_quote;  // it was the quote of another field
  note(CsvProblem::after_quote);
  while (more() && buffer_[at_] != separator_ && !is_break(buffer_[at_])) {
    if (at_ - begin_ > limits_.record) return CsvProblem::long_record;
    ++at_;
  }
  return CsvProblem::none;
}

/// Reads up to the line break (or the end) behind the record.
CsvProblem CsvReader::read_cells() {
  for (;;) {
    cell_ = at_ - begin_;
    const bool quoted = more() && buffer_[at_] == '"';
    const CsvProblem problem = quoted ? quoted_cell() : plain_cell(at_ - begin_);
    if (problem != CsvProblem::none) return problem;
    if (!more() || is_break(buffer_[at_])) return CsvProblem::none;
    ++at_;  // the separator
  }
}

/// Goes on behind the line in which the cell that could not be read begins.
void CsvReader::recover() {
  const std::string_view before = std::string_view(buffer_).substr(begin_, cell_);
  line_ += count_breaks(before);
  begin_ += cell_;
  at_ = begin_;
  skip_line();
}

void CsvReader::check_bytes() {
  const std::string_view raw = std::string_view(buffer_).substr(begin_, at_ - begin_);
  if (raw.find('\0') != std::string_view::npos) note(CsvProblem::nul);
  if (first_invalid_utf8(raw) != std::string_view::npos) note(CsvProblem::not_utf8);
  line_ += count_breaks(raw);
}

void CsvReader::hand_out(CsvRecord& record) {
  const std::string_view raw = std::string_view(buffer_).substr(begin_);
  for (const Cell& cell : cells_) {
    const std::string_view from = cell.aside ? std::string_view(aside_) : raw;
    record.fields.push_back(from.substr(cell.begin, cell.size));
  }
}

bool CsvReader::next(CsvRecord& record) {
  record.fields.clear();
  if (!started_) skip_mark();
  begin_ = at_;
  while (more() && is_break(buffer_[at_])) {
    skip_break();
    begin_ = at_;
    ++line_;
  }
  if (!more()) return false;
  record.line = line_;
  cells_.clear();
  aside_.clear();
  columns_ = 0;
  noted_ = CsvProblem::none;
  record.problem = read_cells();
  if (record.problem != CsvProblem::none) {
    recover();
    return true;
  }
  check_bytes();
  record.problem = noted_;
  if (noted_ == CsvProblem::none) hand_out(record);
  return true;
}

}  // namespace relance
