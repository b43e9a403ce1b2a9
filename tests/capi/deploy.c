/* Other rules on a running engine: put in force, moved to, foretold, rolled back. */
#include <relance/relance.h>

#include "check.h"

#define PROMISES(first_call, deadline, within)                         \
  "relance: 1\n"                                                       \
  "name: promises\n"                                                   \
  "timezone: UTC\n"                                                    \
  "initial: incoming\n"                                                \
  "deadlines:\n"                                                       \
  "  " deadline ": {from: received, until: attempted, within: " within \
  ", "                                                                 \
  "breach: [{alert: boss}]}\n"                                         \
  "watch: {every: 90 d, do: [{alert: boss}]}\n"                        \
  "states:\n"                                                          \
  "  incoming:\n"                                                      \
  "    stage: new\n"                                                   \
  "    enter: [{call: first_call, within: " first_call                 \
  "}]\n"                                                               \
  "    events: {lost: gone}\n"                                         \
  "  gone: {stage: lost}\n"

static const char kOld[] = PROMISES("2 h", "attempt", "1 h");
static const char kLonger[] = PROMISES("4 h", "attempt", "3 h");
static const char kRenamed[] = PROMISES("4 h", "first_try", "3 h");

static const int64_t kMinute = 60000000;
static const int64_t kHour = 3600000000;
static const int64_t kStart = 1772442000000000; /* 2026-03-02T09:00:00Z */

static relance_workflow* compiled(const char* rules) {
  relance_error* error = NULL;
  relance_workflow* workflow = NULL;
  OK(relance_compile(text(rules), RELANCE_STR("promises.yaml"), NULL, &workflow, &error));
  return workflow;
}

static void put_in_force(relance_engine* engine, const relance_workflow* workflow) {
  relance_error* error = NULL;
  OK(relance_deploy(engine, RELANCE_STR("shop"), workflow, kStart, RELANCE_STR("ada"), &error));
}

static relance_move_plan all_of_them(void) {
  relance_move_plan plan = RELANCE_MOVE_PLAN_INIT;
  plan.who = RELANCE_WHO_ALL;
  plan.actor = RELANCE_STR("ada");
  return plan;
}

/* Of the whole tenant at once; with `workflow` the dry run. */
static relance_rows* moved(relance_engine* engine, const relance_workflow* workflow,
                           const relance_move_plan* plan) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  uint64_t after = 0;
  int32_t more = 1;
  OK(relance_move(engine, RELANCE_STR("shop"), workflow, plan, kStart + 10 * kMinute, &after, 0,
                  &more, &rows, &error));
  CHECK(more == 0);
  CHECK(after == 1);
  return rows;
}

/* The row of a timer; the number of rows when there is none. */
static size_t row_of(const relance_rows* rows, const char* rule) {
  size_t row = 0;
  while (row < relance_rows_count(rows) &&
         !says(relance_rows_text(rows, row, RELANCE_FIELD_RULE), rule)) {
    ++row;
  }
  return row;
}

static void check_timer(const relance_rows* rows, const char* rule, int64_t before, int64_t after) {
  const size_t row = row_of(rows, rule);
  CHECK(row < relance_rows_count(rows));
  CHECK(relance_rows_number(rows, row, RELANCE_FIELD_BEFORE) == before);
  CHECK(relance_rows_number(rows, row, RELANCE_FIELD_AFTER) == after);
}

/* The limit of the call counts anew from 09:00; the promise stays what it was, so it is not told.
 */
static void check_longer(const relance_rows* rows) {
  CHECK(relance_rows_count(rows) == 1);
  check_timer(rows, "limit of call first_call", kStart + 2 * kHour, kStart + 4 * kHour);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_LEAD), "L-1"));
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_LEAD_NUMBER) == 1);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_FROM), "incoming"));
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_TO), "incoming"));
  CHECK(relance_rows_text(rows, 0, RELANCE_FIELD_FINGERPRINT).size == 32);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_WITHOUT), ""));
}

static void check_work(relance_engine* engine, int64_t by, const char* deadline) {
  relance_error* error = NULL;
  relance_rows* work = NULL;
  OK(relance_worklist(engine, RELANCE_STR("shop"), kStart + 10 * kMinute, NULL, 10, &work, &error));
  CHECK(relance_rows_count(work) == 1);
  CHECK(relance_rows_number(work, 0, RELANCE_FIELD_BY) == by);
  CHECK(says(relance_rows_text(work, 0, RELANCE_FIELD_DEADLINE), deadline));
  CHECK(relance_rows_number(work, 0, RELANCE_FIELD_PROMISED) == kStart + kHour);
  relance_rows_destroy(work);
}

static void differences(const relance_workflow* before, const relance_workflow* after) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  OK(relance_difference(before, before, &rows, &error));
  CHECK(relance_rows_count(rows) == 0);
  relance_rows_destroy(rows);
  OK(relance_difference(before, after, &rows, &error));
  CHECK(relance_rows_count(rows) == 2); /* the call's time and the promised one */
  for (size_t i = 0; i < relance_rows_count(rows); ++i) {
    CHECK(says(relance_rows_text(rows, i, RELANCE_FIELD_TYPE), "changed"));
    CHECK(relance_rows_text(rows, i, RELANCE_FIELD_RULE).size > 0);
    CHECK(relance_rows_text(rows, i, RELANCE_FIELD_WHAT).size > 0);
    CHECK(relance_rows_text(rows, i, RELANCE_FIELD_TEXT).size > 0);
    const int64_t of_call = says(relance_rows_text(rows, i, RELANCE_FIELD_BEFORE), "2 h");
    CHECK(says(relance_rows_text(rows, i, RELANCE_FIELD_BEFORE), of_call ? "2 h" : "1 h"));
    CHECK(says(relance_rows_text(rows, i, RELANCE_FIELD_AFTER), of_call ? "4 h" : "3 h"));
  }
  relance_rows_destroy(rows);
  FAILS(RELANCE_USAGE, relance_difference(before, NULL, &rows, &error));
}

/* Foretold without being done, then done, then passed by. */
static void dry_run_and_move(relance_engine* engine, const relance_workflow* longer) {
  const relance_move_plan plan = all_of_them();
  relance_rows* rows = moved(engine, longer, &plan);
  check_longer(rows);
  relance_rows_destroy(rows);
  check_work(engine, kStart + 2 * kHour, "attempt");

  put_in_force(engine, longer);
  rows = moved(engine, NULL, &plan);
  check_longer(rows);
  relance_rows_destroy(rows);
  check_work(engine, kStart + 4 * kHour, "attempt");

  rows = moved(engine, NULL, &plan);
  CHECK(relance_rows_count(rows) == 0);
  relance_rows_destroy(rows);
}

/* A promise by another name: refused, and mapped. */
static void rename_the_promise(relance_engine* engine) {
  relance_workflow* renamed = compiled(kRenamed);
  relance_move_plan plan = all_of_them();
  relance_rows* rows = moved(engine, renamed, &plan);
  CHECK(relance_rows_count(rows) == 1);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_WITHOUT), "deadlines.attempt"));
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_BEFORE) == RELANCE_NEVER);
  relance_rows_destroy(rows);

  relance_renaming renaming = RELANCE_RENAMING_INIT;
  renaming.before = RELANCE_STR("deadlines.attempt");
  renaming.after = RELANCE_STR("deadlines.first_try");
  plan.map = &renaming;
  plan.map_count = 1;
  plan.map_stride = sizeof(renaming);
  put_in_force(engine, renamed);
  rows = moved(engine, NULL, &plan);
  CHECK(relance_rows_count(rows) == 1);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_RULE), "")); /* each timer is due as before */
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_WITHOUT), ""));
  relance_rows_destroy(rows);
  check_work(engine, kStart + 4 * kHour, "first_try");
  relance_workflow_destroy(renamed);
}

/* What was in force, and the first of it again by its fingerprint. */
static void look_back(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  relance_workflow* kept = NULL;
  OK(relance_deployments(engine, RELANCE_STR("shop"), &rows, &error));
  CHECK(relance_rows_count(rows) == 3);
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_LEADS) == 0);
  CHECK(relance_rows_number(rows, 2, RELANCE_FIELD_LEADS) == 1);
  CHECK(relance_rows_number(rows, 2, RELANCE_FIELD_NUMBER) == 3);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_NAME), "promises"));
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_SINCE) == kStart);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_ACTOR), "ada"));
  const relance_str fingerprint = relance_rows_text(rows, 0, RELANCE_FIELD_FINGERPRINT);
  OK(relance_kept(engine, fingerprint, &kept, &error));
  CHECK(says(relance_workflow_text(kept, RELANCE_FIELD_TEXT), kOld));
  relance_workflow_destroy(kept);
  relance_rows_destroy(rows);
  FAILS(RELANCE_UNKNOWN, relance_kept(engine, RELANCE_STR("000000000000"), &kept, &error));
  CHECK(kept == NULL);
  FAILS(RELANCE_UNKNOWN, relance_deployments(engine, RELANCE_STR("nobody"), &rows, &error));
}

static void wrong_plans(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  uint64_t after = 0;
  int32_t more = 0;
  const relance_str shop = RELANCE_STR("shop");
  relance_move_plan plan = all_of_them();
  plan.who = 5;
  FAILS(RELANCE_USAGE,
        relance_move(engine, shop, NULL, &plan, kStart, &after, 0, &more, &rows, &error));
  plan.who = RELANCE_WHO_STAGE;
  plan.which = RELANCE_STR("kontacted");
  FAILS(RELANCE_USAGE,
        relance_move(engine, shop, NULL, &plan, kStart, &after, 0, &more, &rows, &error));
  CHECK(rows == NULL);
}

void deployments(void) {
  relance_error* error = NULL;
  relance_engine* engine = NULL;
  relance_rows* rows = NULL;
  relance_workflow *old = compiled(kOld), *longer = compiled(kLonger);
  OK(relance_open(NULL, &engine, &error));
  put_in_force(engine, old);
  const relance_event event = told("L-1", "received", "k1");
  OK(relance_submit(engine, RELANCE_STR("shop"), &event, 1, sizeof(event), kStart, &rows, &error));
  relance_rows_destroy(rows);
  differences(old, longer);
  dry_run_and_move(engine, longer);
  rename_the_promise(engine);
  look_back(engine);
  wrong_plans(engine);
  relance_workflow_destroy(longer);
  relance_workflow_destroy(old);
  relance_close(engine);
}
