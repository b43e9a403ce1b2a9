/* Files taken in: every record gives a row, and the same files again create nothing twice. */
#include <relance/relance.h>

#include "check.h"

static const char kRules[] =
    "relance: 1\n"
    "name: intake\n"
    "timezone: UTC\n"
    "initial: incoming\n"
    "watch: {every: 90 d, do: [{alert: boss}]}\n"
    "states:\n"
    "  incoming:\n"
    "    stage: new\n"
    "    enter: [{call: first_call}]\n"
    "    events: {lost: gone}\n"
    "  gone: {stage: lost}\n";
static const char kMapping[] =
    "relance_mapping: 1\n"
    "name: leads\n"
    "timezone: UTC\n"
    "lead: {column: Lead}\n"
    "events:\n"
    "  - event: received\n"
    "    at: {column: Came}\n"
    "  - event: lost\n"
    "    when: {filled: Gone}\n"
    "    at: {column: Gone}\n"
    "    with: {reason: not_interested}\n";
static const char kCsv[] =
    "Lead,Came,Gone\n"
    "L-1,2026-03-02 09:00:00,\n"
    "L-2,2026-03-02 10:00:00,2026-03-02 12:00:00\n"
    "L-3,yesterday,\n"
    ",2026-03-02 11:00:00,\n"
    "L-4,2027-03-02 11:00:00,\n";

static const int64_t kEnd = 1772478000000000; /* 2026-03-02T19:00:00Z */
static const relance_str kShop = {"shop", 4};

static relance_mapping* mapping_of(const char* words, const relance_workflow* workflow) {
  relance_error* error = NULL;
  relance_mapping* mapping = NULL;
  OK(relance_read_mapping(text(words), RELANCE_STR("leads.yaml"), workflow, &mapping, &error));
  return mapping;
}

static relance_input input_of(const relance_mapping* mapping, const char* csv) {
  relance_input input = RELANCE_INPUT_INIT;
  input.mapping = mapping;
  input.file = RELANCE_STR("leads.csv");
  input.bytes = text(csv);
  return input;
}

/* What was told of each record: how many rows there are of a kind, by line. */
struct report {
  int rows, decided, unreadable, future, repeated;
  int lines[8];
};

static struct report run(relance_engine* engine, const relance_mapping* mapping, const char* csv,
                         size_t at_most) {
  relance_error* error = NULL;
  relance_intake* intake = NULL;
  struct report report = {0};
  int32_t more = 1;
  const relance_input input = input_of(mapping, csv);
  OK(relance_intake_begin(engine, kShop, &input, 1, sizeof(input), kEnd, NULL, &intake, &error));
  while (more) {
    relance_rows* rows = NULL;
    OK(relance_intake_next(engine, intake, at_most, &more, &rows, &error));
    CHECK(at_most == 0 || relance_rows_count(rows) <= at_most);
    for (size_t i = 0; i < relance_rows_count(rows); ++i) {
      const int64_t kind = relance_rows_number(rows, i, RELANCE_FIELD_KIND);
      const int64_t line = relance_rows_number(rows, i, RELANCE_FIELD_LINE);
      ++report.rows;
      report.decided += kind == RELANCE_INTAKE_DECIDED;
      report.unreadable += kind == RELANCE_INTAKE_UNREADABLE;
      report.future += kind == RELANCE_INTAKE_FUTURE;
      report.repeated += relance_rows_number(rows, i, RELANCE_FIELD_REPEATED) == 1;
      if (line >= 0 && line < 8) ++report.lines[line];
      CHECK(says(relance_rows_text(rows, i, RELANCE_FIELD_FILE), "leads.csv"));
      if (kind == RELANCE_INTAKE_UNREADABLE) {
        CHECK(relance_rows_text(rows, i, RELANCE_FIELD_MESSAGE).size > 0);
        CHECK(!tells(relance_rows_text(rows, i, RELANCE_FIELD_MESSAGE), "yesterday"));
      }
    }
    relance_rows_destroy(rows);
  }
  relance_intake_destroy(intake);
  return report;
}

static void check_report(struct report report, int repeated) {
  CHECK(report.rows == 6);
  CHECK(report.decided == 3);    /* L-1 and L-2 came, L-2 was lost */
  CHECK(report.unreadable == 2); /* no time, no lead */
  CHECK(report.future == 1);     /* a year after the end */
  CHECK(report.repeated == repeated);
  CHECK(report.lines[2] == 1 && report.lines[3] == 2 && report.lines[4] == 1);
  CHECK(report.lines[5] == 1 && report.lines[6] == 1);
}

static void counts(relance_engine* engine, const relance_mapping* mapping) {
  relance_error* error = NULL;
  relance_intake* intake = NULL;
  relance_rows* row = NULL;
  int32_t more = 1;
  const relance_input input = input_of(mapping, kCsv);
  OK(relance_intake_begin(engine, kShop, &input, 1, sizeof(input), kEnd, NULL, &intake, &error));
  while (more) {
    OK(relance_intake_next(engine, intake, 0, &more, &row, &error));
    relance_rows_destroy(row);
  }
  OK(relance_intake_next(engine, intake, 0, &more, &row, &error));
  CHECK(relance_rows_count(row) == 0 && more == 0);
  relance_rows_destroy(row);
  OK(relance_intake_counts(intake, &row, &error));
  CHECK(relance_rows_number(row, 0, RELANCE_FIELD_RECORDS) == 5);
  CHECK(relance_rows_number(row, 0, RELANCE_FIELD_UNREADABLE) == 2);
  CHECK(relance_rows_number(row, 0, RELANCE_FIELD_FUTURE) == 1);
  CHECK(relance_rows_number(row, 0, RELANCE_FIELD_EVENTLESS) == 0);
  CHECK(relance_rows_number(row, 0, RELANCE_FIELD_EVENTS) == 3);
  CHECK(relance_rows_number(row, 0, RELANCE_FIELD_ACCEPTED) == 3);
  CHECK(relance_rows_number(row, 0, RELANCE_FIELD_REPEATED) == 3);
  CHECK(relance_rows_number(row, 0, RELANCE_FIELD_WAITING_HERE) == 0);
  relance_rows_destroy(row);
  relance_intake_destroy(intake);
}

/* An intake that is given up half way is taken up by the next one; both end in the same. */
static void given_up(const relance_workflow* workflow, const relance_mapping* mapping) {
  relance_error* error = NULL;
  relance_engine* engine = NULL;
  relance_intake* intake = NULL;
  relance_rows* rows = NULL;
  relance_intake_options options = RELANCE_INTAKE_OPTIONS_INIT;
  options.batch = 1;
  OK(relance_open(NULL, &engine, &error));
  OK(relance_deploy(engine, kShop, workflow, RELANCE_NEVER, text(""), &error));
  const relance_input input = input_of(mapping, kCsv);
  OK(relance_intake_begin(engine, kShop, &input, 1, sizeof(input), kEnd, &options, &intake,
                          &error));
  OK(relance_intake_next(engine, intake, 4, NULL, &rows, &error));
  CHECK(relance_rows_count(rows) == 4); /* three that are never told, and the first decision */
  relance_rows_destroy(rows);
  relance_intake_destroy(intake);
  check_report(run(engine, mapping, kCsv, 0), 1);
  relance_close(engine);
}

static void wrong_files(relance_engine* engine, const relance_workflow* workflow,
                        const relance_mapping* mapping) {
  relance_error* error = NULL;
  relance_intake* intake = NULL;
  relance_mapping* none = NULL;
  relance_input input = input_of(mapping, "Lead,Gone\nL-1,\n");
  CHECK(relance_intake_begin(engine, kShop, &input, 1, sizeof(input), kEnd, NULL, &intake,
                             &error) == RELANCE_INPUT);
  CHECK(relance_rows_count(relance_error_diagnostics(error)) == 1); /* the column Came */
  CHECK(relance_rows_number(relance_error_diagnostics(error), 0, RELANCE_FIELD_LINE) == 7);
  relance_error_destroy(error);
  input.bytes = text("");
  FAILS(RELANCE_INPUT,
        relance_intake_begin(engine, kShop, &input, 1, sizeof(input), kEnd, NULL, &intake, &error));
  relance_intake_options little = RELANCE_INTAKE_OPTIONS_INIT;
  little.memory = 64;
  input.bytes = text(kCsv);
  FAILS(RELANCE_INPUT, relance_intake_begin(engine, kShop, &input, 1, sizeof(input), kEnd, &little,
                                            &intake, &error));
  input.mapping = NULL;
  FAILS(RELANCE_USAGE,
        relance_intake_begin(engine, kShop, &input, 1, sizeof(input), kEnd, NULL, &intake, &error));
  CHECK(intake == NULL);
  CHECK(relance_read_mapping(RELANCE_STR("relance_mapping: 1\nname: x\n"), RELANCE_STR("x.yaml"),
                             NULL, &none, &error) == RELANCE_INPUT);
  CHECK(relance_rows_count(relance_error_diagnostics(error)) > 0);
  relance_error_destroy(error);
  FAILS(RELANCE_INPUT,
        relance_read_mapping(RELANCE_STR("relance_mapping: 1\nname: x\nlead: {column: Lead}\n"
                                         "events: [{event: unheard_of, at: {column: Came}}]\n"),
                             RELANCE_STR("x.yaml"), workflow, &none, &error));
  CHECK(none == NULL);
}

static void misuse_of_intakes(relance_engine* engine, const relance_mapping* mapping) {
  relance_error* error = NULL;
  relance_engine* other = NULL;
  relance_intake* intake = NULL;
  relance_rows* rows = NULL;
  const relance_input input = input_of(mapping, kCsv);
  OK(relance_open(NULL, &other, &error));
  FAILS(RELANCE_UNKNOWN,
        relance_intake_begin(other, kShop, &input, 1, sizeof(input), kEnd, NULL, &intake, &error));
  OK(relance_intake_begin(engine, kShop, &input, 1, sizeof(input), kEnd, NULL, &intake, &error));
  FAILS(RELANCE_USAGE, relance_intake_next(other, intake, 0, NULL, &rows, &error));
  FAILS(RELANCE_USAGE, relance_intake_next(engine, NULL, 0, NULL, &rows, &error));
  FAILS(RELANCE_USAGE, relance_intake_counts(NULL, &rows, &error));
  CHECK(rows == NULL);
  relance_intake_destroy(intake);
  relance_intake_destroy(NULL);
  relance_mapping_destroy(NULL);
  relance_close(other);
}

void intake(void) {
  relance_error* error = NULL;
  relance_engine* engine = NULL;
  relance_workflow* workflow = NULL;
  OK(relance_compile(text(kRules), RELANCE_STR("intake.yaml"), NULL, &workflow, &error));
  relance_mapping* mapping = mapping_of(kMapping, workflow);
  OK(relance_open(NULL, &engine, &error));
  OK(relance_deploy(engine, kShop, workflow, RELANCE_NEVER, text(""), &error));
  check_report(run(engine, mapping, kCsv, 0), 0);
  check_report(run(engine, mapping, kCsv, 2), 3); /* again, by small pages */
  counts(engine, mapping);
  given_up(workflow, mapping);
  wrong_files(engine, workflow, mapping);
  misuse_of_intakes(engine, mapping);
  relance_close(engine);
  relance_mapping_destroy(mapping);
  relance_workflow_destroy(workflow);
}
