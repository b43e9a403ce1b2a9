#include "rows.hpp"

size_t relance_rows_count(const relance_rows* rows) { return rows == nullptr ? 0 : rows->count(); }

relance_str relance_rows_text(const relance_rows* rows, size_t index, relance_field field) {
  if (index >= relance_rows_count(rows)) return {};
  return relance::capi::str(rows->text(index, field));
}

int64_t relance_rows_number(const relance_rows* rows, size_t index, relance_field field) {
  return index < relance_rows_count(rows) ? rows->number(index, field) : 0;
}

void relance_rows_destroy(relance_rows* rows) { delete rows; }
