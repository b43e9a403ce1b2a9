/* What is wrong inside of what a call is given: events, their attributes, the map of a move. */
#include <stdint.h>

#include "calls.h"
#include "check.h"

static relance_code submitted(world* of, const relance_event* event, relance_rows** rows,
                              relance_error** error) {
  return relance_submit(of->engine, RELANCE_STR("shop"), event, 1, sizeof(*event), kNow, rows,
                        error);
}

static void refused(world* of, const relance_event* event) {
  relance_error* error = NULL;
  relance_rows* rows = (relance_rows*)of;
  FAILS(RELANCE_USAGE, submitted(of, event, &rows, &error));
  CHECK(rows == NULL);
}

/* An event whose bytes are no UTF-8 is refused as other wrong events are; the batch goes on. */
static void answered(world* of, const relance_event* event) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  OK(submitted(of, event, &rows, &error));
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_VERDICT) == RELANCE_REFUSED);
  const relance_str message = relance_rows_text(rows, 0, RELANCE_FIELD_MESSAGE);
  CHECK(message.size > 0 && is_utf8(message));
  relance_rows_destroy(rows);
}

/* Calls `wrong` once for each text of the event, which `spoil` has spoiled. */
static void each_text(world* of, relance_str spoil, void (*wrong)(world*, const relance_event*)) {
  relance_attribute attribute = RELANCE_ATTRIBUTE_INIT;
  attribute.name = RELANCE_STR("brand");
  for (int which = 0; which < 6; ++which) {
    relance_attribute spoiled = attribute;
    relance_event event = told("L-7", "received", "");
    event.attributes = &spoiled;
    event.attribute_count = 1;
    event.attribute_stride = sizeof(spoiled);
    relance_str* const texts[] = {&event.lead,  &event.name,   &event.key,
                                  &event.actor, &spoiled.name, &spoiled.text};
    *texts[which] = spoil;
    wrong(of, &event);
  }
}

static void texts(world* of) {
  static const char kByte = 'x';
  each_text(of, (relance_str){NULL, 1}, refused);
  each_text(of, (relance_str){&kByte, SIZE_MAX}, refused);
  each_text(of, text("\xff"), answered);
  each_text(of, text("ab\xe2\x82"), answered);
}

static void attributes(world* of) {
  static const size_t kCounts[] = {SIZE_MAX, SIZE_MAX / 2, SIZE_MAX / sizeof(relance_attribute)};
  static const size_t kStrides[] = {0, 3, sizeof(relance_attribute) - 1, SIZE_MAX, SIZE_MAX / 2};
  static const uint32_t kSizes[] = {0, 3, sizeof(relance_attribute) + 1, UINT32_MAX};
  relance_event event = of->events[0];
  event.attributes = NULL;
  refused(of, &event);
  for (size_t i = 0; i < 3; ++i) {
    event = of->events[0];
    event.attribute_count = kCounts[i];
    refused(of, &event);
  }
  for (size_t i = 0; i < 5; ++i) {
    event = of->events[0];
    event.attribute_stride = kStrides[i];
    refused(of, &event);
  }
  for (size_t i = 0; i < 4; ++i) {
    event = of->events[0];
    of->attributes[1].struct_size = kSizes[i];
    refused(of, &event);
    of->attributes[1].struct_size = sizeof(relance_attribute);
  }
}

static void events(world* of) {
  static const int64_t kUnlawful[] = {INT64_MIN, INT64_MAX, INT64_C(8000000000000000)};
  relance_event event = told("L-7", "received", "");
  event.struct_size = sizeof(event) + 1;
  refused(of, &event);
  event = told("L-7", "received", "");
  event.given = 1u << 20;
  refused(of, &event);
  for (size_t i = 0; i < 3; ++i) {
    event = told("L-7", "received", "");
    event.given = RELANCE_GIVEN_NOW;
    event.now = kUnlawful[i];
    refused(of, &event);
    event.given = RELANCE_GIVEN_OCCURRED_AT;
    event.occurred_at = kUnlawful[i];
    answered(of, &event);
  }
}

static relance_code moved(world* of, uint64_t* after, relance_error** error) {
  relance_rows* rows = (relance_rows*)of;
  const relance_code code = relance_move(of->engine, RELANCE_STR("shop"), NULL, &of->plan, kNow,
                                         after, 0, NULL, &rows, error);
  CHECK((code == RELANCE_OK) == (rows != NULL));
  relance_rows_destroy(rows);
  return code;
}

static void plans(world* of) {
  static const char kByte = 'x';
  const relance_str wrong[] = {{NULL, 1}, {&kByte, SIZE_MAX}, {"\xff", 1}};
  const relance_move_plan right = of->plan;
  relance_error* error = NULL;
  uint64_t after = UINT64_MAX;
  OK(moved(of, &after, &error));
  for (int which = 0; which < 4; ++which) {
    for (size_t i = 0; i < 3; ++i) {
      of->plan = right;
      relance_str* const texts[] = {&of->plan.which, &of->plan.actor, &of->renaming.before,
                                    &of->renaming.after};
      const relance_str kept = *texts[which];
      *texts[which] = wrong[i];
      after = 0;
      FAILS(RELANCE_USAGE, moved(of, &after, &error));
      CHECK(after == 0);
      *texts[which] = kept;
    }
  }
  of->plan = right;
  of->plan.who = RELANCE_WHO_GUARD + 1;
  FAILS(RELANCE_USAGE, moved(of, &after, &error));
  of->plan = right;
  of->plan.map_count = SIZE_MAX;
  FAILS(RELANCE_USAGE, moved(of, &after, &error));
  of->plan.map = NULL;
  of->plan.map_count = 1;
  FAILS(RELANCE_USAGE, moved(of, &after, &error));
  of->plan = right;
  of->plan.map_stride = 0;
  FAILS(RELANCE_USAGE, moved(of, &after, &error));
  of->plan = right;
  OK(moved(of, &after, &error));
}

/* Numbers in options that no caller can mean. */
static void options(world* of) {
  static const int32_t kYears[][2] = {
      {INT32_MIN, INT32_MAX}, {INT32_MAX, INT32_MIN}, {2030, 2020}, {1, 0}, {0, INT32_MAX},
  };
  relance_error* error = NULL;
  relance_engine* engine = (relance_engine*)of;
  relance_workflow* workflow = (relance_workflow*)of;
  for (size_t i = 0; i < 5; ++i) {
    of->compile_options.horizon_first_year = kYears[i][0];
    of->compile_options.horizon_last_year = kYears[i][1];
    FAILS(RELANCE_USAGE, relance_compile(relance_workflow_text(of->workflow, RELANCE_FIELD_TEXT),
                                         text("x"), &of->compile_options, &workflow, &error));
    CHECK(workflow == NULL);
  }
  of->open_options.behind_after = of->open_options.effects_per_lead = UINT64_MAX;
  OK(relance_open(&of->open_options, &engine, &error));
  relance_close(engine);
  relance_open_options wrong[4] = {of->open_options, of->open_options, of->open_options,
                                   of->open_options};
  wrong[0].durability = UINT32_MAX;
  wrong[1].max_attempts = UINT32_MAX;
  wrong[2].busy_ms = UINT32_MAX;
  wrong[3].path = RELANCE_STR("a\0b");
  for (size_t i = 0; i < 4; ++i) {
    if (i < 3) wrong[i].path = text("");
    FAILS(RELANCE_USAGE, relance_open(&wrong[i], &engine, &error));
    CHECK(engine == NULL);
  }
}

void wrong_elements(void) {
  world of;
  open_world(&of, "");
  texts(&of);
  attributes(&of);
  events(&of);
  plans(&of);
  options(&of);
  close_world(&of);
}
