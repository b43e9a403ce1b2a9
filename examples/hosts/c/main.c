/* A morning at a dealership, from C: main RULES [DATABASE]; without a database, in memory.
 *
 * Functions with an `error` give 0 when all went well, so `||` stops at the first failure. Each
 * handle has one owner, who destroys it on every way out. */
#include <relance/relance.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define STR "%.*s" /* how printf shows a relance_str, ... */
#define SHOWN(str) (int)(str).size, (str).data
#define TIME(instant) instant_text((char[kInstant]){0}, instant) /* ... and an instant, as %s */

enum { kAtOnce = 100, kInstant = sizeof "2026-03-02 09:00" };
static const int64_t kMinute = INT64_C(60000000);        /* microseconds */
static const int64_t kStart = INT64_C(1772442000000000); /* 2026-03-02 09:00 UTC, a Monday */

typedef struct host {
  relance_engine* engine;
  relance_str tenant;
  int64_t now; /* the engine has no clock: this one is set by hand */
} host;

static relance_str text(const char* words) {
  const relance_str str = {words, strlen(words)};
  return str;
}

static const char* instant_text(char* words, int64_t instant) {
  const time_t seconds = (time_t)(instant / 1000000);
  strftime(words, kInstant, "%Y-%m-%d %H:%M", gmtime(&seconds));
  return words;
}

/* ---- Telling what happened ------------------------------------------------------------------ */

/* An event with what it carries, if anything. Told again under its key, it counts once. */
typedef struct told {
  relance_str lead, name, key, attribute, value;
} told;

static told event(const char* lead, const char* name, const char* key, const char* attribute,
                  const char* value) {
  const told event = {text(lead), text(name), text(key), text(attribute), text(value)};
  return event;
}

static int tell(const host* host, const told* told, size_t count, relance_error** error) {
  relance_event events[kAtOnce];
  relance_attribute attributes[kAtOnce];
  for (size_t i = 0; i < count; ++i) {
    attributes[i] = (relance_attribute)RELANCE_ATTRIBUTE_INIT;
    attributes[i].name = told[i].attribute;
    attributes[i].text = told[i].value;
    events[i] = (relance_event)RELANCE_EVENT_INIT;
    events[i].lead = told[i].lead;
    events[i].name = told[i].name;
    events[i].key = told[i].key;
    events[i].attributes = &attributes[i];
    events[i].attribute_count = told[i].attribute.size > 0;
    events[i].attribute_stride = sizeof attributes[i];
  }
  relance_rows* decisions = NULL;
  const relance_code code = relance_submit(host->engine, host->tenant, events, count,
                                           sizeof events[0], host->now, &decisions, error);
  for (size_t i = 0; i < relance_rows_count(decisions); ++i) {
    const relance_str verdict = relance_rows_text(decisions, i, RELANCE_FIELD_VERDICT);
    const relance_str why = relance_rows_text(decisions, i, RELANCE_FIELD_MESSAGE);
    printf("%s  " STR "  told " STR ": " STR "%s" STR "\n", TIME(host->now), SHOWN(told[i].lead),
           SHOWN(told[i].name), SHOWN(verdict), why.size > 0 ? ": " : "", SHOWN(why));
  }
  relance_rows_destroy(decisions);
  return code;
}

/* ---- Doing what is asked for ---------------------------------------------------------------- */

/* Here a host would send, ring or alert; this one only says that it did. */
static int act_on(const host* host, const relance_rows* effects, size_t i, relance_error** error) {
  const relance_str id = relance_rows_text(effects, i, RELANCE_FIELD_ID);
  const relance_str lead = relance_rows_text(effects, i, RELANCE_FIELD_LEAD);
  const relance_str verb = relance_rows_text(effects, i, RELANCE_FIELD_VERB);
  const relance_str name = relance_rows_text(effects, i, RELANCE_FIELD_NAME);
  const uint32_t token = (uint32_t)relance_rows_number(effects, i, RELANCE_FIELD_TOKEN);
  printf("%s  " STR "  do " STR " " STR "\n", TIME(host->now), SHOWN(lead), SHOWN(verb),
         SHOWN(name));
  const relance_code code = relance_ack(host->engine, host->tenant, id, token, host->now, error);
  if (code != RELANCE_OK || verb.size != 4 || memcmp(verb.data, "send", 4) != 0) return code;
  const told sent = {lead, text("sent"), id, text("outcome"), text("delivered")};
  return tell(host, &sent, 1, error);
}

static int act(const host* host, relance_error** error) {
  relance_rows* effects = NULL;
  int failed = relance_claim(host->engine, host->tenant, host->now, kAtOnce, 0, &effects, error);
  for (size_t i = 0; !failed && i < relance_rows_count(effects); ++i) {
    failed = act_on(host, effects, i, error);
  }
  relance_rows_destroy(effects);
  return failed;
}

static int let_pass(host* host, int64_t minutes, relance_error** error) {
  size_t fired = 0;
  host->now += minutes * kMinute;
  const relance_code code =
      relance_tick(host->engine, host->tenant, host->now, 0, &fired, NULL, error);
  if (fired > 0) printf("%s  timers fired: %zu\n", TIME(host->now), fired);
  return code;
}

static int print_work(const host* host, relance_error** error) {
  relance_rows* work = NULL;
  const relance_code code =
      relance_worklist(host->engine, host->tenant, host->now, NULL, kAtOnce, &work, error);
  for (size_t i = 0; i < relance_rows_count(work); ++i) {
    const int64_t by = relance_rows_number(work, i, RELANCE_FIELD_BY);
    printf("%s  " STR "  " STR ": " STR " " STR " because of " STR ", not before %s%s%s\n",
           TIME(host->now), SHOWN(relance_rows_text(work, i, RELANCE_FIELD_LEAD)),
           SHOWN(relance_rows_text(work, i, RELANCE_FIELD_STATE)),
           SHOWN(relance_rows_text(work, i, RELANCE_FIELD_VERB)),
           SHOWN(relance_rows_text(work, i, RELANCE_FIELD_NAME)),
           SHOWN(relance_rows_text(work, i, RELANCE_FIELD_BECAUSE)),
           TIME(relance_rows_number(work, i, RELANCE_FIELD_NOT_BEFORE)),
           by == RELANCE_NEVER ? "" : ", by ", by == RELANCE_NEVER ? "" : TIME(by));
  }
  relance_rows_destroy(work);
  return code;
}

/* ---- The morning ---------------------------------------------------------------------------- */

static int morning(host* host, relance_error** error) {
  const told leads[] = {event("L-1", "received", "form-1", "model", "Estuary"),
                        event("L-2", "received", "form-2", "model", "Lagoon"),
                        event("L-3", "received", "form-3", "model", "Estuary")};
  const told calls[] = {event("L-1", "attempted", "call-1", "outcome", "conversation"),
                        event("L-2", "attempted", "call-2", "outcome", "no_answer"),
                        event("L-3", "sold", "desk-1", "", ""),
                        event("L-3", "lost", "desk-2", "reason", "duplicate")};
  const told visit[] = {event("L-1", "attempted", "call-3", "outcome", "conversation"),
                        event("L-1", "booked", "desk-3", "at", "2026-03-03T15:00:00+01:00")};
  int failed = tell(host, leads, COUNT(leads), error) || act(host, error) ||
               let_pass(host, 5, error) || tell(host, calls, COUNT(calls), error) ||
               act(host, error) || let_pass(host, 15, error) ||
               tell(host, visit, COUNT(visit), error) || act(host, error);
  for (int i = 0; !failed && i < 7; ++i) failed = let_pass(host, 10, error) || act(host, error);
  return failed || print_work(host, error);
}

static int run(const char* rules, const char* file, const char* database, relance_error** error) {
  host host = {NULL, RELANCE_STR("harbour"), kStart};
  relance_workflow* workflow = NULL;
  relance_open_options options = RELANCE_OPEN_OPTIONS_INIT;
  options.path = text(database);
  int failed = relance_compile(text(rules), text(file), NULL, &workflow, error) ||
               relance_open(&options, &host.engine, error) ||
               relance_deploy(host.engine, host.tenant, workflow, host.now, text(""), error);
  if (!failed) {
    const relance_str name = relance_workflow_text(workflow, RELANCE_FIELD_NAME);
    printf("%s  " STR " is in force\n", TIME(host.now), SHOWN(name));
    failed = morning(&host, error);
  }
  relance_close(host.engine);
  relance_workflow_destroy(workflow);
  return failed;
}

static void complain(const relance_error* error) {
  const relance_rows* diagnostics = relance_error_diagnostics(error);
  const relance_str message = relance_error_message(error);
  if (diagnostics == NULL) fprintf(stderr, STR "\n", SHOWN(message));
  for (size_t i = 0; i < relance_rows_count(diagnostics); ++i) {
    const relance_str diagnostic = relance_rows_text(diagnostics, i, RELANCE_FIELD_TEXT);
    fprintf(stderr, STR, SHOWN(diagnostic));
  }
}

int main(int count, char** words) {
  static char rules[1 << 20]; /* the longest rules text */
  const char* file = count > 1 ? words[1] : "rules.yaml";
  FILE* opened = fopen(file, "rb");
  if (opened == NULL) {
    perror(file);
    return EXIT_FAILURE;
  }
  rules[fread(rules, 1, sizeof rules - 1, opened)] = '\0';
  fclose(opened);
  relance_error* error = NULL;
  const int failed = run(rules, file, count > 2 ? words[2] : "", &error);
  if (failed) complain(error);
  relance_error_destroy(error);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
