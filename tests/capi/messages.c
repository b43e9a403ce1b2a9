/* What is wrong about a call: the function, the parameter and what was expected. */
#include <relance/relance.h>
#include <stddef.h>
#include <string.h>

#include "check.h"

static const int64_t kStart = 1772442000000000; /* 2026-03-02T09:00:00Z */

/* The call is a caller's mistake, told in these words. */
#define WRONG(words, call) check_wrong((words), (call), &error, #call, __FILE__, __LINE__)
static void check_wrong(const char* words, relance_code code, relance_error** error,
                        const char* what, const char* file, int line) {
  check(code == RELANCE_USAGE, what, file, line);
  check(says(relance_error_message(*error), words), words, file, line);
  relance_error_destroy(*error);
  *error = NULL;
}

static void of_structs(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  const relance_str shop = RELANCE_STR("shop");
  relance_event event = told("L-9", "received", "");
  WRONG("relance_submit: events: NULL with count 3, expected an array",
        relance_submit(engine, shop, NULL, 3, sizeof(event), kStart, &rows, &error));
  WRONG("relance_submit: events: stride 3, expected sizeof(relance_event) = 112",
        relance_submit(engine, shop, &event, 1, 3, kStart, &rows, &error));
  WRONG("relance_submit: events: count 1000001, expected at most 1000000",
        relance_submit(engine, shop, &event, 1000001, sizeof(event), kStart, &rows, &error));
  event.struct_size = 7; /* half of an address */
  WRONG(
      "relance_submit: events[0].struct_size: 7, expected sizeof(relance_event) = 112: begin with "
      "the struct's _INIT",
      relance_submit(engine, shop, &event, 1, sizeof(event), kStart, &rows, &error));
  event = told("L-9", "received", "");
  event.actor.size = 5;
  WRONG("relance_submit: events[0].actor: data NULL with size 5, expected text",
        relance_submit(engine, shop, &event, 1, sizeof(event), kStart, &rows, &error));
  relance_attribute attribute = RELANCE_ATTRIBUTE_INIT;
  attribute.reserved = 1;
  event = told("L-9", "received", "");
  event.attributes = &attribute;
  event.attribute_count = 1;
  event.attribute_stride = sizeof(attribute);
  WRONG("relance_submit: events[0].attributes[0].reserved: 1, expected at most 0",
        relance_submit(engine, shop, &event, 1, sizeof(event), kStart, &rows, &error));
  event = told("L-9", "received", "");
  event.attribute_count = 2;
  WRONG("relance_submit: events[0].attributes: NULL with count 2, expected an array",
        relance_submit(engine, shop, &event, 1, sizeof(event), kStart, &rows, &error));
  relance_open_options options = RELANCE_OPEN_OPTIONS_INIT;
  options.durability = 7;
  relance_engine* other = NULL;
  WRONG("relance_open: options.durability: 7, expected one of enum relance_durability, 0 to 1",
        relance_open(&options, &other, &error));
}

static void of_years(void) {
  relance_error* error = NULL;
  relance_workflow* workflow = NULL;
  relance_compile_options options = RELANCE_COMPILE_OPTIONS_INIT;
  options.horizon_last_year = INT32_MAX;
  WRONG(
      "relance_compile: options.horizon_first_year: 2010 with horizon_last_year 2147483647, "
      "expected 1900 to 2199 in order",
      relance_compile(text(""), text("x.yaml"), &options, &workflow, &error));
  options.horizon_last_year = 2009;
  FAILS(RELANCE_USAGE, relance_compile(text(""), text("x.yaml"), &options, &workflow, &error));
}

static void of_values(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  const relance_str shop = RELANCE_STR("shop");
  WRONG("relance_claim: engine: NULL, expected a handle",
        relance_claim(NULL, shop, kStart, 1, 0, &rows, &error));
  WRONG("relance_claim: effects: NULL, expected the address of a pointer for the answer",
        relance_claim(engine, shop, kStart, 1, 0, NULL, &error));
  WRONG("relance_claim: tenant: 0 bytes, expected a name of 1 to 255",
        relance_claim(engine, text(""), kStart, 1, 0, &rows, &error));
  WRONG(
      "relance_claim: now: 9223372036854775807, expected microseconds since 1970 (UTC) in the "
      "years 1900 to 2199",
      relance_claim(engine, shop, INT64_MAX, 1, 0, &rows, &error));
  WRONG(
      "relance_claim: now: 1772442000, which is early in 1970, expected microseconds since then "
      "(UTC), not seconds or milliseconds",
      relance_claim(engine, shop, kStart / 1000000, 1, 0, &rows, &error));
  FAILS(RELANCE_USAGE, relance_claim(engine, shop, kStart / 1000, 1, 0, &rows, &error));
  FAILS(RELANCE_USAGE,
        relance_claim(engine, shop, 7258118399999 /* the last */, 1, 0, &rows, &error));
  WRONG("relance_claim: lease: -1, expected microseconds, at most 30 days, or 0",
        relance_claim(engine, shop, kStart, 1, -1, &rows, &error));
  WRONG("relance_ack: effect: 5 bytes that are no id, expected the 32 hexadecimal digits of an ID",
        relance_ack(engine, shop, RELANCE_STR("no id"), 1, kStart, &error));
  WRONG("relance_deploy: workflow: NULL, expected a handle",
        relance_deploy(engine, shop, NULL, RELANCE_NEVER, text(""), &error));
  WRONG("relance_explain: personal: 2, expected at most 1",
        relance_explain(engine, shop, shop, 2, &rows, &error));
  CHECK(rows == NULL);
}

#define DIGITS(number) #number
#define NUMBER(macro) DIGITS(macro)

/* What a program says that was built for this library, an older and a newer one. */
static void of_versions(void) {
  relance_error* error = NULL;
  CHECK(RELANCE_CHECK_VERSION(NULL) == RELANCE_OK);
  OK(RELANCE_CHECK_VERSION(&error));
  CHECK(relance_abi_minor() == RELANCE_ABI_MINOR);
  CHECK(relance_check_version(RELANCE_ABI_VERSION, 99, &error) == RELANCE_USAGE);
  CHECK(tells(relance_error_message(error), "built for interface 1.99"));
  CHECK(tells(relance_error_message(error),
              "with interface " NUMBER(RELANCE_ABI_VERSION) "." NUMBER(RELANCE_ABI_MINOR)));
  CHECK(tells(relance_error_message(error), "newer librelance"));
  relance_error_destroy(error);
  CHECK(relance_check_version(RELANCE_ABI_VERSION + 1, 0, &error) == RELANCE_USAGE);
  CHECK(tells(relance_error_message(error), "newer librelance"));
  relance_error_destroy(error);
  CHECK(relance_check_version(0, 7, &error) == RELANCE_USAGE);
  CHECK(tells(relance_error_message(error), "built for interface 0.7"));
  relance_error_destroy(error);
}

/* An _init does what the _INIT does, also for a struct of another length. */
static void of_inits(void) {
  relance_event event, same = RELANCE_EVENT_INIT;
  memset(&event, 0x5a, sizeof(event));
  relance_event_init(&event, sizeof(event));
  CHECK(memcmp(&event, &same, sizeof(event)) == 0);
  memset(&event, 0x5a, sizeof(event));
  relance_event_init(&event, 8);
  CHECK(event.struct_size == 8 && event.given == 0);
  CHECK(((const char*)&event)[8] == 0x5a);
  relance_event_init(&event, 3);
  CHECK(event.struct_size == 8);
  relance_event_init(NULL, sizeof(event));
  relance_compile_options compile_options;
  relance_open_options open_options;
  relance_attribute attribute;
  relance_work_filter filter;
  relance_renaming renaming;
  relance_move_plan plan;
  relance_input input;
  relance_intake_options intake_options;
#define INIT(type, value)                       \
  do {                                          \
    type##_init(&(value), sizeof(value));       \
    CHECK((value).struct_size == sizeof(type)); \
  } while (0)
  INIT(relance_compile_options, compile_options);
  INIT(relance_open_options, open_options);
  INIT(relance_attribute, attribute);
  INIT(relance_work_filter, filter);
  INIT(relance_renaming, renaming);
  INIT(relance_move_plan, plan);
  INIT(relance_input, input);
  INIT(relance_intake_options, intake_options);
  CHECK(open_options.path.data == NULL && open_options.wal_bytes == 0 && plan.map == NULL);
}

void messages(void) {
  relance_error* error = NULL;
  relance_engine* engine = NULL;
  OK(relance_open(NULL, &engine, &error));
  of_structs(engine);
  of_values(engine);
  relance_close(engine);
  of_years();
  of_versions();
  of_inits();
}
