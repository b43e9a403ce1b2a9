/* The worlds of calls.h: made, given as arguments, looked at. */
#include <string.h>

#include "calls.h"
#include "check.h"

#define RULES(deadline, first_call)                                                 \
  "relance: 1\n"                                                                    \
  "name: border\n"                                                                  \
  "timezone: Europe/Paris\n"                                                        \
  "initial: incoming\n"                                                             \
  "lead: {brand: {type: text}, size: {type: number}}\n"                             \
  "lanes: {seller: {}, bdc: {}}\n"                                                  \
  "deadlines:\n"                                                                    \
  "  " deadline                                                                     \
  ":\n"                                                                             \
  "    {from: received, until: attempted, within: 1 h, breach: [{hand_to: bdc}]}\n" \
  "watch: {every: 90 d, do: [{alert: boss}]}\n"                                     \
  "states:\n"                                                                       \
  "  incoming:\n"                                                                   \
  "    stage: new\n"                                                                \
  "    enter: [{call: first_call, within: " first_call                              \
  "}]\n"                                                                            \
  "    events: {lost: {to: gone, if: 'lead.size > 3'}}\n"                           \
  "    after: [{delay: 30 min, do: [{alert: boss}]}]\n"                             \
  "  gone: {stage: lost}\n"

static const char kRules[] = RULES("attempt", "4 h");
static const char kOther[] = RULES("first_try", "5 h");
static const char kMapping[] =
    "relance_mapping: 1\n"
    "name: leads\n"
    "timezone: UTC\n"
    "lead: {column: Lead}\n"
    "events: [{event: received, at: {column: Came}}]\n";
static const char kCsv[] = "Lead,Came\nL-5,2026-03-02 09:30:00\n,2026-03-02 09:30:00\n";

#define MINUTE INT64_C(60000000)
#define BEGIN INT64_C(1772442000000000) /* 2026-03-02T09:00:00Z */
const int64_t kBegin = BEGIN;
const int64_t kNow = BEGIN + 70 * MINUTE;
static const int64_t kLater = BEGIN + 10 * MINUTE;

static relance_workflow* rules[2];

static relance_workflow* rules_of(size_t index) {
  relance_error* error = NULL;
  if (rules[index] == NULL) {
    OK(relance_compile(text(index == 0 ? kRules : kOther), RELANCE_STR("border.yaml"), NULL,
                       &rules[index], &error));
  }
  return rules[index];
}

void close_rules(void) {
  for (size_t i = 0; i < 2; ++i) relance_workflow_destroy(rules[i]);
  rules[0] = rules[1] = NULL;
}

static void tell(world* of, const relance_event* events, size_t count, int64_t now) {
  relance_error* error = NULL;
  relance_rows* decisions = NULL;
  OK(relance_submit(of->engine, RELANCE_STR("shop"), events, count, sizeof(*events), now,
                    &decisions, &error));
  relance_rows_destroy(decisions);
}

static relance_rows* claimed(world* of, int64_t now, int64_t lease) {
  relance_error* error = NULL;
  relance_rows* effects = NULL;
  OK(relance_claim(of->engine, RELANCE_STR("shop"), now, 10, lease, &effects, &error));
  return effects;
}

static void fill_inputs(world* of) {
  of->attributes[0] = of->attributes[1] = (relance_attribute)RELANCE_ATTRIBUTE_INIT;
  of->attributes[0].name = RELANCE_STR("brand");
  of->attributes[0].text = RELANCE_STR("Example Motors of the southern valleys");
  of->attributes[1].name = RELANCE_STR("person.email");
  of->attributes[1].text = RELANCE_STR("anna.of.the.long.name@example.com");
  of->events[0] = told("L-3", "received", "a key that is longer than a short text");
  of->events[0].actor = RELANCE_STR("ada");
  of->events[0].attributes = of->attributes;
  of->events[0].attribute_count = 2;
  of->events[0].attribute_stride = sizeof(of->attributes[0]);
  of->events[1] = told("L-2", "lost", ""); /* refused: no size is known */
  of->events[2] = told("L-4", "received", "");
  of->renaming = (relance_renaming)RELANCE_RENAMING_INIT;
  of->renaming.before = RELANCE_STR("deadlines.attempt");
  of->renaming.after = RELANCE_STR("deadlines.first_try");
  of->plan = (relance_move_plan)RELANCE_MOVE_PLAN_INIT;
  of->plan.who = RELANCE_WHO_ALL;
  of->plan.actor = RELANCE_STR("ada");
  of->plan.map = &of->renaming;
  of->plan.map_count = 1;
  of->plan.map_stride = sizeof(of->renaming);
  of->filter = (relance_work_filter)RELANCE_WORK_FILTER_INIT;
  of->filter.lane = RELANCE_STR("bdc");
  of->compile_options = (relance_compile_options)RELANCE_COMPILE_OPTIONS_INIT;
  of->open_options = (relance_open_options)RELANCE_OPEN_OPTIONS_INIT;
  of->open_options.max_attempts = 1;
  of->open_options.durability = RELANCE_DURABILITY_NORMAL;
  of->intake_options = (relance_intake_options)RELANCE_INTAKE_OPTIONS_INIT;
  of->intake_options.memory = 1 << 20;
}

/* A file with a lead and a record that is none, half taken in. */
static void begin_intake(world* of) {
  relance_error* error = NULL;
  OK(relance_read_mapping(text(kMapping), RELANCE_STR("leads.yaml"), NULL, &of->mapping, &error));
  of->input = (relance_input)RELANCE_INPUT_INIT;
  of->input.mapping = of->mapping;
  of->input.file = RELANCE_STR("a file of the southern valleys.csv");
  of->input.bytes = text(kCsv);
  OK(relance_intake_begin(of->engine, RELANCE_STR("shop"), &of->input, 1, sizeof(of->input), kNow,
                          &of->intake_options, &of->intake, &error));
}

static void deploy(world* of, const relance_workflow* workflow, int64_t at) {
  relance_error* error = NULL;
  OK(relance_deploy(of->engine, RELANCE_STR("shop"), workflow, at, RELANCE_STR("ada"), &error));
}

void open_world(world* of, const char* path) {
  relance_error* error = NULL;
  memset(of, 0, sizeof(*of));
  fill_inputs(of);
  of->workflow = rules_of(0);
  of->other = rules_of(1);
  of->open_options.path = text(path);
  OK(relance_open(&of->open_options, &of->engine, &error));
  deploy(of, of->workflow, kBegin);
  const relance_event first = told("L-1", "received", "");
  const relance_event others[2] = {told("L-2", "received", ""), told("L-4", "lost", "")};
  tell(of, &first, 1, kBegin);
  of->dead = claimed(of, kBegin, MINUTE);
  relance_rows_destroy(claimed(of, kLater, MINUTE)); /* the only attempt is over: it gives up */
  tell(of, others, 2, kLater);
  of->leased = claimed(of, kLater, 120 * MINUTE);
  deploy(of, of->other, kLater);
  begin_intake(of);
}

void close_world(world* of) {
  relance_rows_destroy(of->dead);
  relance_rows_destroy(of->leased);
  relance_close(of->engine);
  relance_mapping_destroy(of->mapping);
  relance_intake_destroy(of->intake);
}

static relance_str right_text(const world* of, const call* what, size_t index) {
  if (kind_of(what, index) == 'R') return text(kRules);
  if (kind_of(what, index) == 'M') return text(kMapping);
  if (parameter_is(what, index, "tenant")) return RELANCE_STR("shop");
  if (parameter_is(what, index, "lead")) return RELANCE_STR("L-2");
  if (parameter_is(what, index, "reason")) return RELANCE_STR("line_busy");
  if (parameter_is(what, index, "effect")) {
    return relance_rows_text(of->leased, 0, RELANCE_FIELD_ID);
  }
  if (parameter_is(what, index, "dead")) return relance_rows_text(of->dead, 0, RELANCE_FIELD_ID);
  if (parameter_is(what, index, "fingerprint")) {
    return relance_workflow_text(of->workflow, RELANCE_FIELD_FINGERPRINT);
  }
  return RELANCE_STR(""); /* file, actor, owner: nothing in particular */
}

static void* right_pointer(world* of, const call* what, size_t index) {
  switch (kind_of(what, index)) {
    case 'E':
      return of->engine;
    case 'W':
      return parameter_is(what, index, "after") ? of->other : of->workflow;
    case 'B':
      return of->events;
    case 'J':
      return &of->input;
    case 'K':
      return of->intake;
    case 'i':
      return &of->intake_options;
    case 'A':
      return &of->after;
    case 'c':
      return &of->compile_options;
    case 'p':
      return &of->open_options;
    case 'f':
      return &of->filter;
    case 'm':
      return &of->plan;
    default:
      return NULL;
  }
}

void right_arguments(world* of, const call* what, argument* with) {
  size_t outputs = 0;
  of->after = 0;
  for (size_t i = 0; i < parameter_count(what); ++i) {
    const char kind = kind_of(what, i);
    with[i] = (argument){right_pointer(of, what, i), right_text(of, what, i), kNow, 10};
    if (kind == 'O' || kind == 'z') {
      of->outputs[outputs].number = 0;
      with[i].pointer = &of->outputs[outputs++];
    }
    if (kind == 'N' && parameter_is(what, i, "after")) with[i].size = 0;
    if (kind == 'L') with[i].number = MINUTE;
    if (kind == 'C') with[i].size = sizeof(of->events) / sizeof(of->events[0]);
    if (kind == 'X') with[i].size = sizeof(of->events[0]);
    if (kind == 'C' && kind_of(what, i - 1) == 'J') with[i].size = 1;
    if (kind == 'X' && kind_of(what, i - 2) == 'J') with[i].size = sizeof(of->input);
    if (kind == 'V') with[i].size = parameter_is(what, i, "version") ? RELANCE_ABI_VERSION : 0;
    if (kind == 'U') {
      with[i].size = (size_t)relance_rows_number(of->leased, 0, RELANCE_FIELD_TOKEN);
    }
  }
}

void destroy_outputs(world* of, const call* what) {
  size_t next = 0;
  for (size_t i = 0; i < parameter_count(what); ++i) {
    if (kind_of(what, i) == 'z') ++next;
    if (kind_of(what, i) != 'O') continue;
    if (parameter_is(what, i, "engine")) {
      relance_close(of->outputs[next].engine);
    } else if (parameter_is(what, i, "workflow")) {
      relance_workflow_destroy(of->outputs[next].workflow);
    } else if (parameter_is(what, i, "mapping")) {
      relance_mapping_destroy(of->outputs[next].mapping);
    } else if (parameter_is(what, i, "intake")) {
      relance_intake_destroy(of->outputs[next].intake);
    } else if (parameter_is(what, i, "stream")) {
      if (of->outputs[next].any != NULL)
        of->outputs[next].stream.release(&of->outputs[next].stream);
    } else {
      relance_rows_destroy(of->outputs[next].rows);
    }
    of->outputs[next++].any = NULL;
  }
}
