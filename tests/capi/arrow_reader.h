/* Reads what a table hands out, cell by cell, as the Arrow specification lays it out. */
#ifndef RELANCE_TESTS_CAPI_ARROW_READER_H
#define RELANCE_TESTS_CAPI_ARROW_READER_H

#include <relance/arrow.h>
#include <relance/relance.h>

/* A stream that is read batch by batch. */
typedef struct table {
  struct ArrowArrayStream stream;
  struct ArrowSchema schema;
  struct ArrowArray batch; /* the one that was read last */
} table;

/* Asks for the columns of a stream that a call has made. */
void begin_table(table* of);
/* Reads the next batch in place of the last one; how many rows it has, 0 at the end. */
int64_t next_batch(table* of);
/* Releases all that has not been released. */
void end_table(table* of);

/* The number of a column; one behind the last when there is none. */
int64_t column_of(const table* of, const char* name);
/* "u" text, "l" number, "tsu:UTC" instant, "b" flag. */
const char* format_of(const table* of, int64_t column);
int is_null(const struct ArrowArray* column, int64_t row);
relance_str text_at(const struct ArrowArray* column, int64_t row);
int64_t number_at(const struct ArrowArray* column, int64_t row);
int flag_at(const struct ArrowArray* column, int64_t row);

#endif
