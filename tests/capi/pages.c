/* What may be long, a page at a time: the same as when read at once, whatever the length of pages.
 */
#include <relance/relance.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static const char kRules[] =
    "relance: 1\n"
    "name: pages\n"
    "timezone: UTC\n"
    "initial: incoming\n"
    "watch: {every: 90 d, do: [{alert: boss}]}\n"
    "states:\n"
    "  incoming:\n"
    "    stage: new\n"
    "    enter: [{call: first_call}]\n"
    "    events: {lost: gone}\n"
    "  gone: {stage: lost}\n";

enum { kLeads = 7 };
static const int64_t kStart = 1772442000000000; /* 2026-03-02T09:00:00Z */

static void tell(relance_engine* engine, const char* tenant, const char* lead, const char* name) {
  relance_error* error = NULL;
  relance_rows* decisions = NULL;
  relance_attribute reason = RELANCE_ATTRIBUTE_INIT;
  reason.name = RELANCE_STR("reason");
  reason.text = RELANCE_STR("not_interested");
  relance_event event = told(lead, name, "");
  if (strcmp(name, "lost") == 0) {
    event.attributes = &reason;
    event.attribute_count = 1;
    event.attribute_stride = sizeof(reason);
  }
  OK(relance_submit(engine, text(tenant), &event, 1, sizeof(event), kStart, &decisions, &error));
  relance_rows_destroy(decisions);
}

/* Seven leads of the shop, each lost again, among those of a garage; one event waits. */
static relance_engine* filled(void) {
  relance_error* error = NULL;
  relance_engine* engine = NULL;
  relance_workflow* workflow = NULL;
  char lead[16];
  OK(relance_open(NULL, &engine, &error));
  OK(relance_compile(text(kRules), RELANCE_STR("pages.yaml"), NULL, &workflow, &error));
  OK(relance_deploy(engine, RELANCE_STR("shop"), workflow, kStart, text(""), &error));
  OK(relance_deploy(engine, RELANCE_STR("garage"), workflow, kStart, text(""), &error));
  relance_workflow_destroy(workflow);
  for (int i = 1; i <= kLeads; ++i) {
    snprintf(lead, sizeof(lead), "L-%d", i);
    tell(engine, "shop", lead, "received");
    tell(engine, "garage", lead, "received");
    tell(engine, "shop", lead, "lost");
  }
  tell(engine, "shop", "L-early", "lost");
  tell(engine, "shop", "L-later", "lost");
  return engine;
}

static void tenants(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  relance_workflow* workflow = NULL;
  OK(relance_tenants(engine, &rows, &error));
  CHECK(relance_rows_count(rows) == 2);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_TENANT), "shop"));
  CHECK(says(relance_rows_text(rows, 1, RELANCE_FIELD_TENANT), "garage"));
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_NAME), "pages"));
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_LEADS) == kLeads);
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_CLOCK) == kStart);
  OK(relance_current(engine, RELANCE_STR("shop"), &workflow, &error));
  const relance_str in_force = relance_workflow_text(workflow, RELANCE_FIELD_FINGERPRINT);
  const relance_str told_of = relance_rows_text(rows, 0, RELANCE_FIELD_FINGERPRINT);
  CHECK(in_force.size == 32 && memcmp(in_force.data, told_of.data, 32) == 0);
  CHECK(relance_workflow_diagnostics(workflow) == NULL);
  relance_workflow_destroy(workflow);
  relance_rows_destroy(rows);
  FAILS(RELANCE_UNKNOWN, relance_current(engine, RELANCE_STR("none"), &workflow, &error));
}

static void leads(relance_engine* engine, size_t at_most) {
  relance_error* error = NULL;
  uint64_t after = 0;
  int32_t more = 1;
  int64_t seen = 0;
  char lead[16];
  while (more) {
    relance_rows* rows = NULL;
    OK(relance_leads(engine, RELANCE_STR("shop"), &after, at_most, &more, &rows, &error));
    CHECK(relance_rows_count(rows) <= at_most);
    for (size_t i = 0; i < relance_rows_count(rows); ++i) {
      snprintf(lead, sizeof(lead), "L-%d", (int)++seen);
      CHECK(says(relance_rows_text(rows, i, RELANCE_FIELD_LEAD), lead));
      CHECK(relance_rows_number(rows, i, RELANCE_FIELD_LEAD_NUMBER) == seen);
      CHECK(says(relance_rows_text(rows, i, RELANCE_FIELD_STATE), "gone"));
      CHECK(relance_rows_number(rows, i, RELANCE_FIELD_LOST) == kStart);
    }
    relance_rows_destroy(rows);
  }
  CHECK(seen == kLeads);
  CHECK(after == kLeads);
}

/* Two entries a lead in the shop, one in the garage; in the order in which they were told. */
static void journal(relance_engine* engine, const char* tenant, size_t at_most, int expected) {
  relance_error* error = NULL;
  uint64_t after = 0;
  int32_t more = 1;
  int seen = 0;
  int64_t position = 0;
  while (more) {
    relance_rows* rows = NULL;
    OK(relance_journal(engine, text(tenant), &after, at_most, &more, &rows, &error));
    CHECK(relance_rows_count(rows) <= at_most);
    for (size_t i = 0; i < relance_rows_count(rows); ++i, ++seen) {
      CHECK(relance_rows_number(rows, i, RELANCE_FIELD_POSITION) > position);
      position = relance_rows_number(rows, i, RELANCE_FIELD_POSITION);
      const int of_shop = says(relance_rows_text(rows, i, RELANCE_FIELD_TENANT), "shop");
      const int64_t seq = relance_rows_number(rows, i, RELANCE_FIELD_SEQ);
      CHECK(of_shop || says(relance_rows_text(rows, i, RELANCE_FIELD_TENANT), "garage"));
      CHECK(tenant[0] == '\0' || says(relance_rows_text(rows, i, RELANCE_FIELD_TENANT), tenant));
      CHECK(relance_rows_number(rows, i, RELANCE_FIELD_LEAD_NUMBER) == (position - 1) / 3 + 1);
      CHECK(seq == (of_shop && position % 3 == 0 ? 2 : 1));
      CHECK(says(relance_rows_text(rows, i, RELANCE_FIELD_EVENT), seq == 2 ? "lost" : "received"));
    }
    relance_rows_destroy(rows);
  }
  CHECK(seen == expected);
  /* What comes later is behind what was read. */
  relance_rows* rows = NULL;
  OK(relance_journal(engine, text(tenant), &after, at_most, &more, &rows, &error));
  CHECK(relance_rows_count(rows) == 0 && more == 0);
  relance_rows_destroy(rows);
}

static void history(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  uint64_t after = 0;
  int32_t more = 0;
  const relance_str shop = RELANCE_STR("shop"), lead = RELANCE_STR("L-3");
  OK(relance_history(engine, shop, lead, &after, 1, &more, &rows, &error));
  CHECK(relance_rows_count(rows) == 1 && more == 1 && after == 1);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_EVENT), "received"));
  CHECK(relance_rows_text(rows, 0, RELANCE_FIELD_FINGERPRINT).size == 32);
  relance_rows_destroy(rows);
  OK(relance_history(engine, shop, lead, &after, 1, &more, &rows, &error));
  CHECK(relance_rows_count(rows) == 1 && more == 0 && after == 2);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_EVENT), "lost"));
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_BY_TIMER) == 0);
  relance_rows_destroy(rows);
  after = UINT64_MAX;
  OK(relance_history(engine, shop, lead, &after, 1, &more, &rows, &error));
  CHECK(relance_rows_count(rows) == 0 && more == 0);
  relance_rows_destroy(rows);
  after = 1;
  FAILS(RELANCE_UNKNOWN,
        relance_history(engine, shop, text("none"), &after, 1, &more, &rows, &error));
  CHECK(after == 1);
}

static void waiting(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  const relance_str shop = RELANCE_STR("shop");
  OK(relance_waiting(engine, shop, text(""), 1, &rows, &error));
  CHECK(relance_rows_count(rows) == 1);
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_LEAD), "L-early"));
  CHECK(says(relance_rows_text(rows, 0, RELANCE_FIELD_EVENT), "lost"));
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_POSITION) == 1);
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_TOLD_AT) == kStart);
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_OCCURRED_AT) == kStart);
  CHECK(relance_rows_number(rows, 0, RELANCE_FIELD_REFUSAL) == 0);
  relance_rows* next = NULL;
  OK(relance_waiting(engine, shop, relance_rows_text(rows, 0, RELANCE_FIELD_LEAD), 1, &next,
                     &error));
  CHECK(says(relance_rows_text(next, 0, RELANCE_FIELD_LEAD), "L-later"));
  CHECK(tells(relance_rows_text(next, 0, RELANCE_FIELD_TEXT), "waiting \"L-later\" 1 \"lost\""));
  relance_rows_destroy(rows);
  OK(relance_waiting(engine, shop, relance_rows_text(next, 0, RELANCE_FIELD_LEAD), 1, &rows,
                     &error));
  CHECK(relance_rows_count(rows) == 0);
  relance_rows_destroy(rows);
  relance_rows_destroy(next);
}

/* All pages one behind the other; NUL-terminated, the caller's. */
static char* exported(relance_engine* engine, size_t at_most) {
  relance_error* error = NULL;
  uint64_t after = 0;
  int32_t more = 1;
  size_t size = 0;
  char* all = malloc(1);
  while (more) {
    relance_rows* rows = NULL;
    OK(relance_export(engine, RELANCE_STR("shop"), kStart, &after, at_most, &more, &rows, &error));
    for (size_t i = 0; i < relance_rows_count(rows); ++i) {
      const relance_str lines = relance_rows_text(rows, i, RELANCE_FIELD_TEXT);
      all = realloc(all, size + lines.size + 1);
      memcpy(all + size, lines.data, lines.size);
      size += lines.size;
    }
    relance_rows_destroy(rows);
  }
  all[size] = '\0';
  return all;
}

static void exports(relance_engine* engine) {
  char *whole = exported(engine, 0), *in_pieces = exported(engine, 2);
  CHECK(strcmp(whole, in_pieces) == 0);
  CHECK(strncmp(whole, "tenant \"shop\" rules ", 20) == 0);
  CHECK(strstr(whole, "lead \"L-7\" number 7") != NULL);
  CHECK(whole[strlen(whole) - 1] == '\n');
  free(whole);
  free(in_pieces);
}

static void upkeep(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  uint64_t after = 0;
  int32_t more = 1;
  OK(relance_audit(engine, 0, &more, &rows, &error));
  CHECK(relance_rows_count(rows) == 0 && more == 0);
  relance_rows_destroy(rows);
  OK(relance_forgotten(engine, RELANCE_STR("garage"), &after, 3, &more, &rows, &error));
  CHECK(relance_rows_count(rows) == 0 && more == 1 && after == 3); /* these rules forget nobody */
  relance_rows_destroy(rows);
  OK(relance_dead_letters(engine, RELANCE_STR("garage"), NULL, 0, &more, &rows, &error));
  CHECK(relance_rows_count(rows) == 0 && more == 0);
  relance_rows_destroy(rows);
}

/* Fields of many rows at once are those of each. */
static void columns(relance_engine* engine) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  relance_str texts[kLeads + 1];
  int64_t numbers[kLeads + 1];
  OK(relance_leads(engine, RELANCE_STR("shop"), NULL, 0, NULL, &rows, &error));
  CHECK(relance_rows_texts(rows, RELANCE_FIELD_LEAD, 0, kLeads + 1, texts) == kLeads);
  CHECK(relance_rows_numbers(rows, RELANCE_FIELD_LEAD_NUMBER, 5, kLeads, numbers) == 2);
  CHECK(says(texts[6], "L-7"));
  CHECK(numbers[0] == 6 && numbers[1] == 7);
  CHECK(relance_rows_texts(rows, RELANCE_FIELD_LEAD, SIZE_MAX, SIZE_MAX, texts) == 0);
  CHECK(relance_rows_texts(rows, RELANCE_FIELD_LEAD, 0, 1, NULL) == 0);
  CHECK(relance_rows_numbers(NULL, RELANCE_FIELD_SEQ, 0, 1, numbers) == 0);
  relance_rows_destroy(rows);
}

void pages(void) {
  relance_engine* engine = filled();
  tenants(engine);
  for (size_t at_most = 1; at_most <= kLeads + 1; at_most += 3) {
    leads(engine, at_most);
    journal(engine, "", at_most, 3 * kLeads);
    journal(engine, "shop", at_most, 2 * kLeads);
    journal(engine, "garage", at_most, kLeads);
  }
  history(engine);
  waiting(engine);
  exports(engine);
  upkeep(engine);
  columns(engine);
  relance_close(engine);
}
