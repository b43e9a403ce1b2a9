// Pages in, Arrow's structs out. All of those are their reader's, by `release`.
#include "relance/table.hpp"

#include <cerrno>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "relance/arrow.h"
#include "relance/error.hpp"
#include "relance/instant.hpp"

namespace relance {
namespace {

/// By Column::Kind, as the specification writes types.
constexpr const char* kFormats[] = {"u", "l", "tsu:UTC", "b"};

constexpr bool may_be_null(Column::Kind kind) {
  return kind == Column::text || kind == Column::instant;
}

/// One bit a row, least significant first.
class Bits {
 public:
  explicit Bits(std::size_t rows) : bytes_((rows + 7) / 8) {}
  void set(std::size_t row) { bytes_[row / 8] |= static_cast<std::uint8_t>(1u << (row % 8)); }
  const void* data() const { return bytes_.data(); }

 private:
  std::vector<std::uint8_t> bytes_;
};

/// What a column's array points to; its own, for a reader may keep one column and release the rest.
struct Cells {
  explicit Cells(std::size_t rows) : bits(rows) {}
  Bits bits;  // which cells are there; of flags: which are set
  std::int64_t absent = 0;
  std::vector<std::int64_t> numbers;
  std::vector<std::int32_t> ends;  // of the texts, behind a 0
  std::string texts;
  const void* buffers[3] = {};
};

void fill_texts(const TablePage& page, int field, Cells& cells) {
  const std::size_t rows = page.count();
  cells.ends.reserve(rows + 1);
  cells.ends.push_back(0);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::string_view text = page.text(row, field);
    if (text.size() > INT32_MAX - cells.texts.size()) {
      throw Fault(ErrorCode::full, "the texts of a column are too long for a batch: 2 GiB or more");
    }
    if (text.empty()) {
      ++cells.absent;
    } else {
      cells.bits.set(row);
      cells.texts.append(text);
    }
    cells.ends.push_back(static_cast<std::int32_t>(cells.texts.size()));
  }
  cells.buffers[1] = cells.ends.data();
  cells.buffers[2] = cells.texts.data();
}

void fill_numbers(const TablePage& page, const Column& column, Cells& cells) {
  cells.numbers.resize(page.count());
  for (std::size_t row = 0; row < cells.numbers.size(); ++row) {
    const std::int64_t number = page.number(row, column.field);
    if (column.kind == Column::instant && number == kNever.us) {
      ++cells.absent;
    } else {
      cells.bits.set(row);
      cells.numbers[row] = number;
    }
  }
  cells.buffers[1] = cells.numbers.data();
}

void fill_flags(const TablePage& page, int field, Cells& cells) {
  const std::size_t rows = page.count();
  for (std::size_t row = 0; row < rows; ++row) {
    if (page.number(row, field) != 0) cells.bits.set(row);
  }
  cells.buffers[1] = cells.bits.data();
}

void release_column(ArrowArray* column) noexcept {
  delete static_cast<Cells*>(column->private_data);
  column->release = nullptr;
}

void fill_column(const TablePage& page, const Column& column, ArrowArray& array) {
  auto cells = std::make_unique<Cells>(page.count());
  if (column.kind == Column::text) {
    fill_texts(page, column.field, *cells);
  } else if (column.kind == Column::flag) {
    fill_flags(page, column.field, *cells);
  } else {
    fill_numbers(page, column, *cells);
  }
  if (cells->absent != 0) cells->buffers[0] = cells->bits.data();
  array.length = static_cast<std::int64_t>(page.count());
  array.null_count = cells->absent;
  array.n_buffers = column.kind == Column::text ? 3 : 2;
  array.buffers = cells->buffers;
  array.release = release_column;
  array.private_data = cells.release();
}

/// The structs of the columns of a batch or a schema, and the places that point to them.
template <class Struct>
struct Parts {
  explicit Parts(std::size_t count) : parts(count), places(count) {
    for (std::size_t i = 0; i < count; ++i) places[i] = &parts[i];
  }
  std::vector<Struct> parts;
  std::vector<Struct*> places;
  const void* buffers[1] = {};  // of a batch: no row is absent as a whole
};

/// Releases the columns that the reader has not taken, then the whole.
template <class Struct>
void release_whole(Struct* whole) noexcept {
  for (std::int64_t i = 0; i < whole->n_children; ++i) {
    if (whole->children[i]->release != nullptr) whole->children[i]->release(whole->children[i]);
  }
  delete static_cast<Parts<Struct>*>(whole->private_data);
  whole->release = nullptr;
}

/// A batch or a schema whose columns are still empty.
template <class Struct>
Parts<Struct>& make_whole(std::size_t columns, Struct& whole) {
  auto* owned = new Parts<Struct>(columns);
  whole = {};
  whole.n_children = static_cast<std::int64_t>(columns);
  whole.children = owned->places.data();
  whole.release = release_whole<Struct>;
  whole.private_data = owned;
  return *owned;
}

void make_schema(std::span<const Column> columns, ArrowSchema& schema) {
  auto& whole = make_whole(columns.size(), schema);
  schema.format = "+s";
  schema.name = "";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    whole.parts[i].format = kFormats[columns[i].kind];
    whole.parts[i].name = columns[i].name;
    whole.parts[i].flags = may_be_null(columns[i].kind) ? ARROW_FLAG_NULLABLE : 0;
    whole.parts[i].release = [](ArrowSchema* column) noexcept { column->release = nullptr; };
  }
}

void make_batch(std::span<const Column> columns, const TablePage& page, ArrowArray& batch) {
  ArrowArray made;
  auto& whole = make_whole(columns.size(), made);
  made.length = static_cast<std::int64_t>(page.count());
  made.n_buffers = 1;
  made.buffers = whole.buffers;
  try {
    for (std::size_t i = 0; i < columns.size(); ++i) fill_column(page, columns[i], whole.parts[i]);
  } catch (...) {
    made.release(&made);
    throw;
  }
  batch = made;
}

struct Stream {
  std::span<const Column> columns;
  NextPage next;
  std::unique_ptr<TablePage> page;  // read and not handed out
  std::string error;                // of the last call
};

/// Runs a call of a stream; 0, or the errno of what it throws.
template <class Body>
int answer(ArrowArrayStream* stream, Body body) noexcept {
  Stream& self = *static_cast<Stream*>(stream->private_data);
  try {
    self.error.clear();
    body(self);
    return 0;
  } catch (const Fault& fault) {
    try {
      self.error = fault.what();
    } catch (const std::bad_alloc&) {  // then the number must do
    }
    return fault.code() == ErrorCode::busy ? EBUSY : EIO;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  } catch (...) {
    return EIO;
  }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* schema) noexcept {
  return answer(stream, [&](Stream& self) { make_schema(self.columns, *schema); });
}

int get_next(ArrowArrayStream* stream, ArrowArray* batch) noexcept {
  return answer(stream, [&](Stream& self) {
    if (self.page == nullptr) self.page = self.next();
    if (self.page == nullptr) {
      *batch = {};  // released, which means the end
    } else {
      make_batch(self.columns, *self.page, *batch);
      self.page.reset();
    }
  });
}

const char* get_last_error(ArrowArrayStream* stream) noexcept {
  const std::string& error = static_cast<Stream*>(stream->private_data)->error;
  return error.empty() ? nullptr : error.c_str();
}

void release(ArrowArrayStream* stream) noexcept {
  delete static_cast<Stream*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

void make_stream(std::span<const Column> columns, NextPage next, ArrowArrayStream* stream) {
  std::unique_ptr<TablePage> first = next();
  auto* self = new Stream{columns, std::move(next), std::move(first), {}};
  *stream = {get_schema, get_next, get_last_error, release, self};
}

}  // namespace relance
