/* Whose work: by owner and by lane; and what became of the promises that were made. */
#include <relance/relance.h>

#include "check.h"

static const char kRules[] =
    "relance: 1\n"
    "name: lanes\n"
    "timezone: UTC\n"
    "initial: incoming\n"
    "lanes: {seller: {}, bdc: {}}\n"
    "deadlines:\n"
    "  attempt: {from: received, until: attempted, within: 1 h, breach: [{hand_to: bdc}]}\n"
    "watch: {every: 90 d, do: [{alert: boss}]}\n"
    "states:\n"
    "  incoming:\n"
    "    stage: new\n"
    "    enter: [{call: first_call}]\n"
    "    events: {lost: gone}\n"
    "  gone: {stage: lost}\n";

static const int64_t kMinute = 60000000;
static const int64_t kHour = 3600000000;
static const int64_t kStart = 1772442000000000; /* 2026-03-02T09:00:00Z */

static void tell(relance_engine* engine, const relance_event* event, int64_t now) {
  relance_error* error = NULL;
  relance_rows* decisions = NULL;
  OK(relance_submit(engine, RELANCE_STR("shop"), event, 1, sizeof(*event), now, &decisions,
                    &error));
  CHECK(relance_rows_number(decisions, 0, RELANCE_FIELD_VERDICT) == RELANCE_ACCEPTED);
  relance_rows_destroy(decisions);
}

static void attempt(relance_engine* engine, const char* lead, int64_t happened, int64_t now) {
  relance_attribute said[2] = {RELANCE_ATTRIBUTE_INIT, RELANCE_ATTRIBUTE_INIT};
  said[0].name = RELANCE_STR("channel");
  said[0].text = RELANCE_STR("phone");
  said[1].name = RELANCE_STR("outcome");
  said[1].text = RELANCE_STR("no_answer");
  relance_event event = told(lead, "attempted", "");
  event.given = RELANCE_GIVEN_OCCURRED_AT;
  event.occurred_at = happened;
  event.attributes = said;
  event.attribute_count = 2;
  event.attribute_stride = sizeof(said[0]);
  tell(engine, &event, now);
}

static void assign(relance_engine* engine, const char* lead, const char* to) {
  relance_attribute person = RELANCE_ATTRIBUTE_INIT;
  person.name = RELANCE_STR("to");
  person.text = text(to);
  relance_event event = told(lead, "assigned", "");
  event.attributes = &person;
  event.attribute_count = 1;
  event.attribute_stride = sizeof(person);
  tell(engine, &event, kStart + 2 * kHour);
}

/* How many open steps a filter leaves; the lead of the first. */
static void check_work(relance_engine* engine, const relance_work_filter* filter, size_t count,
                       const char* lead) {
  relance_error* error = NULL;
  relance_rows* work = NULL;
  OK(relance_worklist(engine, RELANCE_STR("shop"), kStart + 2 * kHour, filter, 10, &work, &error));
  CHECK(relance_rows_count(work) == count);
  CHECK(says(relance_rows_text(work, 0, RELANCE_FIELD_LEAD), lead));
  relance_rows_destroy(work);
}

/* L-0, L-1 and L-2 were not called in time and went to the bdc; L-3 has been called. */
static void filters(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* work = (relance_rows*)&error;
  relance_work_filter filter = RELANCE_WORK_FILTER_INIT;
  check_work(engine, NULL, 2, "L-0");
  check_work(engine, &filter, 2, "L-0");
  filter.lane = RELANCE_STR("bdc");
  check_work(engine, &filter, 2, "L-0");
  filter.lane = RELANCE_STR("seller");
  check_work(engine, &filter, 0, "");
  filter.lane = RELANCE_STR("nobody_has_this_one");
  check_work(engine, &filter, 0, "");
  filter.lane = RELANCE_STR("bdc");
  filter.owner = RELANCE_STR("ada");
  check_work(engine, &filter, 1, "L-0");
  filter.lane.size = 0;
  check_work(engine, &filter, 1, "L-0");
  filter.lead = RELANCE_STR("L-0");
  check_work(engine, &filter, 1, "L-0");
  filter.owner.size = 0;
  filter.lead = RELANCE_STR("L-1");
  check_work(engine, &filter, 1, "L-1");
  filter.lead = RELANCE_STR("L-3");
  check_work(engine, &filter, 0, "");
  filter.lead = RELANCE_STR("nobody");
  check_work(engine, &filter, 0, "");
  filter.struct_size = 8; /* an older caller's: what it does not have is not read */
  check_work(engine, &filter, 2, "L-0");
  filter.struct_size = 0;
  FAILS(RELANCE_USAGE,
        relance_worklist(engine, RELANCE_STR("shop"), kStart, &filter, 10, &work, &error));
  CHECK(work == NULL);
  FAILS(RELANCE_UNKNOWN,
        relance_worklist(engine, RELANCE_STR("none"), kStart, NULL, 10, &work, &error));
}

static void promises(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  OK(relance_deadlines(engine, RELANCE_STR("shop"), kStart + 2 * kHour, &rows, &error));
  CHECK(relance_rows_count(rows) == 1);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_NAME), "attempt"));
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_MET) == 1);
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_MET_LATE) == 0);
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_TOLD_LATE) == 1);
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_BREACHED) == 2);
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_RUNNING) == 0);
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_PAUSED) == 0);
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_ENDED) == 0);
  relance_rows_destroy(rows);
  FAILS(RELANCE_UNKNOWN, relance_deadlines(engine, RELANCE_STR("none"), kStart, &rows, &error));
}

void work(void) {
  relance_error* error = NULL;
  relance_engine* engine = NULL;
  relance_workflow* workflow = NULL;
  static const char* const kLeads[] = {"L-0", "L-1", "L-2", "L-3"};
  OK(relance_open(NULL, &engine, &error));
  OK(relance_compile(text(kRules), RELANCE_STR("lanes.yaml"), NULL, &workflow, &error));
  OK(relance_deploy(engine, RELANCE_STR("shop"), workflow, RELANCE_NEVER, text(""), &error));
  for (size_t i = 0; i < 4; ++i) {
    const relance_event event = told(kLeads[i], "received", "");
    tell(engine, &event, kStart);
  }
  attempt(engine, "L-3", kStart + kMinute, kStart + kMinute);
  attempt(engine, "L-2", kStart + kMinute, kStart + 2 * kHour); /* it had happened in time */
  assign(engine, "L-0", "ada");
  filters(engine);
  promises(engine);
  relance_workflow_destroy(workflow);
  relance_close(engine);
}
