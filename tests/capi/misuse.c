/* What no caller should do, and what older and newer callers may. */
#include <relance/relance.h>
#include <stddef.h>

#include "check.h"

static const int64_t kStart = 1772442000000000; /* 2026-03-02T09:00:00Z */

static void misuse_of_structs(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = (relance_rows*)&error;
  const relance_str shop = RELANCE_STR("shop");
  relance_event event = told("L-9", "received", "");
  FAILS(RELANCE_USAGE, relance_submit(engine, shop, &event, 1, 4, kStart, &rows, &error));
  CHECK(rows == NULL);
  FAILS(RELANCE_USAGE, relance_submit(engine, shop, NULL, 1, sizeof(event), kStart, &rows, &error));
  FAILS(RELANCE_USAGE,
        relance_submit(engine, shop, &event, 1, sizeof(event), INT64_MAX, &rows, &error));
  event.struct_size = 0;
  FAILS(RELANCE_USAGE,
        relance_submit(engine, shop, &event, 1, sizeof(event), kStart, &rows, &error));
  event.struct_size = sizeof(event);
  event.given = 1u << 20;
  FAILS(RELANCE_USAGE,
        relance_submit(engine, shop, &event, 1, sizeof(event), kStart, &rows, &error));
  event.given = 0;
  event.lead.data = NULL;
  FAILS(RELANCE_USAGE,
        relance_submit(engine, shop, &event, 1, sizeof(event), kStart, &rows, &error));
}

/* Structs of other lengths: an older caller's, a newer caller's with and without news in it. */
static void structs_grow(void) {
  relance_error* error = NULL;
  relance_engine* engine = NULL;
  struct {
    relance_open_options known;
    uint64_t later;
  } newer = {RELANCE_OPEN_OPTIONS_INIT, 0};
  newer.known.struct_size = sizeof(newer);
  OK(relance_open(&newer.known, &engine, &error));
  relance_close(engine);
  newer.later = 1;
  FAILS(RELANCE_USAGE, relance_open(&newer.known, &engine, &error));
  CHECK(engine == NULL);
  relance_open_options older = RELANCE_OPEN_OPTIONS_INIT;
  older.max_attempts = 3000000; /* beyond what an older struct of 8 bytes has: not read */
  older.struct_size = 8;
  OK(relance_open(&older, &engine, &error));
  relance_close(engine);
}

static void nulls(void) {
  relance_error* error = NULL;
  relance_engine* engine = NULL;
  relance_rows* rows = NULL;
  const relance_str shop = RELANCE_STR("shop");
  relance_error_destroy(NULL);
  relance_rows_destroy(NULL);
  relance_workflow_destroy(NULL);
  relance_close(NULL);
  CHECK(relance_error_code(NULL) == RELANCE_OK);
  CHECK(relance_error_message(NULL).size == 0);
  CHECK(relance_error_diagnostics(NULL) == NULL);
  CHECK(relance_rows_count(NULL) == 0);
  CHECK(relance_rows_text(NULL, 0, RELANCE_FIELD_ID).size == 0);
  CHECK(relance_rows_number(NULL, 0, RELANCE_FIELD_SEQ) == 0);
  CHECK(relance_workflow_text(NULL, RELANCE_FIELD_NAME).size == 0);
  CHECK(relance_workflow_diagnostics(NULL) == NULL);
  CHECK(relance_open(NULL, NULL, NULL) == RELANCE_USAGE);
  FAILS(RELANCE_USAGE, relance_deploy(NULL, shop, NULL, RELANCE_NEVER, shop, &error));
  FAILS(RELANCE_USAGE, relance_tick(NULL, shop, kStart, 1, NULL, NULL, &error));
  FAILS(RELANCE_USAGE, relance_claim(NULL, shop, kStart, 1, 0, &rows, &error));
  OK(relance_open(NULL, &engine, &error));
  FAILS(RELANCE_USAGE, relance_deploy(engine, shop, NULL, RELANCE_NEVER, shop, &error));
  FAILS(RELANCE_USAGE, relance_claim(engine, shop, kStart, 1, 0, NULL, &error));
  FAILS(RELANCE_UNKNOWN, relance_claim(engine, shop, kStart, 1, 0, &rows, &error));
  FAILS(RELANCE_UNKNOWN, relance_lead(engine, shop, RELANCE_STR("L-1"), &rows, &error));
  misuse_of_structs(engine);
  relance_close(engine);
}

void misuse(void) {
  structs_grow();
  nulls();
}
