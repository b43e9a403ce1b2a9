/* A host of 0.1.0, compiled against the header beside it for ever and run with today's library: it
 * tells of leads, does what is asked and reads the answers. Its second half passes structs that end
 * before members which this header already has, as a host of an even older header would. */
#include <relance/relance.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int64_t kMinute = 60000000;
static const int64_t kStart = 1772442000000000; /* 2026-03-02T09:00:00Z */
static const relance_str kShop = {"shop", 4};
static const char kRules[] =
    "relance: 1\n"
    "name: client\n"
    "initial: incoming\n"
    "lead:\n"
    "  brand: {type: text}\n"
    "watch: {every: 90 d, do: [{alert: sales_manager}]}\n"
    "states:\n"
    "  incoming:\n"
    "    stage: new\n"
    "    enter: [{call: first_call, within: 25 min}]\n"
    "    events: {reached: talking, lost: gone}\n"
    "    after: [{delay: 1 h, do: [{alert: sales_manager}]}]\n"
    "  talking:\n"
    "    stage: contacted\n"
    "    events: {lost: gone}\n"
    "  gone:\n"
    "    stage: lost\n";

static int failures;

static void expect(int holds, const char* what, int line) {
  if (holds) return;
  ++failures;
  printf("client.c:%d: does not hold: %s\n", line, what);
}
#define EXPECT(condition) expect((condition), #condition, __LINE__)

static int says(relance_str got, const char* expected) {
  return got.size == strlen(expected) && memcmp(got.data, expected, got.size) == 0;
}

/* Memory for a struct that ends where an older header's did: what reads on is caught by sanitizers.
 */
static void* shorter(const void* whole, size_t size) {
  void* part = malloc(size);
  const uint32_t struct_size = (uint32_t)size;
  if (part == NULL) abort();
  memcpy(part, whole, size);
  memcpy(part, &struct_size, sizeof struct_size);
  return part;
}

static void deploy(relance_engine* engine, const relance_compile_options* options) {
  const relance_str rules = {kRules, sizeof kRules - 1};
  relance_workflow* workflow = NULL;
  EXPECT(relance_compile(rules, RELANCE_STR("client.yaml"), options, &workflow, NULL) == 0);
  EXPECT(says(relance_workflow_text(workflow, RELANCE_FIELD_NAME), "client"));
  EXPECT(relance_deploy(engine, kShop, workflow, kStart, RELANCE_STR("owner"), NULL) == 0);
  relance_workflow_destroy(workflow);
}

static void leads_come(relance_engine* engine) {
  relance_attribute brand = RELANCE_ATTRIBUTE_INIT;
  relance_event events[2] = {RELANCE_EVENT_INIT, RELANCE_EVENT_INIT};
  relance_rows* rows = NULL;
  brand.name = RELANCE_STR("brand");
  brand.text = RELANCE_STR("Dacia");
  events[0].lead = RELANCE_STR("L-1");
  events[0].name = RELANCE_STR("received");
  events[0].key = RELANCE_STR("k1");
  events[0].attributes = &brand;
  events[0].attribute_count = 1;
  events[0].attribute_stride = sizeof brand;
  events[1].lead = RELANCE_STR("L-2");
  events[1].name = RELANCE_STR("reached");
  EXPECT(relance_submit(engine, kShop, events, 2, sizeof events[0], kStart, &rows, NULL) == 0);
  EXPECT(relance_rows_count(rows) == 2);
  EXPECT(says(relance_rows_text(rows, 0, RELANCE_FIELD_TO), "incoming"));
  EXPECT(relance_rows_number(rows, 1, RELANCE_FIELD_VERDICT) == RELANCE_WAITING);
  relance_rows_destroy(rows);
  EXPECT(relance_attributes(engine, kShop, RELANCE_STR("L-1"), &rows, NULL) == 0);
  EXPECT(says(relance_rows_text(rows, 0, RELANCE_FIELD_TEXT), "Dacia"));
  relance_rows_destroy(rows);
}

/* Nobody calls: each lead's call runs out after 25 and 50 minutes and is asked for again; the hour
 * brings the manager. */
static void work_is_done(relance_engine* engine, size_t leads) {
  relance_rows* rows = NULL;
  size_t fired = 0;
  int64_t next = 0;
  EXPECT(relance_worklist(engine, kShop, kStart, NULL, 10, &rows, NULL) == 0);
  EXPECT(relance_rows_number(rows, 0, RELANCE_FIELD_BY) == kStart + 25 * kMinute);
  relance_rows_destroy(rows);
  EXPECT(relance_claim(engine, kShop, kStart, 10, 0, &rows, NULL) == 0);
  EXPECT(says(relance_rows_text(rows, 0, RELANCE_FIELD_NAME), "first_call"));
  EXPECT(relance_ack(engine, kShop, relance_rows_text(rows, 0, RELANCE_FIELD_ID),
                     (uint32_t)relance_rows_number(rows, 0, RELANCE_FIELD_TOKEN), kStart,
                     NULL) == 0);
  relance_rows_destroy(rows);
  EXPECT(relance_tick(engine, kShop, kStart + 60 * kMinute, 10, &fired, &next, NULL) == 0);
  EXPECT(fired == 3 * leads && next == kStart + 75 * kMinute);
}

static void a_mistake_is_told(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  EXPECT(relance_lead(engine, kShop, RELANCE_STR("L-9"), &rows, &error) == RELANCE_UNKNOWN);
  EXPECT(rows == NULL && relance_error_code(error) == RELANCE_UNKNOWN);
  EXPECT(relance_error_message(error).size > 0);
  relance_error_destroy(error);
}

/* Two events without the members about attributes, each as long as that. */
static void shorter_events(relance_engine* engine) {
  const size_t size = offsetof(relance_event, attributes);
  char* both = malloc(2 * size);
  relance_rows* rows = NULL;
  if (both == NULL) abort();
  for (size_t i = 0; i < 2; ++i) {
    relance_event event = RELANCE_EVENT_INIT;
    event.struct_size = (uint32_t)size;
    event.lead = i == 0 ? RELANCE_STR("L-1") : RELANCE_STR("L-2");
    event.name = RELANCE_STR("received");
    memcpy(both + i * size, &event, size);
  }
  EXPECT(relance_submit(engine, kShop, (const relance_event*)(const void*)both, 2, size, kStart,
                        &rows, NULL) == 0);
  EXPECT(relance_rows_count(rows) == 2);
  EXPECT(relance_rows_number(rows, 0, RELANCE_FIELD_VERDICT) == RELANCE_ACCEPTED);
  EXPECT(relance_rows_number(rows, 1, RELANCE_FIELD_VERDICT) == RELANCE_ACCEPTED);
  relance_rows_destroy(rows);
  free(both);
}

static void shorter_structs(void) {
  const relance_open_options open = RELANCE_OPEN_OPTIONS_INIT;
  const relance_compile_options compile = RELANCE_COMPILE_OPTIONS_INIT;
  void* in_memory = shorter(&open, offsetof(relance_open_options, must_exist));
  void* from_2010 = shorter(&compile, offsetof(relance_compile_options, horizon_last_year));
  relance_engine* engine = NULL;
  EXPECT(relance_open(in_memory, &engine, NULL) == 0);
  deploy(engine, from_2010);
  shorter_events(engine);
  work_is_done(engine, 2);
  relance_close(engine);
  free(in_memory);
  free(from_2010);
}

int main(void) {
  relance_engine* engine = NULL;
  EXPECT(relance_abi_version() == RELANCE_ABI_VERSION);
  EXPECT(relance_open(NULL, &engine, NULL) == 0);
  deploy(engine, NULL);
  leads_come(engine);
  work_is_done(engine, 1);
  a_mistake_is_told(engine);
  relance_close(engine);
  shorter_structs();
  if (failures == 0) printf("the host of 0.1.0 runs\n");
  return failures == 0 ? 0 : 1;
}
