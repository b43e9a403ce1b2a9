#include "rows.hpp"

#include <algorithm>

namespace {

/// How many of `count` rows from `first` on there are.
std::size_t there(const relance_rows* rows, std::size_t first, std::size_t count,
                  const void* target) {
  const std::size_t all = relance_rows_count(rows);
  return target == nullptr || first >= all ? 0 : std::min(count, all - first);
}

}  // namespace

size_t relance_rows_count(const relance_rows* rows) { return rows == nullptr ? 0 : rows->count(); }

relance_str relance_rows_text(const relance_rows* rows, size_t index, relance_field field) {
  if (index >= relance_rows_count(rows)) return {};
  return relance::capi::str(rows->text(index, field));
}

int64_t relance_rows_number(const relance_rows* rows, size_t index, relance_field field) {
  return index < relance_rows_count(rows) ? rows->number(index, field) : 0;
}

size_t relance_rows_texts(const relance_rows* rows, relance_field field, size_t first, size_t count,
                          relance_str* texts) {
  const std::size_t written = there(rows, first, count, texts);
  for (std::size_t i = 0; i < written; ++i) {
    texts[i] = relance::capi::str(rows->text(first + i, field));
  }
  return written;
}

size_t relance_rows_numbers(const relance_rows* rows, relance_field field, size_t first,
                            size_t count, int64_t* numbers) {
  const std::size_t written = there(rows, first, count, numbers);
  for (std::size_t i = 0; i < written; ++i) numbers[i] = rows->number(first + i, field);
  return written;
}

void relance_rows_destroy(relance_rows* rows) { delete rows; }
