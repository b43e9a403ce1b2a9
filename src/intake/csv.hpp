// Comma-separated text (RFC 4180), read as a stream in bounded memory; a bad record is refused by
// its line and never stops the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "relance/intake.hpp"

namespace relance {

struct CsvLimits {
  std::size_t field = 64 << 10;  // bytes
  std::size_t columns = 1'024;
  std::size_t record = 1 << 20;  // bytes
};

/// Why a record is refused.
enum class CsvProblem : std::uint8_t {
  none = 0,
  nul,           // a NUL byte
  not_utf8,      // bytes that are no UTF-8
  stray_quote,   // a quote inside a field that does not begin with one
  after_quote,   // text between a closing quote and the separator
  open_quote,    // a quote that nothing closes
  long_field,    // longer than CsvLimits::field
  many_columns,  // more than CsvLimits::columns
  long_record,   // longer than CsvLimits::record
};
/// What is wrong and what to do about it, to follow "the record".
std::string_view explain(CsvProblem problem);

struct CsvRecord {
  std::uint64_t line = 0;  // where it begins, 1 and up
  CsvProblem problem = CsvProblem::none;
  std::vector<std::string_view> fields;  // none when there is a problem; valid until the next call
};

/// Reads records with LF, CRLF or CR line breaks; a byte order mark at the beginning and lines
/// without any character are passed over.
///
/// When a quote is left open, reading goes on behind the line where it stands: such a record costs
/// its own line, not the rest of the file.
class CsvReader {
 public:
  explicit CsvReader(ReadBytes read, char separator = ',', const CsvLimits& limits = {});

  /// False at the end; faults are those of the ReadBytes.
  bool next(CsvRecord& record);

 private:
  struct Cell {
    std::size_t begin = 0;  // from begin_, or in aside_
    std::size_t size = 0;
    bool aside = false;
  };

  bool more();
  bool refill();
  void skip_mark();
  void skip_break();
  void skip_line();
  CsvProblem read_cells();
  CsvProblem plain_cell(std::size_t begin);
  CsvProblem quoted_cell();
  CsvProblem rest_of_quoted(std::size_t quote);
  void add(const Cell& cell);
  void note(CsvProblem problem);
  void recover();
  void check_bytes();
  void hand_out(CsvRecord& record);

  ReadBytes read_;
  char separator_;
  CsvLimits limits_;
  std::string buffer_;  // from begin_ on: the record being read
  std::size_t begin_ = 0;
  std::size_t at_ = 0;    // the next byte
  std::size_t cell_ = 0;  // from begin_: where the cell being read begins
  bool ended_ = false, started_ = false;
  std::uint64_t line_ = 1;  // of begin_
  std::vector<Cell> cells_;
  std::size_t columns_ = 0;
  std::string aside_;                    // cells whose quotes were doubled
  CsvProblem noted_ = CsvProblem::none;  // the first problem that leaves the structure readable
};

}  // namespace relance
