/* The C interface, used as a host does: rules, a store, events, time, work, and what goes wrong. */
#include <relance/relance.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static int row_says(const relance_rows* rows, relance_field field, const char* expected) {
  return says(relance_rows_text(rows, 0, field), expected);
}
static int64_t number(const relance_rows* rows, relance_field field) {
  return relance_rows_number(rows, 0, field);
}

static const char kRules[] =
    "relance: 1\n"
    "name: first\n"
    "timezone: Europe/Paris\n"
    "initial: incoming\n"
    "lead:\n"
    "  brand: {type: text}\n"
    "lanes: {desk: {}}\n"
    "watch: {every: 90 d, do: [{alert: sales_manager}]}\n"
    "states:\n"
    "  incoming:\n"
    "    stage: new\n"
    "    enter: [{call: first_call, within: 25 min}]\n"
    "    events: {reached: talking, lost: gone}\n"
    "    after: [{delay: 1 h, do: [{alert: sales_manager}]}]\n"
    "  talking:\n"
    "    stage: contacted\n"
    "    events: {booked: visit, lost: gone}\n"
    "  visit:\n"
    "    stage: appointment\n"
    "    events: {lost: gone}\n"
    "  gone:\n"
    "    stage: lost\n";

static const int64_t kMinute = 60000000;
static const int64_t kHour = 3600000000;
static const int64_t kStart = 1772442000000000; /* 2026-03-02T09:00:00Z */

static relance_workflow* compiled(void) {
  relance_error* error = NULL;
  relance_workflow* workflow = NULL;
  OK(relance_compile(text(kRules), RELANCE_STR("first.yaml"), NULL, &workflow, &error));
  CHECK(workflow != NULL);
  return workflow;
}

static void workflows(void) {
  relance_workflow* workflow = compiled();
  CHECK(says(relance_workflow_text(workflow, RELANCE_FIELD_NAME), "first"));
  CHECK(says(relance_workflow_text(workflow, RELANCE_FIELD_TEXT), kRules));
  CHECK(relance_workflow_text(workflow, RELANCE_FIELD_FINGERPRINT).size == 32);
  CHECK(relance_workflow_text(workflow, RELANCE_FIELD_OWNER).size == 0);
  const relance_rows* diagnostics = relance_workflow_diagnostics(workflow);
  for (size_t i = 0; i < relance_rows_count(diagnostics); ++i) {
    CHECK(relance_rows_number(diagnostics, i, RELANCE_FIELD_SEVERITY) == 1);
  }
  relance_workflow_destroy(workflow);
}

/* Both mistakes of the text come back, each with its place. */
static void diagnostics(void) {
  static const char kWrong[] =
      "relance: 1\nname: wrong\ntimezone: Europe/Paris\ninitial: here\nstates:\n  here:\n"
      "    stage: brand_new\n    evnts: {}\n";
  relance_error* error = NULL;
  relance_workflow* workflow = (relance_workflow*)&error;
  const relance_code code =
      relance_compile(text(kWrong), RELANCE_STR("wrong.yaml"), NULL, &workflow, &error);
  CHECK(code == RELANCE_RULES);
  CHECK(workflow == NULL);
  CHECK(relance_error_code(error) == RELANCE_RULES);
  const relance_rows* rows = relance_error_diagnostics(error);
  CHECK(relance_rows_count(rows) >= 2);
  int stage_found = 0, key_found = 0;
  for (size_t i = 0; i < relance_rows_count(rows); ++i) {
    CHECK(says(relance_rows_text(rows, i, RELANCE_FIELD_FILE), "wrong.yaml"));
    CHECK(relance_rows_number(rows, i, RELANCE_FIELD_CODE) > 0);
    CHECK(relance_rows_text(rows, i, RELANCE_FIELD_MESSAGE).size > 0);
    CHECK(relance_rows_text(rows, i, RELANCE_FIELD_TEXT).size > 0);
    if (relance_rows_number(rows, i, RELANCE_FIELD_LINE) == 7) stage_found = 1;
    if (relance_rows_number(rows, i, RELANCE_FIELD_LINE) == 8) key_found = 1;
  }
  CHECK(stage_found);
  CHECK(key_found);
  relance_error_destroy(error);
}

static relance_engine* opened(const char* path, int must_exist) {
  relance_error* error = NULL;
  relance_engine* engine = NULL;
  relance_open_options options = RELANCE_OPEN_OPTIONS_INIT;
  options.path = text(path);
  options.must_exist = (uint32_t)must_exist;
  OK(relance_open(&options, &engine, &error));
  CHECK(engine != NULL);
  return engine;
}

static void receive_leads(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* decisions = NULL;
  relance_attribute attributes[2] = {RELANCE_ATTRIBUTE_INIT, RELANCE_ATTRIBUTE_INIT};
  attributes[0].name = RELANCE_STR("brand");
  attributes[0].text = RELANCE_STR("Example Motors");
  attributes[1].name = RELANCE_STR("person.email");
  attributes[1].text = RELANCE_STR("anna@example.com");
  relance_event events[3] = {told("L-1", "received", "k1"), told("L-2", "received", "k1"),
                             told("L-2", "sold", "k2")};
  events[0].attributes = attributes;
  events[0].attribute_count = 2;
  events[0].attribute_stride = sizeof(attributes[0]);
  OK(relance_submit(engine, RELANCE_STR("shop"), events, 3, sizeof(events[0]), kStart, &decisions,
                    &error));
  CHECK(relance_rows_count(decisions) == 3);
  CHECK(row_says(decisions, RELANCE_FIELD_VERDICT, "accepted"));
  CHECK(row_says(decisions, RELANCE_FIELD_TO, "incoming"));
  CHECK(number(decisions, RELANCE_FIELD_SEQ) == 1);
  CHECK(relance_rows_number(decisions, 1, RELANCE_FIELD_VERDICT) == RELANCE_ACCEPTED);
  /* incoming does not take sold: a refusal among answers, which names the moves taken */
  CHECK(relance_rows_number(decisions, 2, RELANCE_FIELD_VERDICT) == RELANCE_REFUSED);
  CHECK(says(relance_rows_text(decisions, 2, RELANCE_FIELD_REFUSAL), "not_here"));
  CHECK(relance_rows_number(decisions, 2, RELANCE_FIELD_REFUSAL) == RELANCE_REFUSAL_NOT_HERE);
  CHECK(says(relance_rows_text(decisions, 2, RELANCE_FIELD_WOULD_TAKE), "lost"));
  CHECK(relance_rows_text(decisions, 2, RELANCE_FIELD_MESSAGE).size > 0);
  CHECK(relance_rows_text(decisions, 3, RELANCE_FIELD_VERDICT).size == 0);
  relance_rows_destroy(decisions);
}

static void repeat_a_key(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* decisions = NULL;
  const relance_event event = told("L-2", "received", "k1");
  OK(relance_submit(engine, RELANCE_STR("shop"), &event, 1, sizeof(event), kStart + kMinute,
                    &decisions, &error));
  CHECK(number(decisions, RELANCE_FIELD_REPEATED) == 1);
  CHECK(number(decisions, RELANCE_FIELD_VERDICT) == RELANCE_ACCEPTED);
  relance_rows_destroy(decisions);
}

static void worklist(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* work = NULL;
  OK(relance_worklist(engine, RELANCE_STR("shop"), kStart + kMinute, NULL, 10, &work, &error));
  CHECK(relance_rows_count(work) == 2);
  CHECK(row_says(work, RELANCE_FIELD_LEAD, "L-1"));
  CHECK(row_says(work, RELANCE_FIELD_VERB, "call"));
  CHECK(row_says(work, RELANCE_FIELD_NAME, "first_call"));
  CHECK(row_says(work, RELANCE_FIELD_BECAUSE, "received"));
  CHECK(row_says(work, RELANCE_FIELD_STAGE, "new"));
  CHECK(row_says(work, RELANCE_FIELD_LANE, "desk"));
  CHECK(row_says(work, RELANCE_FIELD_OWNER, ""));
  CHECK(number(work, RELANCE_FIELD_BY) == kStart + 25 * kMinute);
  relance_rows_destroy(work);
}

/* Claims both calls, acknowledges one, fails the other, and tells stale and unknown ones apart. */
static void act(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows *effects = NULL, *again = NULL;
  const relance_str shop = RELANCE_STR("shop");
  const int64_t now = kStart + kMinute;
  OK(relance_claim(engine, shop, now, 10, 2 * kMinute, &effects, &error));
  CHECK(relance_rows_count(effects) == 2);
  CHECK(row_says(effects, RELANCE_FIELD_VERB, "call"));
  CHECK(number(effects, RELANCE_FIELD_ATTEMPT) == 1);
  CHECK(number(effects, RELANCE_FIELD_LEASE_UNTIL) == now + 2 * kMinute);
  CHECK(number(effects, RELANCE_FIELD_NOT_AFTER) == kStart + 25 * kMinute);
  const relance_str first = relance_rows_text(effects, 0, RELANCE_FIELD_ID);
  const relance_str second = relance_rows_text(effects, 1, RELANCE_FIELD_ID);
  CHECK(first.size == 32);
  const uint32_t token = (uint32_t)number(effects, RELANCE_FIELD_TOKEN);
  const uint32_t other = (uint32_t)relance_rows_number(effects, 1, RELANCE_FIELD_TOKEN);

  OK(relance_claim(engine, shop, now, 10, 0, &again, &error));
  CHECK(relance_rows_count(again) == 0);
  relance_rows_destroy(again);
  FAILS(RELANCE_STALE_TOKEN, relance_ack(engine, shop, first, token + 1, now, &error));
  FAILS(RELANCE_UNKNOWN, relance_requeue(engine, shop, first, now, &error));
  FAILS(RELANCE_UNKNOWN, relance_drop(engine, shop, first, now, &error));
  OK(relance_ack(engine, shop, first, token, now, &error));
  OK(relance_ack(engine, shop, first, token, now, &error));
  FAILS(RELANCE_UNKNOWN,
        relance_ack(engine, shop, text("00000000000000000000000000000000"), 1, now, &error));
  FAILS(RELANCE_USAGE, relance_ack(engine, shop, RELANCE_STR("no id"), 1, now, &error));
  OK(relance_fail(engine, shop, second, other, RELANCE_STR("line_busy"), now, &error));
  relance_rows_destroy(effects);

  OK(relance_dead_letters(engine, shop, NULL, 10, NULL, &effects, &error));
  CHECK(relance_rows_count(effects) == 0);
  relance_rows_destroy(effects);
}

/* A conversation moves the lead; its history tells how. */
static void talk(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  relance_attribute attributes[2] = {RELANCE_ATTRIBUTE_INIT, RELANCE_ATTRIBUTE_INIT};
  attributes[0].name = RELANCE_STR("channel");
  attributes[0].text = RELANCE_STR("phone");
  attributes[1].name = RELANCE_STR("outcome");
  attributes[1].text = RELANCE_STR("conversation");
  relance_event event = told("L-1", "attempted", "k2");
  event.actor = RELANCE_STR("seller-7");
  event.attributes = attributes;
  event.attribute_count = 2;
  event.attribute_stride = sizeof(attributes[0]);
  event.given = RELANCE_GIVEN_OCCURRED_AT | RELANCE_GIVEN_NOW;
  event.occurred_at = kStart + 4 * kMinute;
  event.now = kStart + 5 * kMinute;
  OK(relance_submit(engine, RELANCE_STR("shop"), &event, 1, sizeof(event), kStart, &rows, &error));
  CHECK(number(rows, RELANCE_FIELD_VERDICT) == RELANCE_ACCEPTED);
  CHECK(number(rows, RELANCE_FIELD_LATE) == 0);
  relance_rows_destroy(rows);

  OK(relance_history(engine, RELANCE_STR("shop"), RELANCE_STR("L-1"), NULL, 0, NULL, &rows,
                     &error));
  CHECK(relance_rows_count(rows) == 3);
  CHECK(row_says(rows, RELANCE_FIELD_EVENT, "received"));
  CHECK(row_says(rows, RELANCE_FIELD_FROM, ""));
  CHECK(says(relance_rows_text(rows, 1, RELANCE_FIELD_EVENT), "attempted"));
  CHECK(says(relance_rows_text(rows, 1, RELANCE_FIELD_ACTOR), "seller-7"));
  CHECK(relance_rows_number(rows, 1, RELANCE_FIELD_OCCURRED_AT) == kStart + 4 * kMinute);
  CHECK(relance_rows_number(rows, 1, RELANCE_FIELD_DECIDED_AT) == kStart + 5 * kMinute);
  CHECK(says(relance_rows_text(rows, 2, RELANCE_FIELD_EVENT), "reached"));
  CHECK(says(relance_rows_text(rows, 2, RELANCE_FIELD_TO), "talking"));
  relance_rows_destroy(rows);
}

/* The limit of its call and the line that waits; the watch stands while nothing else is due. */
static void see_timers(relance_engine* engine) {
  static const struct {
    const char *type, *rule, *name;
    int64_t after;
  } expected[] = {
      {"step_limit", "states.incoming.enter[0]", "first_call", 25 * kMinute},
      {"after", "states.incoming.after[0]", "", kHour},
  };
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  OK(relance_timers(engine, RELANCE_STR("shop"), RELANCE_STR("L-1"), &rows, &error));
  CHECK(relance_rows_count(rows) == 2);
  for (size_t i = 0; i < 2; ++i) {
    CHECK(says(relance_rows_text(rows, i, RELANCE_FIELD_TYPE), expected[i].type));
    CHECK(says(relance_rows_text(rows, i, RELANCE_FIELD_RULE), expected[i].rule));
    CHECK(says(relance_rows_text(rows, i, RELANCE_FIELD_NAME), expected[i].name));
    CHECK(relance_rows_number(rows, i, RELANCE_FIELD_SINCE) == kStart);
    CHECK(relance_rows_number(rows, i, RELANCE_FIELD_DUE) == kStart + expected[i].after);
    CHECK(relance_rows_number(rows, i, RELANCE_FIELD_SEQ) == 1);
  }
  relance_rows_destroy(rows);
}

static void see_watch(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows *timers = NULL, *lead = NULL;
  OK(relance_timers(engine, RELANCE_STR("shop"), RELANCE_STR("L-1"), &timers, &error));
  CHECK(relance_rows_count(timers) == 1);
  CHECK(row_says(timers, RELANCE_FIELD_TYPE, "watch"));
  CHECK(row_says(timers, RELANCE_FIELD_RULE, "watch"));
  OK(relance_lead(engine, RELANCE_STR("shop"), RELANCE_STR("L-1"), &lead, &error));
  CHECK(number(timers, RELANCE_FIELD_DUE) == number(lead, RELANCE_FIELD_NEXT_DUE));
  relance_rows_destroy(timers);
  relance_rows_destroy(lead);
}

static void see_attempts(relance_engine* engine, size_t count) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  OK(relance_attempts(engine, RELANCE_STR("shop"), RELANCE_STR("L-1"), &rows, &error));
  CHECK(relance_rows_count(rows) == count);
  if (count > 0) {
    CHECK(row_says(rows, RELANCE_FIELD_CHANNEL, "phone"));
    CHECK(row_says(rows, RELANCE_FIELD_OUTCOME, "conversation"));
    CHECK(number(rows, RELANCE_FIELD_ATTEMPTS) == 1);
  }
  relance_rows_destroy(rows);
}

static void let_time_pass(relance_engine* engine) {
  relance_error* error = NULL;
  size_t fired = 0;
  int64_t next = 0;
  OK(relance_tick(engine, text(""), kStart + kHour - 1, 0, NULL, NULL, &error));
  OK(relance_tick(engine, text(""), kStart + kHour - 1, 0, &fired, &next, &error));
  CHECK(fired == 0);
  CHECK(next == kStart + kHour);
  OK(relance_tick(engine, RELANCE_STR("shop"), kStart + kHour, 100, &fired, &next, &error));
  CHECK(fired == 1); /* the alert for L-2, still incoming: L-1 has left, the limits of its call are
                        at 25, 50 and 75 minutes */
}

static void read_back(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  const relance_str shop = RELANCE_STR("shop");
  OK(relance_lead(engine, shop, RELANCE_STR("L-1"), &rows, &error));
  CHECK(row_says(rows, RELANCE_FIELD_LEAD, "L-1"));
  CHECK(row_says(rows, RELANCE_FIELD_STATE, "talking"));
  CHECK(row_says(rows, RELANCE_FIELD_STAGE, "contacted"));
  CHECK(number(rows, RELANCE_FIELD_LEAD_NUMBER) == 1);
  CHECK(number(rows, RELANCE_FIELD_ATTEMPTS) == 1);
  CHECK(number(rows, RELANCE_FIELD_RECEIVED_AT) == kStart);
  CHECK(number(rows, RELANCE_FIELD_APPOINTMENT) == RELANCE_NEVER);
  CHECK(number(rows, RELANCE_FIELD_CLOCK) == kStart + 5 * kMinute);
  CHECK(number(rows, RELANCE_FIELD_RECEIVED) == kStart);
  CHECK(number(rows, RELANCE_FIELD_REACHED) == kStart + 4 * kMinute);
  CHECK(number(rows, RELANCE_FIELD_BOOKED) == RELANCE_NEVER);
  relance_rows_destroy(rows);

  OK(relance_attributes(engine, shop, RELANCE_STR("L-1"), &rows, &error));
  CHECK(relance_rows_count(rows) == 2);
  CHECK(row_says(rows, RELANCE_FIELD_NAME, "brand"));
  CHECK(row_says(rows, RELANCE_FIELD_TYPE, "text"));
  CHECK(row_says(rows, RELANCE_FIELD_TEXT, "Example Motors"));
  CHECK(number(rows, RELANCE_FIELD_PERSONAL) == 0);
  CHECK(says(relance_rows_text(rows, 1, RELANCE_FIELD_NAME), "person.email"));
  CHECK(relance_rows_number(rows, 1, RELANCE_FIELD_PERSONAL) == 1);
  relance_rows_destroy(rows);

  OK(relance_funnel(engine, shop, kStart + kHour, &rows, &error));
  CHECK(relance_rows_count(rows) == 1);
  CHECK(number(rows, RELANCE_FIELD_LEADS) == 2);
  CHECK(number(rows, RELANCE_FIELD_RECEIVED) == 2);
  CHECK(number(rows, RELANCE_FIELD_REACHED) == 1);
  CHECK(number(rows, RELANCE_FIELD_BOOKED) == 0);
  relance_rows_destroy(rows);
}

static void whole_run(const char* path) {
  relance_error* error = NULL;
  relance_engine* engine = opened(path, 0);
  relance_workflow* workflow = compiled();
  OK(relance_deploy(engine, RELANCE_STR("shop"), workflow, RELANCE_NEVER, text(""), &error));
  relance_workflow_destroy(workflow);
  receive_leads(engine);
  see_timers(engine);
  see_attempts(engine, 0);
  repeat_a_key(engine);
  worklist(engine);
  act(engine);
  talk(engine);
  see_attempts(engine, 1);
  see_watch(engine);
  let_time_pass(engine);
  read_back(engine);
  relance_close(engine);
}

static void files(const char* path) {
  relance_error* error = NULL;
  relance_engine* engine = NULL;
  relance_open_options options = RELANCE_OPEN_OPTIONS_INIT;
  options.path = text(path);
  options.must_exist = 1;
  remove_database(path);
  const relance_code code = relance_open(&options, &engine, &error);
  CHECK(code != RELANCE_OK && engine == NULL && relance_error_message(error).size > 0);
  relance_error_destroy(error);
  error = NULL;
  options.durability = 7;
  FAILS(RELANCE_USAGE, relance_open(&options, &engine, &error));

  whole_run(path);
  engine = opened(path, 1); /* closed and opened again: what was decided is there */
  read_back(engine);
  relance_close(engine);
}

int main(int argc, char** argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: first FILE (made anew)\n");
    return 2;
  }
  CHECK(relance_abi_version() == RELANCE_ABI_VERSION);
  CHECK(relance_version().size >= 5);
  workflows();
  diagnostics();
  whole_run("");
  files(argv[1]);
  misuse();
  messages();
  deployments();
  work();
  pages();
  tables();
  streams();
  words();
  intake();
  forked(argv[1]);
  printf("%d checks, %d failures\n", checks, failures);
  return failures == 0 ? 0 : 1;
}
