/*
 * relance: the author writes rules, the engine decides, the host acts. The C interface.
 *
 * Its constitution:
 *  1. Everything is called relance_*; handles are opaque; NULL is fine to destroy and to close.
 *  2. A call that can fail returns a relance_code, 0 when all is well. Its out-parameters come
 *     before the last one, which is `relance_error **error` and may be NULL.
 *  3. Out-parameters are NULL (or 0) on failure. The error is an object of the caller's: code,
 *     message, diagnostics. When memory is too short for it, the code comes alone. Nothing is kept
 *     per thread.
 *  4. Text is a relance_str by value: UTF-8, data and size, not NUL-terminated. Text given is
 *     copied; text returned lives as long as the handle it came from.
 *  5. Input structs begin with struct_size, have an _INIT macro and grow only at the end; zero is
 *     the default of each member. Bytes that this library does not know must be zero. Arrays of
 *     them are given with count and stride (bytes from one to the next).
 *  6. Outputs are handles with getters, never structs.
 *  7. A const handle may be shared between threads, any other is for one thread at a time. Several
 *     engines may share a database.
 *  8. Time is a parameter, in whole microseconds since 1970-01-01T00:00:00Z, from 1900 to 2199. No
 *     call reads a clock. There are no callbacks.
 *  9. Batches are the natural form; answers come in the order of the questions.
 * 10. No exception crosses this border.
 * 11. RELANCE_ABI_VERSION is the number in the name of the shared library. Within it functions,
 *     members at the end of structs and constants are added, nothing is changed or taken away.
 * 12. Each function says: what, parameters, ownership, codes, threads, and since which minor
 *     version of the interface it is there.
 *
 * Codes that every fallible call may return beside its own: RELANCE_USAGE (a NULL or an impossible
 * value; nothing was done), RELANCE_MEMORY, RELANCE_INTERNAL; and those that touch the database
 * RELANCE_BUSY, RELANCE_STORAGE, RELANCE_CORRUPT. After a failure the engine is as it was before
 * the call, and may be used again.
 */
#ifndef RELANCE_RELANCE_H
#define RELANCE_RELANCE_H

#include <stddef.h>
#include <stdint.h>

#define RELANCE_ABI_VERSION 1

/* "No such instant": no limit, nothing armed, no appointment. */
#define RELANCE_NEVER INT64_MAX

#ifdef __cplusplus
extern "C" {
#endif
#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

/* ---- Words ------------------------------------------------------------------------------- */

typedef int32_t relance_code;
enum relance_code_value {
  RELANCE_OK = 0,
  RELANCE_USAGE = 1,        /* a call that can never be right */
  RELANCE_RULES = 2,        /* the rules text has errors: see relance_error_diagnostics */
  RELANCE_INPUT = 3,        /* the user's file or data cannot be taken as a whole */
  RELANCE_NOT_OURS = 4,     /* the database is of another application */
  RELANCE_NEWER = 5,        /* the database was written by a newer library */
  RELANCE_BUSY = 6,         /* another process holds the database too long */
  RELANCE_STORAGE = 7,      /* disk full, read-only, input or output error */
  RELANCE_CORRUPT = 8,      /* stored bytes that cannot be what was written */
  RELANCE_BEHIND = 9,       /* too many timers are due: tick first */
  RELANCE_FULL = 10,        /* a bounded store (outbox, waiting events) is full */
  RELANCE_UNKNOWN = 11,     /* no such tenant, lead or effect */
  RELANCE_STALE_TOKEN = 12, /* not the token of the effect's last hand-out, or that one is over */
  RELANCE_WITHDRAWN = 13,   /* the effect is no longer wanted */
  RELANCE_MEMORY = 14,
  RELANCE_INTERNAL = 15
};

enum relance_verdict { RELANCE_ACCEPTED = 0, RELANCE_REFUSED = 1, RELANCE_WAITING = 2 };

enum relance_durability {
  RELANCE_DURABILITY_FULL = 0,  /* every commit survives a power cut */
  RELANCE_DURABILITY_NORMAL = 1 /* the last commits may be lost in a power cut; none is torn */
};

/* What rows have. Which rows have which is said where they are made. A field that some rows do not
 * have is the empty text and the number 0. */
typedef int32_t relance_field;
enum relance_field_value {
  RELANCE_FIELD_ID = 1,   /* text: of an effect, 32 hexadecimal digits */
  RELANCE_FIELD_LEAD = 2, /* text: the host's own id */
  RELANCE_FIELD_LEAD_NUMBER = 3,
  RELANCE_FIELD_SEQ = 4, /* number of a journal entry within its lead, from 1; 0: none */
  RELANCE_FIELD_EVENT = 5,
  RELANCE_FIELD_VERDICT = 6, /* number: relance_verdict; text: "accepted", ... */
  RELANCE_FIELD_REFUSAL = 7, /* number: 0 none; text: "not_here", ... */
  RELANCE_FIELD_MESSAGE = 8,
  RELANCE_FIELD_WOULD_TAKE = 9, /* text: the moves that would be taken, separated by one space */
  RELANCE_FIELD_FROM = 10,      /* text: a state; empty at a lead's creation */
  RELANCE_FIELD_TO = 11,
  RELANCE_FIELD_RULE = 12,     /* text: "states.incoming.events.lost[0]" */
  RELANCE_FIELD_REPEATED = 13, /* number: 1 when the key was known and this is what was decided */
  RELANCE_FIELD_LATE = 14,     /* number: 1 when decided at the lead's clock, later than now */
  RELANCE_FIELD_VERB = 15,     /* text: "call", "send", ..., "withdraw" */
  RELANCE_FIELD_NAME = 16,
  RELANCE_FIELD_CHANNEL = 17, /* text: empty means any */
  RELANCE_FIELD_EMITTED_AT = 18,
  RELANCE_FIELD_NOT_BEFORE = 19,
  RELANCE_FIELD_NOT_AFTER = 20, /* or RELANCE_NEVER */
  RELANCE_FIELD_LEASE_UNTIL = 21,
  RELANCE_FIELD_TOKEN = 22,
  RELANCE_FIELD_ATTEMPT = 23,   /* number: 1 for the first hand-out */
  RELANCE_FIELD_WITHDRAWS = 24, /* text: the id of the effect that is no longer wanted */
  RELANCE_FIELD_ERROR = 25,     /* text: the last error code that the host told */
  RELANCE_FIELD_STATE = 26,
  RELANCE_FIELD_STAGE = 27,
  RELANCE_FIELD_OWNER = 28,
  RELANCE_FIELD_LANE = 29,
  RELANCE_FIELD_BECAUSE = 30, /* text: the event that made the rule ask for it */
  RELANCE_FIELD_SINCE = 31,
  RELANCE_FIELD_BY = 32, /* to be done by; or RELANCE_NEVER */
  RELANCE_FIELD_DELIVERED = 33,
  RELANCE_FIELD_SOURCE = 34,
  RELANCE_FIELD_RECEIVED_AT = 35,
  RELANCE_FIELD_APPOINTMENT = 36, /* or RELANCE_NEVER */
  RELANCE_FIELD_ATTEMPTS = 37,
  RELANCE_FIELD_NEXT_DUE = 38, /* or RELANCE_NEVER */
  RELANCE_FIELD_FINGERPRINT = 39,
  RELANCE_FIELD_TEXT = 40,
  RELANCE_FIELD_TYPE = 41, /* text: "text", "number", "date", ... */
  RELANCE_FIELD_NUMBER = 42,
  RELANCE_FIELD_PERSONAL = 43,
  RELANCE_FIELD_OCCURRED_AT = 44,
  RELANCE_FIELD_DECIDED_AT = 45,
  RELANCE_FIELD_KEY = 46,
  RELANCE_FIELD_ACTOR = 47,
  RELANCE_FIELD_SEVERITY = 48, /* number: 0 error, 1 warning */
  RELANCE_FIELD_CODE = 49,     /* number: 12; printed RL0012 */
  RELANCE_FIELD_FILE = 50,
  RELANCE_FIELD_LINE = 51,   /* number, from 1; 0: the file as a whole */
  RELANCE_FIELD_COLUMN = 52, /* number, from 1, in code points */
  RELANCE_FIELD_HINT = 53,
  RELANCE_FIELD_LEADS = 54,
  RELANCE_FIELD_TENANT = 55,
  RELANCE_FIELD_WHAT = 56, /* text: "incoming, on entry, first call" */
  RELANCE_FIELD_BEFORE = 57,
  RELANCE_FIELD_AFTER = 58,
  RELANCE_FIELD_WITHOUT = 59, /* text: what has no counterpart, separated by a line feed */
  /* how many leads came to each milestone at least once */
  RELANCE_FIELD_RECEIVED = 60,
  RELANCE_FIELD_ATTEMPTED = 61,
  RELANCE_FIELD_REACHED = 62,
  RELANCE_FIELD_QUALIFIED = 63,
  RELANCE_FIELD_BOOKED = 64,
  RELANCE_FIELD_SHOWN = 65,
  RELANCE_FIELD_SOLD = 66,
  RELANCE_FIELD_LOST = 67,
  RELANCE_FIELD_DEADLINE = 68, /* text: what its lead was promised next; empty: nothing */
  RELANCE_FIELD_PROMISED = 69, /* number: by when */
  /* how many promises of a deadline came to which end; each is counted once */
  RELANCE_FIELD_MET = 70,       /* in time */
  RELANCE_FIELD_MET_LATE = 71,  /* after the breach */
  RELANCE_FIELD_TOLD_LATE = 72, /* after the breach, but it had happened in time */
  RELANCE_FIELD_BREACHED = 73,  /* and not met since */
  RELANCE_FIELD_RUNNING = 74,
  RELANCE_FIELD_PAUSED = 75,
  RELANCE_FIELD_ENDED = 76 /* the lead was closed or put into nurture before */
};

/* ---- Text, handles, inputs ---------------------------------------------------------------- */

/* A shape frozen for ever. {NULL, 0} is the empty text. */
typedef struct relance_str {
  const char* data;
  size_t size; /* bytes */
} relance_str;

/* A literal as text. */
#ifdef __cplusplus
#define RELANCE_STR(literal) (relance_str{(literal), sizeof(literal) - 1})
#else
#define RELANCE_STR(literal) ((relance_str){(literal), sizeof(literal) - 1})
#endif

typedef struct relance_error relance_error;
typedef struct relance_workflow relance_workflow; /* compiled rules; immutable */
typedef struct relance_engine relance_engine;     /* leads in a store, and what decides on them */
typedef struct relance_rows relance_rows;         /* answers, by row and field; immutable */

typedef struct relance_compile_options {
  uint32_t struct_size;
  int32_t horizon_first_year; /* calendars reach from its 1 January; 0: 2010 */
  int32_t horizon_last_year;  /* to its 31 December; 0: 2050 */
} relance_compile_options;
#define RELANCE_COMPILE_OPTIONS_INIT \
  { sizeof(relance_compile_options), 0, 0 }

typedef struct relance_open_options {
  uint32_t struct_size;
  uint32_t durability;       /* relance_durability; for a file */
  relance_str path;          /* of the database file; empty: in memory, gone at close */
  uint32_t must_exist;       /* 1: a missing file is a failure; 0: it is made */
  uint32_t busy_ms;          /* how long to wait for another process; 0: 700 */
  uint32_t strict_order;     /* 1: a failing effect holds back the later ones of its lead */
  uint32_t max_attempts;     /* hand-outs before an effect becomes a dead letter; 0: 12 */
  uint64_t behind_after;     /* more due timers than this give RELANCE_BEHIND; 0: 1,000 */
  uint64_t effects_per_lead; /* more unacknowledged ones give RELANCE_FULL; 0: 1,000 */
} relance_open_options;
#define RELANCE_OPEN_OPTIONS_INIT \
  { sizeof(relance_open_options), 0, {0, 0}, 0, 0, 0, 0, 0, 0 }

/* One thing that an event carries. The text is read as the declared type: dates as 2026-12-24,
 * times as RFC 3339, money as 20000 EUR. A name that begins with person. is personal. */
typedef struct relance_attribute {
  uint32_t struct_size;
  uint32_t reserved;
  relance_str name;
  relance_str text;
} relance_attribute;
#define RELANCE_ATTRIBUTE_INIT                     \
  {                                                \
    sizeof(relance_attribute), 0, {0, 0}, { 0, 0 } \
  }

enum relance_given {
  RELANCE_GIVEN_OCCURRED_AT = 1, /* occurred_at counts; else it happened at now */
  RELANCE_GIVEN_NOW = 2          /* now counts; else the event came at the now of the call */
};

typedef struct relance_event {
  uint32_t struct_size;
  uint32_t given;   /* relance_given, added up */
  relance_str lead; /* the host's own id, 1 to 255 bytes */
  relance_str name; /* "received", "attempted", ... or one of the author's own */
  relance_str key;  /* idempotency key, unique per tenant and lead; empty: never recognised again */
  relance_str actor;
  int64_t occurred_at;
  int64_t now;
  const relance_attribute* attributes;
  size_t attribute_count;
  size_t attribute_stride; /* sizeof(relance_attribute) */
} relance_event;
#define RELANCE_EVENT_INIT \
  { sizeof(relance_event), 0, {0, 0}, {0, 0}, {0, 0}, {0, 0}, 0, 0, NULL, 0, 0 }

/* Whose open steps. */
typedef struct relance_work_filter {
  uint32_t struct_size;
  uint32_t reserved;
  relance_str owner; /* only the leads of this owner; empty: of all */
  relance_str lane;  /* only the leads in this lane; empty: in any or none */
} relance_work_filter;
#define RELANCE_WORK_FILTER_INIT                     \
  {                                                  \
    sizeof(relance_work_filter), 0, {0, 0}, { 0, 0 } \
  }

enum relance_who {
  RELANCE_WHO_NOBODY = 0, /* leads that are there keep their rules */
  RELANCE_WHO_ALL = 1,
  RELANCE_WHO_STATE = 2, /* those in a state of the rules they have */
  RELANCE_WHO_STAGE = 3, /* those in a stage */
  RELANCE_WHO_GUARD = 4  /* those for which an expression over lead.* holds */
};

/* What new rules call otherwise: a state "talking", a step "call first_call", a field
 * "lead.budget", a lane "lane bdc", a deadline "deadlines.treated", a reason to pause it
 * "deadlines.treated.pauses.papers", a line that waits "states.talking.after[0]". After: its new
 * name; "-" lets all but a state go. A step stays one of the same verb. */
typedef struct relance_mapping {
  uint32_t struct_size;
  uint32_t reserved;
  relance_str before;
  relance_str after;
} relance_mapping;
#define RELANCE_MAPPING_INIT                     \
  {                                              \
    sizeof(relance_mapping), 0, {0, 0}, { 0, 0 } \
  }

/* Which leads move to other rules, and how. */
typedef struct relance_move_plan {
  uint32_t struct_size;
  uint32_t who;      /* relance_who */
  relance_str which; /* the state, the stage or the expression */
  relance_str actor; /* who wants it; stands in the journal */
  const relance_mapping* map;
  size_t map_count;
  size_t map_stride; /* sizeof(relance_mapping) */
} relance_move_plan;
#define RELANCE_MOVE_PLAN_INIT \
  { sizeof(relance_move_plan), 0, {0, 0}, {0, 0}, NULL, 0, 0 }

/* ---- Version ------------------------------------------------------------------------------ */

/* RELANCE_ABI_VERSION of the library that runs. Any thread. Since 1.0. */
uint32_t relance_abi_version(void);

/* The version of the package, "0.1.0"; lives for ever. Any thread. Since 1.0. */
relance_str relance_version(void);

/* ---- Errors ------------------------------------------------------------------------------- */

/* The code that the failed call returned; RELANCE_OK for NULL. Any thread. Since 1.0. */
relance_code relance_error_code(const relance_error* error);

/* One sentence, with the way out; empty for NULL. It lives as long as the error. Any thread.
 * Since 1.0. */
relance_str relance_error_message(const relance_error* error);

/* What is wrong in the rules text, in its order; NULL when the error is another. The rows belong to
 * the error and are not destroyed. Fields: SEVERITY, CODE, FILE, LINE, COLUMN, MESSAGE, HINT, TEXT
 * (as it is printed, with the line and a caret). Any thread. Since 1.0. */
const relance_rows* relance_error_diagnostics(const relance_error* error);

/* Frees an error. Since 1.0. */
void relance_error_destroy(relance_error* error);

/* ---- Rows --------------------------------------------------------------------------------- */

/* How many rows there are; 0 for NULL. Any thread. Since 1.0. */
size_t relance_rows_count(const relance_rows* rows);

/* A field of row `index`, from 0. Empty when there is no such row or field. It lives as long as the
 * rows. Any thread. Since 1.0. */
relance_str relance_rows_text(const relance_rows* rows, size_t index, relance_field field);

/* Likewise as a number: instants in microseconds, yes and no as 1 and 0. 0 when there is no such
 * row or field. Any thread. Since 1.0. */
int64_t relance_rows_number(const relance_rows* rows, size_t index, relance_field field);

/* Frees rows and every text read from them. Since 1.0. */
void relance_rows_destroy(relance_rows* rows);

/* ---- Workflows ---------------------------------------------------------------------------- */

/* Compiles rules. `text`: YAML; `file`: its name in the diagnostics; `options` may be NULL. The
 * caller owns the workflow. RELANCE_RULES when the text has errors; all of them are in the error.
 * Any thread. Since 1.0. */
relance_code relance_compile(relance_str text, relance_str file,
                             const relance_compile_options* options, relance_workflow** workflow,
                             relance_error** error);

/* A workflow's own texts, by field: NAME; FINGERPRINT (32 hexadecimal digits); TEXT (the rules as
 * they were given). Empty for others. It lives as long as the workflow. Any thread. Since 1.0. */
relance_str relance_workflow_text(const relance_workflow* workflow, relance_field field);

/* The warnings of its text, as relance_error_diagnostics; they belong to the workflow and are not
 * destroyed. NULL for NULL. Any thread. Since 1.0. */
const relance_rows* relance_workflow_diagnostics(const relance_workflow* workflow);

/* Frees a workflow; an engine that runs it keeps what it needs. Since 1.0. */
void relance_workflow_destroy(relance_workflow* workflow);

/* ---- The engine --------------------------------------------------------------------------- */

/* Opens a database. `options` may be NULL: in memory. The caller owns the engine.
 * RELANCE_NOT_OURS, RELANCE_NEWER. Since 1.0. */
relance_code relance_open(const relance_open_options* options, relance_engine** engine,
                          relance_error** error);

/* Closes it. What was answered is kept as the durability says. Since 1.0. */
void relance_close(relance_engine* engine);

/* Makes the tenant if need be and pins its new leads to the workflow; leads that are there keep
 * theirs. `at` and `actor` are written down beside it: when (RELANCE_NEVER: the latest instant that
 * the tenant is known to have reached) and who wants it (may be empty). The workflow stays the
 * caller's. Since 1.0. */
relance_code relance_deploy(relance_engine* engine, relance_str tenant,
                            const relance_workflow* workflow, int64_t at, relance_str actor,
                            relance_error** error);

/* What was ever put in force for a tenant, oldest first: NUMBER, NAME, FINGERPRINT, SINCE (or
 * RELANCE_NEVER where nobody said), ACTOR, LEADS (that have these rules now). The caller owns the
 * rows. RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_deployments(relance_engine* engine, relance_str tenant, relance_rows** rows,
                                 relance_error** error);

/* A kept text by its fingerprint, or by its first 6 digits or more when one alone fits; to deploy
 * it again is the roll-back. The caller owns the workflow. RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_kept(relance_engine* engine, relance_str fingerprint,
                          relance_workflow** workflow, relance_error** error);

/* What two workflows disagree about: TYPE ("changed", "added", "removed", "renamed"), RULE (where),
 * WHAT, BEFORE, AFTER, TEXT ("first call: 2 min > 5 min"). No rows: they say the same. The caller
 * owns the rows. Any thread. Since 1.0. */
relance_code relance_difference(const relance_workflow* before, const relance_workflow* after,
                                relance_rows** rows, relance_error** error);

/* Moves leads of the tenant to the rules that its new leads take. With `workflow` it writes nothing
 * and says what would be done once that one is deployed; NULL: it is done. Facts and counters stay;
 * what is due up to `now` fires first, then steps and timers count by the new rules from when they
 * began. Looks at no more than `at_most` leads (0: 1,000) whose number is above `*after`, and
 * commits a few at a time; then `*after` is the number to go on behind, and `*more` 1 as long as
 * there are others. Leads that have the rules already are passed by, so that it can be called
 * again at any time. One row for each timer of a lead whose instant changes, that begins or ends,
 * and one at least for each lead: LEAD, LEAD_NUMBER, FINGERPRINT (of its rules before), FROM, TO,
 * RULE (of the timer; empty: none), BEFORE and AFTER (when it is due; RELANCE_NEVER: it is not; an
 * AFTER that is not after `now` is due at once), WITHOUT (not empty: the lead was not moved; all
 * that has no counterpart, a name a line). The caller owns the rows. RELANCE_UNKNOWN, RELANCE_INPUT
 * (the expression), RELANCE_BEHIND. Since 1.0. */
relance_code relance_move(relance_engine* engine, relance_str tenant,
                          const relance_workflow* workflow, const relance_move_plan* plan,
                          int64_t now, uint64_t* after, size_t at_most, int32_t* more,
                          relance_rows** rows, relance_error** error);

/* Decides events in order; all are committed together, or none. `events`: `count` of them, `stride`
 * bytes apart (sizeof(relance_event)). `now`: when the host tells them. The caller owns the rows,
 * one for each event: VERDICT, REFUSAL, MESSAGE, WOULD_TAKE, FROM, TO, RULE, REPEATED, LATE,
 * LEAD_NUMBER, SEQ. A refusal is an answer, not a failure. RELANCE_UNKNOWN (no such tenant),
 * RELANCE_BEHIND, RELANCE_FULL. Since 1.0. */
relance_code relance_submit(relance_engine* engine, relance_str tenant, const relance_event* events,
                            size_t count, size_t stride, int64_t now, relance_rows** decisions,
                            relance_error** error);

/* Fires at most `at_most` timers (0: 1,000) due up to `now`; `tenant` empty: of all tenants.
 * `fired`: how many did; `next`: when to tick again (`now` when something due is left), or
 * RELANCE_NEVER. Both may be NULL. RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_tick(relance_engine* engine, relance_str tenant, int64_t now, size_t at_most,
                          size_t* fired, int64_t* next, relance_error** error);

/* Leases up to `at_most` effects that may be done now, for `lease` microseconds (0: 5 minutes).
 * What was due up to `now` fires first. The caller owns the rows: ID, LEAD, VERB, NAME, CHANNEL,
 * RULE, EMITTED_AT, NOT_BEFORE, NOT_AFTER, LEASE_UNTIL, TOKEN, ATTEMPT, WITHDRAWS.
 * RELANCE_UNKNOWN, RELANCE_BEHIND. Since 1.0. */
relance_code relance_claim(relance_engine* engine, relance_str tenant, int64_t now, size_t at_most,
                           int64_t lease, relance_rows** effects, relance_error** error);

/* "Safe with the host": the effect leaves the outbox. `effect`: its ID; `token`: its TOKEN. Telling
 * it again is fine. RELANCE_UNKNOWN, RELANCE_STALE_TOKEN, RELANCE_WITHDRAWN. Since 1.0. */
relance_code relance_ack(relance_engine* engine, relance_str tenant, relance_str effect,
                         uint32_t token, int64_t now, relance_error** error);

/* "It did not work": it is handed out again later, at last it becomes a dead letter. `reason`: a
 * code of at most 64 bytes [A-Za-z0-9_.-], nothing personal. Codes as relance_ack;
 * RELANCE_UNKNOWN also for what was acknowledged and is gone. Since 1.0. */
relance_code relance_fail(relance_engine* engine, relance_str tenant, relance_str effect,
                          uint32_t token, relance_str reason, int64_t now, relance_error** error);

/* Effects that gave up, at most `at_most`, by lead; fields as relance_claim, and ERROR. The caller
 * owns the rows. RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_dead_letters(relance_engine* engine, relance_str tenant, size_t at_most,
                                  relance_rows** effects, relance_error** error);

/* Hands a dead letter out anew. RELANCE_UNKNOWN when it is none (any more). Since 1.0. */
relance_code relance_requeue(relance_engine* engine, relance_str tenant, relance_str effect,
                             int64_t now, relance_error** error);

/* Drops a dead letter. RELANCE_UNKNOWN when it is none (any more). Since 1.0. */
relance_code relance_drop(relance_engine* engine, relance_str tenant, relance_str effect,
                          int64_t now, relance_error** error);

/* ---- Reading ------------------------------------------------------------------------------ */

/* Open steps, most urgent first (by the earlier of BY and PROMISED), at most `at_most`; of one
 * owner, or of all when `owner` is empty. What was due up to `now` fires first. The caller owns the
 * rows: LEAD, STATE, STAGE, OWNER, LANE, VERB, NAME, CHANNEL, RULE, BECAUSE, SINCE, NOT_BEFORE, BY,
 * DEADLINE, PROMISED, DELIVERED, ID. RELANCE_UNKNOWN, RELANCE_BEHIND. Since 1.0. */
relance_code relance_worklist(relance_engine* engine, relance_str tenant, int64_t now,
                              relance_str owner, size_t at_most, relance_rows** work,
                              relance_error** error);

/* The same of the leads that `filter` leaves (both, where it names owner and lane); NULL: of all. A
 * lane that the rules do not have leaves none. Since 1.0. */
relance_code relance_worklist_of(relance_engine* engine, relance_str tenant, int64_t now,
                                 const relance_work_filter* filter, size_t at_most,
                                 relance_rows** work, relance_error** error);

/* A lead as it stands, in one row: LEAD, LEAD_NUMBER, STATE, STAGE, OWNER, LANE, SOURCE, CHANNEL
 * (the preferred one), RECEIVED_AT, APPOINTMENT, ATTEMPTS, NEXT_DUE, SEQ, FINGERPRINT. Fires
 * nothing. The caller owns the row. RELANCE_UNKNOWN when there is no such lead. Since 1.0. */
relance_code relance_lead(relance_engine* engine, relance_str tenant, relance_str lead,
                          relance_rows** row, relance_error** error);

/* What is known of a lead beside it, one row for each value: NAME, TYPE, TEXT or NUMBER (days since
 * 1970 for a date, microseconds for a time, minor units for money), PERSONAL. The caller owns the
 * rows. RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_attributes(relance_engine* engine, relance_str tenant, relance_str lead,
                                relance_rows** attributes, relance_error** error);

/* Everything that was decided on a lead, oldest first: SEQ, EVENT, FROM, TO, RULE, VERDICT,
 * REFUSAL, OCCURRED_AT, DECIDED_AT, KEY, ACTOR, LATE. The caller owns the rows. RELANCE_UNKNOWN.
 * Since 1.0. */
relance_code relance_history(relance_engine* engine, relance_str tenant, relance_str lead,
                             relance_rows** entries, relance_error** error);

/* How far the leads came, by source: SOURCE, LEADS, RECEIVED to LOST. What was due up to `now`
 * fires first. The caller owns the rows. RELANCE_UNKNOWN, RELANCE_BEHIND. Since 1.0. */
relance_code relance_funnel(relance_engine* engine, relance_str tenant, int64_t now,
                            relance_rows** sources, relance_error** error);

/* What became of the promises of each deadline: NAME, MET to ENDED; those of the rules of new leads
 * in written order, then others by name. What was due up to `now` fires first; every history is
 * read. The caller owns the rows. RELANCE_UNKNOWN, RELANCE_BEHIND. Since 1.0. */
relance_code relance_deadlines(relance_engine* engine, relance_str tenant, int64_t now,
                               relance_rows** deadlines, relance_error** error);

/* Damaged leads that calls of this engine met so far, by tenant and number: TENANT, LEAD,
 * LEAD_NUMBER, MESSAGE (what is wrong, and the way out). Each stands still; relance_tick,
 * relance_claim, the worklists, relance_funnel and relance_deadlines pass it by, what is told of it
 * by name gives RELANCE_CORRUPT. When the file was restored, open it anew. The caller owns the
 * rows. Since 1.0.
 */
relance_code relance_damaged(relance_engine* engine, relance_rows** leads, relance_error** error);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif /* RELANCE_RELANCE_H */
