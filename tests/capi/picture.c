/* Everything that the interface tells of an engine, folded into one number (FNV-1a, 64 bits): equal
 * worlds give equal ones. */
#include "arrow_reader.h"
#include "calls.h"
#include "check.h"

enum { kMostFields = 128 }; /* above the last of enum relance_field_value */

static uint64_t fold(uint64_t seed, const void* bytes, size_t size) {
  for (size_t i = 0; i < size; ++i) {
    seed = (seed ^ ((const unsigned char*)bytes)[i]) * UINT64_C(1099511628211);
  }
  return seed;
}

static uint64_t fold_number(uint64_t seed, int64_t number) {
  return fold(seed, &number, sizeof(number));
}

uint64_t picture_of_rows(const relance_rows* rows, uint64_t seed) {
  seed = fold_number(seed, (int64_t)relance_rows_count(rows));
  for (size_t row = 0; row < relance_rows_count(rows); ++row) {
    for (relance_field field = 0; field < kMostFields; ++field) {
      const relance_str words = relance_rows_text(rows, row, field);
      seed = fold_number(seed, (int64_t)words.size);
      seed = fold(seed, words.data, words.size);
      seed = fold_number(seed, relance_rows_number(rows, row, field));
    }
  }
  return seed;
}

/* A table to its end, cell by cell; its stream stays. */
static uint64_t picture_of_stream(const struct ArrowArrayStream* stream, uint64_t seed) {
  table of = {*stream, {0}, {0}};
  begin_table(&of);
  while (next_batch(&of) != 0) {
    for (int64_t i = 0; i < of.schema.n_children; ++i) {
      const struct ArrowArray* column = of.batch.children[i];
      const char kind = format_of(&of, i)[0];
      for (int64_t row = 0; row < column->length; ++row) {
        const relance_str words = kind == 'u' ? text_at(column, row) : text("");
        seed = fold(fold_number(seed, is_null(column, row)), words.data, words.size);
        if (kind == 'b') seed = fold_number(seed, flag_at(column, row));
        if (kind != 'b' && kind != 'u') seed = fold_number(seed, number_at(column, row));
      }
    }
  }
  of.stream.release = NULL; /* the caller's */
  end_table(&of);
  return seed;
}

uint64_t picture_of_outputs(const world* of, const call* what) {
  uint64_t seed = 0;
  for (size_t i = 0, next = 0; i < parameter_count(what); ++i) {
    const char kind = kind_of(what, i);
    if (is_rows(what, i)) seed = picture_of_rows(of->outputs[next].rows, seed);
    if (parameter_is(what, i, "stream") && of->outputs[next].any != NULL) {
      seed = picture_of_stream(&of->outputs[next].stream, seed);
    }
    if (kind == 'z') seed = fold_number(seed, of->outputs[next].flag);
    next += kind == 'O' || kind == 'z';
  }
  return seed;
}

static uint64_t fold_answer(uint64_t seed, relance_code code, relance_rows* rows) {
  seed = picture_of_rows(rows, fold_number(seed, code));
  relance_rows_destroy(rows);
  return seed;
}

static uint64_t picture_of_leads(relance_engine* engine, uint64_t seed) {
  static const char* const kLeads[] = {"L-1", "L-2", "L-3", "L-4"};
  const relance_str shop = RELANCE_STR("shop");
  relance_rows* rows = NULL;
  for (size_t i = 0; i < 4; ++i) {
    relance_code code = relance_lead(engine, shop, text(kLeads[i]), &rows, NULL);
    seed = fold_answer(seed, code, rows);
    code = relance_attributes(engine, shop, text(kLeads[i]), &rows, NULL);
    seed = fold_answer(seed, code, rows);
    code = relance_history(engine, shop, text(kLeads[i]), NULL, 0, NULL, &rows, NULL);
    seed = fold_answer(seed, code, rows);
  }
  return seed;
}

/* Ends with a claim long after all leases, which tells tokens and attempts. */
uint64_t picture(relance_engine* engine) {
  const relance_str shop = RELANCE_STR("shop");
  relance_rows* rows = NULL;
  uint64_t seed = UINT64_C(14695981039346656037);
  relance_code code = relance_worklist(engine, shop, kNow, NULL, 100, &rows, NULL);
  seed = fold_answer(seed, code, rows);
  code = relance_deployments(engine, shop, &rows, NULL);
  seed = fold_answer(seed, code, rows);
  code = relance_funnel(engine, shop, kNow, &rows, NULL);
  seed = fold_answer(seed, code, rows);
  code = relance_deadlines(engine, shop, kNow, &rows, NULL);
  seed = fold_answer(seed, code, rows);
  code = relance_dead_letters(engine, shop, NULL, 100, NULL, &rows, NULL);
  seed = fold_answer(seed, code, rows);
  seed = picture_of_leads(engine, seed);
  code = relance_damaged(engine, &rows, NULL);
  seed = fold_answer(seed, code, rows);
  const int64_t day = INT64_C(86400000000);
  code = relance_claim(engine, shop, kNow + day, 100, 0, &rows, NULL);
  return fold_answer(seed, code, rows);
}
