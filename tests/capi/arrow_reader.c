#include "arrow_reader.h"

#include <string.h>

#include "check.h"

void begin_table(table* of) {
  CHECK(of->stream.release != NULL);
  CHECK(of->stream.get_schema(&of->stream, &of->schema) == 0);
  CHECK(says(text(of->schema.format), "+s"));
}

int64_t next_batch(table* of) {
  if (of->batch.release != NULL) of->batch.release(&of->batch);
  CHECK(of->stream.get_next(&of->stream, &of->batch) == 0);
  CHECK(of->stream.get_last_error(&of->stream) == NULL);
  if (of->batch.release == NULL) return 0;
  CHECK(of->batch.length > 0);
  CHECK(of->batch.n_children == of->schema.n_children);
  CHECK(of->batch.offset == 0 && of->batch.n_buffers == 1 && of->batch.buffers[0] == NULL);
  for (int64_t i = 0; i < of->batch.n_children; ++i) {
    const struct ArrowArray* column = of->batch.children[i];
    int64_t nulls = 0;
    for (int64_t row = 0; row < column->length; ++row) nulls += is_null(column, row);
    CHECK(column->length == of->batch.length && column->offset == 0);
    CHECK(column->null_count == nulls);
    CHECK(nulls == 0 || of->schema.children[i]->flags == ARROW_FLAG_NULLABLE);
  }
  return of->batch.length;
}

void end_table(table* of) {
  if (of->batch.release != NULL) of->batch.release(&of->batch);
  if (of->schema.release != NULL) of->schema.release(&of->schema);
  if (of->stream.release != NULL) of->stream.release(&of->stream);
  CHECK(of->batch.release == NULL && of->schema.release == NULL && of->stream.release == NULL);
  memset(of, 0, sizeof(*of));
}

int64_t column_of(const table* of, const char* name) {
  int64_t column = 0;
  while (column < of->schema.n_children && strcmp(of->schema.children[column]->name, name) != 0) {
    ++column;
  }
  return column;
}

const char* format_of(const table* of, int64_t column) {
  return of->schema.children[column]->format;
}

static int bit(const void* bits, int64_t row) {
  return ((const uint8_t*)bits)[row / 8] >> (row % 8) & 1;
}

int is_null(const struct ArrowArray* column, int64_t row) {
  return column->buffers[0] != NULL && !bit(column->buffers[0], row);
}

relance_str text_at(const struct ArrowArray* column, int64_t row) {
  const int32_t* ends = column->buffers[1];
  const relance_str found = {(const char*)column->buffers[2] + ends[row],
                             (size_t)(ends[row + 1] - ends[row])};
  return found;
}

int64_t number_at(const struct ArrowArray* column, int64_t row) {
  return ((const int64_t*)column->buffers[1])[row];
}

int flag_at(const struct ArrowArray* column, int64_t row) { return bit(column->buffers[1], row); }
