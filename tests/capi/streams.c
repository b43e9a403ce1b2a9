/* The stream of a table, whatever its reader keeps, leaves or closes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arrow_reader.h"
#include "check.h"

static const char kRules[] =
    "relance: 1\n"
    "name: streams\n"
    "timezone: UTC\n"
    "initial: incoming\n"
    "watch: {every: 90 d, do: [{alert: boss}]}\n"
    "states:\n"
    "  incoming:\n"
    "    stage: new\n"
    "    enter: [{call: first_call}]\n"
    "    events: {lost: gone}\n"
    "  gone: {stage: lost}\n";

enum { kBatch = 4096 };
static const int64_t kStart = 1772442000000000; /* 2026-03-02T09:00:00Z */

static relance_engine* opened(void) {
  relance_error* error = NULL;
  relance_engine* engine = NULL;
  relance_workflow* workflow = NULL;
  OK(relance_open(NULL, &engine, &error));
  OK(relance_compile(text(kRules), RELANCE_STR("streams.yaml"), NULL, &workflow, &error));
  OK(relance_deploy(engine, RELANCE_STR("shop"), workflow, kStart, text(""), &error));
  relance_workflow_destroy(workflow);
  return engine;
}

static void tell(relance_engine* engine, const relance_event* events, size_t count) {
  relance_error* error = NULL;
  relance_rows* decisions = NULL;
  OK(relance_submit(engine, RELANCE_STR("shop"), events, count, sizeof(*events), kStart, &decisions,
                    &error));
  relance_rows_destroy(decisions);
}

/* As many rows as a batch has, and one more; and what a reader may do with them. */
static void batches(relance_engine* engine) {
  enum { kAtOnce = 1024 };
  static char ids[kAtOnce][16];
  static relance_event events[kAtOnce];
  relance_error* error = NULL;
  table of = {0};
  for (int first = 0; first < kBatch; first += kAtOnce) {
    for (int i = 0; i < kAtOnce; ++i) {
      snprintf(ids[i], sizeof(ids[i]), "B-%d", first + i);
      events[i] = told(ids[i], "received", "");
    }
    tell(engine, events, kAtOnce);
  }
  OK(relance_journal_table(engine, RELANCE_STR("shop"), 0, &of.stream, &error));
  begin_table(&of);
  CHECK(next_batch(&of) == kBatch);
  CHECK(says(text_at(of.batch.children[column_of(&of, "lead")], kBatch - 1), "B-4095"));
  CHECK(next_batch(&of) == 0);
  events[0] = told("B-last", "received", "");
  tell(engine, events, 1);
  CHECK(next_batch(&of) == 0); /* the stream had come to its end */
  end_table(&of);
  OK(relance_lead_table(engine, RELANCE_STR("shop"), &of.stream, &error));
  begin_table(&of);
  CHECK(next_batch(&of) == kBatch);
  struct ArrowArray first = of.batch; /* moved: it outlives the stream */
  of.batch.release = NULL;
  CHECK(next_batch(&of) == 1);
  end_table(&of);
  CHECK(says(text_at(first.children[0], 4000), "B-4000"));
  struct ArrowArray column = *first.children[0]; /* and a column its batch */
  first.children[0]->release = NULL;
  first.release(&first);
  CHECK(says(text_at(&column, kBatch - 1), "B-4095"));
  column.release(&column);
}

/* Left without a look, after the columns, after a batch. */
static void left_early(relance_engine* engine) {
  relance_error* error = NULL;
  table of = {0};
  for (int looked = 0; looked < 3; ++looked) {
    OK(relance_journal_table(engine, RELANCE_STR("shop"), 0, &of.stream, &error));
    if (looked > 0) begin_table(&of);
    if (looked > 1) CHECK(next_batch(&of) == kBatch);
    end_table(&of);
    OK(relance_open_step_table(engine, RELANCE_STR("shop"), kStart, &of.stream, &error));
    if (looked > 0) begin_table(&of);
    if (looked > 1) CHECK(next_batch(&of) == kBatch);
    end_table(&of);
  }
}

/* What was read stays; what was not says why it cannot be. */
static void closed_before(relance_engine* engine) {
  relance_error* error = NULL;
  table of = {0};
  OK(relance_lead_table(engine, RELANCE_STR("shop"), &of.stream, &error));
  begin_table(&of);
  CHECK(next_batch(&of) == kBatch);
  relance_close(engine);
  CHECK(says(text_at(of.batch.children[0], 1), "B-1"));
  struct ArrowArray none = {0};
  for (int again = 0; again < 2; ++again) {
    CHECK(of.stream.get_next(&of.stream, &none) != 0);
    CHECK(none.release == NULL);
    CHECK(tells(text(of.stream.get_last_error(&of.stream)), "engine of this table was closed"));
  }
  of.schema.release(&of.schema);
  CHECK(of.stream.get_schema(&of.stream, &of.schema) == 0); /* needs no engine */
  CHECK(of.stream.get_last_error(&of.stream) == NULL);
  end_table(&of);
}

void streams(void) {
  relance_engine* engine = opened();
  batches(engine);
  left_early(engine);
  closed_before(engine);
}
