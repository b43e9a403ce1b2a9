/* Rules and leads in words and pictures; and answers that outlive what they came from. */
#include <relance/relance.h>

#include "check.h"

static const char kRules[] =
    "relance: 1\n"
    "name: words\n"
    "timezone: Europe/Paris\n"
    "initial: incoming\n"
    "lead:\n"
    "  size: {type: number}\n"
    "  home: {type: place}\n"
    "watch: {every: 90 d, do: [{alert: boss}]}\n"
    "benchmarks:\n"
    "  usual: {reached: 65% of leads, sold: 13% of reached}\n"
    "states:\n"
    "  incoming:\n"
    "    stage: new\n"
    "    enter: [{call: first_call}]\n"
    "    events:\n"
    "      lost:\n"
    "        - {to: big, if: lead.size > 3}\n"
    "        - {to: gone}\n"
    "  big: {stage: lost}\n"
    "  gone: {stage: lost}\n";
static const int64_t kStart = 1772442000000000; /* 2026-03-02T09:00:00Z */

static void rules(const relance_workflow* workflow) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  relance_workflow* again = NULL;
  CHECK(says(relance_workflow_text(workflow, RELANCE_FIELD_ZONE), "Europe/Paris"));
  CHECK(relance_workflow_text(workflow, RELANCE_FIELD_ZONE_DATA).size > 0);
  OK(relance_compile(relance_workflow_text(workflow, RELANCE_FIELD_NORMALISED),
                     RELANCE_STR("again.yaml"), NULL, &again, &error));
  OK(relance_difference(workflow, again, &rows, &error));
  CHECK(relance_rows_count(rows) == 0);
  relance_rows_destroy(rows);
  relance_workflow_destroy(again);

  OK(relance_benchmarks(workflow, &rows, &error));
  CHECK(relance_rows_count(rows) == 2);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_NAME), "usual"));
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_MILESTONE), "reached"));
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_OF), ""));
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_BASIS_POINTS) == 6500);
  CHECK(says(relance_rows_text(rows, 1, RELANCE_FIELD_OF), "reached"));
  relance_rows_destroy(rows);
}

static void pictures(const relance_workflow* workflow) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  OK(relance_draw(workflow, RELANCE_DRAWING_DOT, &rows, &error));
  CHECK(tells(relance_rows_text(rows, 0, RELANCE_FIELD_TEXT), "digraph"));
  CHECK(tells(relance_rows_text(rows, 0, RELANCE_FIELD_TEXT), "incoming"));
  relance_rows_destroy(rows);
  OK(relance_draw(workflow, RELANCE_DRAWING_MERMAID, &rows, &error));
  CHECK(tells(relance_rows_text(rows, 0, RELANCE_FIELD_TEXT), "flowchart"));
  relance_rows_destroy(rows);
  FAILS(RELANCE_USAGE, relance_draw(workflow, 2, &rows, &error));
  FAILS(RELANCE_USAGE, relance_draw(NULL, 0, &rows, &error));
  OK(relance_schema(&rows, &error));
  CHECK(tells(relance_rows_text(rows, 0, RELANCE_FIELD_TEXT),
              "http://json-schema.org/draft-07/schema#"));
  relance_rows_destroy(rows);
}

static void take_and_lose(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* decisions = NULL;
  relance_attribute said[3] = {RELANCE_ATTRIBUTE_INIT, RELANCE_ATTRIBUTE_INIT,
                               RELANCE_ATTRIBUTE_INIT};
  said[0].name = RELANCE_STR("person.email");
  said[0].text = RELANCE_STR("anna@example.com");
  said[1].name = RELANCE_STR("home");
  said[1].text = RELANCE_STR("48.85660,-180");
  said[2].name = RELANCE_STR("reason");
  said[2].text = RELANCE_STR("not_interested");
  relance_event events[2] = {told("L-1", "received", ""), told("L-1", "lost", "")};
  events[0].attributes = &said[0];
  events[1].attributes = &said[2];
  events[0].attribute_count = 2;
  events[1].attribute_count = 1;
  events[0].attribute_stride = events[1].attribute_stride = sizeof(said[0]);
  OK(relance_submit(engine, RELANCE_STR("shop"), events, 2, sizeof(events[0]), kStart, &decisions,
                    &error));
  CHECK(says(relance_rows_text(decisions, 1, RELANCE_FIELD_TO), "gone"));
  relance_rows_destroy(decisions);
}

/* A place is told as a text, by the one name that each has. */
static void places(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  OK(relance_attributes(engine, RELANCE_STR("shop"), RELANCE_STR("L-1"), &rows, &error));
  CHECK(relance_rows_count(rows) == 2);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_NAME), "home"));
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_TYPE), "place"));
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_TEXT), "48.8566, 180"));
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_NUMBER) == 0);
  relance_rows_destroy(rows);
}

/* Why the second way was taken and not the first; the lead's address only for who wants it. */
static relance_rows* explained(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  const relance_str shop = RELANCE_STR("shop"), lead = RELANCE_STR("L-1");
  OK(relance_explain(engine, shop, lead, 1, &rows, &error));
  CHECK(tells(relance_rows_text(rows, 0, RELANCE_FIELD_TEXT), "anna@example.com"));
  CHECK(tells(relance_rows_text(rows, 0, RELANCE_FIELD_JSON), "anna@example.com"));
  relance_rows_destroy(rows);
  OK(relance_explain(engine, shop, lead, 0, &rows, &error));
  CHECK(relance_rows_count(rows) == 3);
  for (size_t i = 0; i < 3; ++i) {
    CHECK(relance_rows_number(rows, i, RELANCE_FIELD_SEQ) == (int64_t)i);
    CHECK(!tells(relance_rows_text(rows, i, RELANCE_FIELD_TEXT), "anna"));
    CHECK(!tells(relance_rows_text(rows, i, RELANCE_FIELD_JSON), "anna"));
  }
  CHECK(tells(relance_rows_text(rows, 0, RELANCE_FIELD_TEXT), "lead L-1: gone"));
  FAILS(RELANCE_UNKNOWN, relance_explain(engine, shop, shop, 0, &(relance_rows*){NULL}, &error));
  return rows;
}

static void check_explained(const relance_rows* rows) {
  const relance_str why = relance_rows_text(rows, 2, RELANCE_FIELD_TEXT);
  CHECK(tells(why, "states.incoming.events.lost[1]"));
  CHECK(tells(why, "passed over"));
  CHECK(tells(why, "states.incoming.events.lost[0] (to big)"));
  CHECK(tells(why, "lead.size > 3"));
  const relance_str json = relance_rows_text(rows, 2, RELANCE_FIELD_JSON);
  CHECK(tells(json, "\"passed_over\":"));
  CHECK(json.size > 0 && json.data[0] == '{');
}

void words(void) {
  relance_error* error = NULL;
  relance_engine* engine = NULL;
  relance_workflow* workflow = NULL;
  OK(relance_compile(text(kRules), RELANCE_STR("words.yaml"), NULL, &workflow, &error));
  rules(workflow);
  pictures(workflow);
  OK(relance_open(NULL, &engine, &error));
  OK(relance_deploy(engine, RELANCE_STR("shop"), workflow, RELANCE_NEVER, text(""), &error));
  take_and_lose(engine);
  places(engine);
  relance_rows *why = explained(engine), *entries = NULL;
  OK(relance_history(engine, RELANCE_STR("shop"), RELANCE_STR("L-1"), NULL, 0, NULL, &entries,
                     &error));
  relance_workflow_destroy(workflow);
  relance_close(engine);
  check_explained(why); /* rows stand for themselves */
  CHECK(says(relance_rows_text(entries, 1, RELANCE_FIELD_RULE), "states.incoming.events.lost[1]"));
  relance_rows_destroy(why);
  relance_rows_destroy(entries);
}
