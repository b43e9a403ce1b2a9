// Tables for programs that read Arrow (pandas, Polars, DuckDB, ...), through its C stream
// interface.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

struct ArrowArrayStream;  // relance/arrow.h

namespace relance {

/// A stretch of rows, read by row and field.
class TablePage {
 public:
  TablePage() = default;
  TablePage(const TablePage&) = delete;
  TablePage& operator=(const TablePage&) = delete;
  virtual ~TablePage() = default;
  virtual std::size_t count() const = 0;
  virtual std::string_view text(std::size_t row, int field) const = 0;
  virtual std::int64_t number(std::size_t row, int field) const = 0;
};

/// A column of a table, and the field that stands in it.
struct Column {
  enum Kind : std::uint8_t {
    text,     // UTF-8; null where it is empty
    integer,  // 64 bits
    instant,  // microseconds, UTC; null where it is kNever
    flag,     // a number that is not 0
  };
  const char* name;  // lives for ever, as the span of the columns does
  Kind kind;
  int field;
};

/// The next page, with at least one row; null behind the last one. What it throws is what the
/// reader of the stream is told; it may be called again.
using NextPage = std::function<std::unique_ptr<TablePage>()>;

/// Makes `stream` hand out these pages, each as a batch of its own, so that one is in memory at a
/// time. The first page is read at once, so that what is wrong is thrown here. The caller releases
/// the stream; batches may be used after it.
void make_stream(std::span<const Column> columns, NextPage next, ArrowArrayStream* stream);

}  // namespace relance
