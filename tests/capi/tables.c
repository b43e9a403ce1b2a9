/* Tables for programs that read Arrow: cell by cell what the rows say. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arrow_reader.h"
#include "check.h"

static const char kRules[] =
    "relance: 1\n"
    "name: tables\n"
    "timezone: UTC\n"
    "initial: incoming\n"
    "watch: {every: 90 d, do: [{alert: boss}]}\n"
    "states:\n"
    "  incoming:\n"
    "    stage: new\n"
    "    enter: [{call: first_call, within: 25 min}, {call: offer}]\n"
    "    events: {lost: gone}\n"
    "  gone: {stage: lost}\n";

static const int64_t kStart = 1772442000000000; /* 2026-03-02T09:00:00Z */

/* A column and where its cells stand in rows; of each field text or number counts by its format. */
typedef struct place {
  const char* name;
  relance_field field;
} place;

static const place kJournal[] = {{"position", RELANCE_FIELD_POSITION},
                                 {"tenant", RELANCE_FIELD_TENANT},
                                 {"lead", RELANCE_FIELD_LEAD},
                                 {"lead_number", RELANCE_FIELD_LEAD_NUMBER},
                                 {"seq", RELANCE_FIELD_SEQ},
                                 {"event", RELANCE_FIELD_EVENT},
                                 {"from_state", RELANCE_FIELD_FROM},
                                 {"to_state", RELANCE_FIELD_TO},
                                 {"rule", RELANCE_FIELD_RULE},
                                 {"verdict", RELANCE_FIELD_VERDICT},
                                 {"refusal", RELANCE_FIELD_REFUSAL},
                                 {"occurred_at", RELANCE_FIELD_OCCURRED_AT},
                                 {"decided_at", RELANCE_FIELD_DECIDED_AT},
                                 {"key", RELANCE_FIELD_KEY},
                                 {"actor", RELANCE_FIELD_ACTOR},
                                 {"late", RELANCE_FIELD_LATE},
                                 {"by_timer", RELANCE_FIELD_BY_TIMER},
                                 {"derived", RELANCE_FIELD_DERIVED},
                                 {"waited", RELANCE_FIELD_WAITED},
                                 {"fingerprint", RELANCE_FIELD_FINGERPRINT}};
static const place kLeads[] = {{"lead", RELANCE_FIELD_LEAD},
                               {"lead_number", RELANCE_FIELD_LEAD_NUMBER},
                               {"state", RELANCE_FIELD_STATE},
                               {"stage", RELANCE_FIELD_STAGE},
                               {"owner", RELANCE_FIELD_OWNER},
                               {"lane", RELANCE_FIELD_LANE},
                               {"source", RELANCE_FIELD_SOURCE},
                               {"channel", RELANCE_FIELD_CHANNEL},
                               {"received_at", RELANCE_FIELD_RECEIVED_AT},
                               {"appointment", RELANCE_FIELD_APPOINTMENT},
                               {"attempts", RELANCE_FIELD_ATTEMPTS},
                               {"next_due", RELANCE_FIELD_NEXT_DUE},
                               {"seq", RELANCE_FIELD_SEQ},
                               {"fingerprint", RELANCE_FIELD_FINGERPRINT},
                               {"clock", RELANCE_FIELD_CLOCK},
                               {"received", RELANCE_FIELD_RECEIVED},
                               {"attempted", RELANCE_FIELD_ATTEMPTED},
                               {"reached", RELANCE_FIELD_REACHED},
                               {"qualified", RELANCE_FIELD_QUALIFIED},
                               {"booked", RELANCE_FIELD_BOOKED},
                               {"shown", RELANCE_FIELD_SHOWN},
                               {"sold", RELANCE_FIELD_SOLD},
                               {"lost", RELANCE_FIELD_LOST}};
static const place kOpenSteps[] = {{"lead", RELANCE_FIELD_LEAD},
                                   {"state", RELANCE_FIELD_STATE},
                                   {"stage", RELANCE_FIELD_STAGE},
                                   {"owner", RELANCE_FIELD_OWNER},
                                   {"lane", RELANCE_FIELD_LANE},
                                   {"verb", RELANCE_FIELD_VERB},
                                   {"name", RELANCE_FIELD_NAME},
                                   {"channel", RELANCE_FIELD_CHANNEL},
                                   {"rule", RELANCE_FIELD_RULE},
                                   {"because", RELANCE_FIELD_BECAUSE},
                                   {"since", RELANCE_FIELD_SINCE},
                                   {"not_before", RELANCE_FIELD_NOT_BEFORE},
                                   {"by", RELANCE_FIELD_BY},
                                   {"deadline", RELANCE_FIELD_DEADLINE},
                                   {"promised", RELANCE_FIELD_PROMISED},
                                   {"delivered", RELANCE_FIELD_DELIVERED},
                                   {"id", RELANCE_FIELD_ID}};
static const place kFunnel[] = {
    {"source", RELANCE_FIELD_SOURCE},     {"leads", RELANCE_FIELD_LEADS},
    {"received", RELANCE_FIELD_RECEIVED}, {"attempted", RELANCE_FIELD_ATTEMPTED},
    {"reached", RELANCE_FIELD_REACHED},   {"qualified", RELANCE_FIELD_QUALIFIED},
    {"booked", RELANCE_FIELD_BOOKED},     {"shown", RELANCE_FIELD_SHOWN},
    {"sold", RELANCE_FIELD_SOLD},         {"lost", RELANCE_FIELD_LOST}};
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A cell says what its field says; what the field has not is null. */
static int same_cell(const table* of, int64_t column, int64_t cell, const relance_rows* rows,
                     size_t row, relance_field field) {
  const struct ArrowArray* cells = of->batch.children[column];
  const char* format = format_of(of, column);
  const relance_str words = relance_rows_text(rows, row, field);
  const int64_t number = relance_rows_number(rows, row, field);
  if (strcmp(format, "u") == 0) {
    const relance_str got = text_at(cells, cell);
    if (is_null(cells, cell) != (words.size == 0)) return 0;
    return got.size == words.size && (got.size == 0 || memcmp(got.data, words.data, got.size) == 0);
  }
  if (strcmp(format, "b") == 0) return flag_at(cells, cell) == (number != 0);
  if (strcmp(format, "l") == 0) return !is_null(cells, cell) && number_at(cells, cell) == number;
  if (strcmp(format, "tsu:UTC") != 0) return 0;
  if (number == RELANCE_NEVER) return is_null(cells, cell);
  return !is_null(cells, cell) && number_at(cells, cell) == number;
}

static int same_row(const table* of, int64_t cell, const relance_rows* rows, size_t row,
                    const place* places) {
  for (int64_t i = 0; i < of->schema.n_children; ++i) {
    if (!same_cell(of, i, cell, rows, row, places[i].field)) {
      printf("column %s, row %zu\n", places[i].name, row);
      return 0;
    }
  }
  return 1;
}

/* The columns are these; and the table has these rows in this order, in one batch. Ends the table.
 */
static void says_the_same(table* of, const place* places, size_t columns, relance_rows* rows) {
  begin_table(of);
  CHECK(of->schema.n_children == (int64_t)columns);
  for (size_t i = 0; i < columns; ++i) CHECK(column_of(of, places[i].name) == (int64_t)i);
  const int64_t length = next_batch(of);
  CHECK(length == (int64_t)relance_rows_count(rows));
  for (int64_t row = 0; row < length; ++row) CHECK(same_row(of, row, rows, (size_t)row, places));
  if (length != 0) CHECK(next_batch(of) == 0);
  CHECK(next_batch(of) == 0); /* the end stays the end */
  relance_rows_destroy(rows);
  end_table(of);
}

static void tell(relance_engine* engine, const char* tenant, const relance_event* events,
                 size_t count) {
  relance_error* error = NULL;
  relance_rows* decisions = NULL;
  OK(relance_submit(engine, text(tenant), events, count, sizeof(*events), kStart, &decisions,
                    &error));
  relance_rows_destroy(decisions);
}

/* Three tenants: "empty" has no lead, "one" has one, "shop" some, with what is not there and with
 * what is not ASCII. */
static relance_engine* filled(void) {
  static const char* const kTenants[] = {"empty", "one", "shop"};
  relance_error* error = NULL;
  relance_engine* engine = NULL;
  relance_workflow* workflow = NULL;
  OK(relance_open(NULL, &engine, &error));
  OK(relance_compile(text(kRules), RELANCE_STR("tables.yaml"), NULL, &workflow, &error));
  for (size_t i = 0; i < 3; ++i) {
    OK(relance_deploy(engine, text(kTenants[i]), workflow, kStart, text(""), &error));
  }
  relance_workflow_destroy(workflow);
  relance_attribute attributes[2] = {RELANCE_ATTRIBUTE_INIT, RELANCE_ATTRIBUTE_INIT};
  attributes[0].name = RELANCE_STR("source");
  attributes[0].text = RELANCE_STR("Straßenfest 東京");
  attributes[1].name = RELANCE_STR("reason");
  attributes[1].text = RELANCE_STR("not_interested");
  relance_event events[] = {told("L-1", "received", ""), told("Ω-2", "received", "clé"),
                            told("L-3", "received", ""), told("L-3", "shown", ""),
                            told("L-1", "lost", "")};
  events[1].actor = RELANCE_STR("José");
  events[1].attributes = &attributes[0];
  events[4].attributes = &attributes[1];
  events[1].attribute_count = events[4].attribute_count = 1;
  events[1].attribute_stride = events[4].attribute_stride = sizeof(attributes[0]);
  tell(engine, "shop", events, COUNT(events));
  tell(engine, "one", events, 1);
  return engine;
}

static void journals(relance_engine* engine) {
  static const char* const kTenants[] = {"", "empty", "one", "shop"};
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  table of = {0};
  for (size_t i = 0; i < COUNT(kTenants); ++i) {
    for (uint64_t after = 0; after < 8; ++after) {
      uint64_t from = after;
      OK(relance_journal(engine, text(kTenants[i]), &from, 0, NULL, &rows, &error));
      OK(relance_journal_table(engine, text(kTenants[i]), after, &of.stream, &error));
      says_the_same(&of, kJournal, COUNT(kJournal), rows);
    }
  }
  OK(relance_journal_table(engine, RELANCE_STR("shop"), 0, &of.stream, &error));
  begin_table(&of);
  CHECK(next_batch(&of) == 5);
  CHECK(is_null(of.batch.children[column_of(&of, "from_state")], 0)); /* it was created */
  CHECK(is_null(of.batch.children[column_of(&of, "key")], 0));
  CHECK(says(text_at(of.batch.children[column_of(&of, "lead")], 1), "Ω-2"));
  CHECK(says(text_at(of.batch.children[column_of(&of, "key")], 1), "clé"));
  CHECK(says(text_at(of.batch.children[column_of(&of, "actor")], 1), "José"));
  CHECK(number_at(of.batch.children[column_of(&of, "decided_at")], 1) == kStart);
  CHECK(says(text_at(of.batch.children[column_of(&of, "verdict")], 3), "refused"));
  end_table(&of);
}

static void leads_and_funnels(relance_engine* engine) {
  static const char* const kTenants[] = {"empty", "one", "shop"};
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  table of = {0};
  for (size_t i = 0; i < COUNT(kTenants); ++i) {
    OK(relance_leads(engine, text(kTenants[i]), NULL, 0, NULL, &rows, &error));
    OK(relance_lead_table(engine, text(kTenants[i]), &of.stream, &error));
    says_the_same(&of, kLeads, COUNT(kLeads), rows);
    OK(relance_funnel(engine, text(kTenants[i]), kStart, &rows, &error));
    OK(relance_funnel_table(engine, text(kTenants[i]), kStart, &of.stream, &error));
    says_the_same(&of, kFunnel, COUNT(kFunnel), rows);
  }
}

/* The worklist is by urgency, the table by lead: each row is looked for. */
static void open_steps(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  table of = {0};
  OK(relance_worklist(engine, RELANCE_STR("shop"), kStart, NULL, 100, &rows, &error));
  OK(relance_open_step_table(engine, RELANCE_STR("shop"), kStart, &of.stream, &error));
  begin_table(&of);
  CHECK(of.schema.n_children == (int64_t)COUNT(kOpenSteps));
  CHECK(next_batch(&of) == 4 && relance_rows_count(rows) == 4);
  const struct ArrowArray* ids = of.batch.children[column_of(&of, "id")];
  const struct ArrowArray* leads = of.batch.children[column_of(&of, "lead")];
  for (int64_t row = 0; row < 4; ++row) {
    const relance_str id = text_at(ids, row);
    size_t found = 0;
    while (found < 4 &&
           memcmp(relance_rows_text(rows, found, RELANCE_FIELD_ID).data, id.data, id.size) != 0) {
      ++found;
    }
    CHECK(found < 4 && same_row(&of, row, rows, found, kOpenSteps));
    CHECK(says(text_at(leads, row), row < 2 ? "Ω-2" : "L-3"));
  }
  CHECK(next_batch(&of) == 0);
  relance_rows_destroy(rows);
  end_table(&of);
  OK(relance_open_step_table(engine, RELANCE_STR("empty"), kStart, &of.stream, &error));
  begin_table(&of);
  CHECK(next_batch(&of) == 0);
  end_table(&of);
}

static void refused(relance_engine* engine) {
  static const struct ArrowArrayStream kEmpty = {0};
  relance_error* error = NULL;
  table of;
  memset(&of, 0x5a, sizeof(of));
  FAILS(RELANCE_UNKNOWN, relance_lead_table(engine, RELANCE_STR("none"), &of.stream, &error));
  CHECK(memcmp(&of.stream, &kEmpty, sizeof(kEmpty)) == 0);
  FAILS(RELANCE_UNKNOWN, relance_journal_table(engine, RELANCE_STR("none"), 0, &of.stream, &error));
  FAILS(RELANCE_UNKNOWN,
        relance_funnel_table(engine, RELANCE_STR("none"), kStart, &of.stream, &error));
  FAILS(RELANCE_UNKNOWN,
        relance_open_step_table(engine, RELANCE_STR("none"), kStart, &of.stream, &error));
  FAILS(RELANCE_USAGE, relance_lead_table(engine, RELANCE_STR(""), &of.stream, &error));
}

void tables(void) {
  relance_engine* engine = filled();
  journals(engine);
  leads_and_funnels(engine);
  open_steps(engine);
  refused(engine);
  relance_close(engine);
}
