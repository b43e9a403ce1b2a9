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
 *     copied; text returned lives as long as the handle it came from. Other bytes than UTF-8 are a
 *     wrong call; in rules, mappings, files and events they are told as what else is wrong there.
 *  5. Input structs begin with struct_size, have an _INIT macro and an _init function, and grow
 *     only at the end; zero is the default of each member. Bytes that this library does not know
 *     must be zero. Arrays of them are given with count and stride (bytes from one to the next).
 *  6. Outputs are handles with getters, never structs of ours. A handle stands for itself: it may
 *     be used and destroyed after the one it came from, in any order.
 *  7. A const handle may be shared between threads, any other is for one thread at a time. Several
 *     engines may share a database.
 *  8. Time is a parameter, in whole microseconds since 1970-01-01T00:00:00Z, from 1900 to 2199. No
 *     call reads a clock. A `now` (or `at` of rules) from 1970-01-01 to 1970-03-26 is refused: one
 *     in seconds or milliseconds looks like that. There are no callbacks.
 *  9. Batches are the natural form; answers come in the order of the questions.
 * 10. What may be long is read by pages, in bounded memory: `uint64_t *after` is where the page
 *     begins (0: the beginning) and becomes where the next one does; NULL is the first page.
 *     `at_most` bounds what the call looks at (0: 1,000). `int32_t *more` becomes 1 while there may
 *     be more, else 0; it may be NULL. A page may be empty although there is more. After a failure
 *     `*after` is as it was.
 * 11. No exception crosses this border.
 * 12. RELANCE_ABI_VERSION is the number in the name of the shared library. Within it functions,
 *     members at the end of structs and constants are added, nothing is changed or taken away; each
 *     time RELANCE_ABI_MINOR grows.
 * 13. Each function says: what, parameters, ownership, codes, threads, and since which version of
 *     the interface it is there.
 *
 * Codes that every fallible call may return beside its own: RELANCE_USAGE (a NULL or an impossible
 * value; nothing was done; the message names the function, the parameter and what was expected),
 * RELANCE_MEMORY, RELANCE_INTERNAL (a mistake of this library, never of its caller); and those that
 * touch the database RELANCE_BUSY, RELANCE_STORAGE, RELANCE_CORRUPT. After a failure the engine is
 * as it was before the call, and may be used again.
 *
 * A tenant is named by 1 to 255 bytes. Calls that name one that has no rules return
 * RELANCE_UNKNOWN. "Fires first" means that all timers of the tenant due up to `now` fire before
 * the answer is made; when there are too many, the code is RELANCE_BEHIND: call relance_tick until
 * nothing due is left, then repeat the call.
 *
 * A host in one page; each of these calls returns a code, which a host looks at:
 *
 *     relance_open_options options = RELANCE_OPEN_OPTIONS_INIT;
 *     options.path = RELANCE_STR("leads.db");
 *     RELANCE_CHECK_VERSION(&error);
 *     relance_open(&options, &engine, &error);
 *     relance_compile(text, RELANCE_STR("rules.yaml"), NULL, &rules, &error);
 *     relance_deploy(engine, tenant, rules, now, RELANCE_STR("ada"), &error);
 *
 *     relance_event event = RELANCE_EVENT_INIT;
 *     event.lead = RELANCE_STR("L-17");
 *     event.name = RELANCE_STR("received");
 *     event.key = RELANCE_STR("form-4711");
 *     relance_submit(engine, tenant, &event, 1, sizeof(event), now, &rows, &error);
 *     verdict = relance_rows_number(rows, 0, RELANCE_FIELD_VERDICT);
 *     relance_rows_destroy(rows);
 *
 *     relance_claim(engine, tenant, now, 100, 0, &rows, &error);
 *     for each row: put the ID, VERB and NAME of what is to be done where it is safe, then
 *         relance_ack(engine, tenant, id, token, now, &error);
 *     relance_rows_destroy(rows);
 *     relance_tick(engine, tenant, now, 0, NULL, &next, &error);    and again not later than `next`
 *
 * What a host does, and when:
 *   - What happened is told as soon as it is known (relance_submit), by people, forms, telephones:
 *     what occurred and when, never what should follow. Each with a key of the host's own that is
 *     the same when it is told again, so that after a crash everything in doubt is told once more.
 *   - Time passes at `next` of relance_tick, and at once after a call that may have armed something
 *     earlier. Ticking each second is fine: the cost grows with what is due, not with the leads.
 *   - What is asked for is fetched by relance_claim until it gives no rows, written down by ID in
 *     the same transaction of the host's as the wish to act, then acknowledged, then done. An ID
 *     that is there already is acknowledged and not done again.
 *   - How it ended is told as "attempted" or "sent" with the ID in `effect`; that ends the step.
 *   - relance_worklist is the screen of the sellers, relance_lead and relance_explain that of one
 *     lead, relance_funnel and relance_deadlines the manager's; relance_journal with the last
 *     position kept feeds whatever else wants to know.
 * Who stops at any point and begins anew with the same file goes on where the last answer was: what
 * was answered is kept, what was not answered has either not happened or is answered the same when
 * it is told again.
 *
 * Threads and processes: each thread opens an engine of its own on the same file; a const workflow
 * or mapping serves all. A database in memory is seen by its engine alone. One process writes at a
 * time and the others wait (busy_ms), for a few hundred microseconds in the ordinary run. An engine
 * is not carried over a fork: the child opens anew. There calls on its parent's engines are
 * RELANCE_USAGE, and relance_close does nothing. No signal is handled, no thread started, no locale
 * read, nothing printed.
 *
 * What calls cost: those on one lead or one event are independent of how many leads there are.
 * relance_worklist looks at the leads with an open step, relance_funnel at all leads,
 * relance_deadlines at all histories, relance_audit at every byte; the rest goes by pages. A batch
 * of 100 events in one relance_submit takes a fraction of what 100 calls do: on a file a call waits
 * for the disk once. Between calls an engine holds `cache_bytes`, up to about 16 MiB of leads that
 * it knows, and what the rules take.
 *
 * Limits, told by RELANCE_USAGE or a refusal when they are passed: 255 bytes for the id of a lead,
 * for keys, actors, owners and tenants; 4,096 for a text that the author declared, 65,536 for the
 * text of a note, 256 KiB for an event; 64 for the name of what is personal; 1,000 events that wait
 * for one lead; 2^40 leads of a tenant; instants from 1900 to 2199, an appointment at most three
 * years ahead. Those of rules files stand in docs/rules.md.
 *
 * What the C++ interface has and this one has not, and why: stores of the host's own (they would be
 * callbacks); the tables of a compiled workflow and the numbers by which a store keeps rules (they
 * are for what is compiled with the library; here rules are named by fingerprint); what waiting
 * events carry (it is personal, and the host's own).
 */
#ifndef RELANCE_RELANCE_H
#define RELANCE_RELANCE_H

#include <stddef.h>
#include <stdint.h>

#define RELANCE_ABI_VERSION 1
#define RELANCE_ABI_MINOR 1

/* "No such instant": no limit, nothing armed, no appointment. */
#define RELANCE_NEVER INT64_MAX

#ifdef __cplusplus
extern "C" {
#endif
#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

/* ---- Words ------------------------------------------------------------------------------- */

/* These numbers and words stand in databases and in compiled hosts: none ever gets another meaning,
 * none is used again. New ones come behind the last, so a host takes what it does not know for
 * "something else". Text is the better one to show, the number the better one to compare. */

typedef int32_t relance_code;
enum relance_code_value {
  RELANCE_OK = 0,           /* done; the out-parameters are set */
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
  RELANCE_MEMORY = 14,      /* an allocation failed; the call may be repeated */
  RELANCE_INTERNAL = 15     /* a mistake of this library: tell its authors the message */
};

enum relance_verdict {
  RELANCE_ACCEPTED = 0, /* it happened: the lead is what it made of it */
  RELANCE_REFUSED = 1,  /* "not now": the event changed nothing; see REFUSAL */
  RELANCE_WAITING = 2   /* kept until its lead comes, and decided then */
};

/* Why an event was refused; all but the three so marked stand in the journal. A newer library may
 * have others: MESSAGE tells every one in words. Since 1.1. */
enum relance_refusal {
  RELANCE_REFUSAL_NONE = 0,
  RELANCE_REFUSAL_NOT_HERE = 1,     /* the lead's state does not take this move */
  RELANCE_REFUSAL_GUARD_FALSE = 2,  /* it does, but no condition of the rules holds */
  RELANCE_REFUSAL_GUARD_FAILED = 3, /* a condition cannot be computed: overflow, no such value */
  RELANCE_REFUSAL_FROM_FUTURE = 4,  /* occurred_at is more than 5 minutes after now */
  RELANCE_REFUSAL_MISSING = 5,      /* an attribute that the event needs is absent */
  RELANCE_REFUSAL_BAD_VALUE = 6,    /* an attribute is not of its type, or not one of its words */
  RELANCE_REFUSAL_UNKNOWN_ATTRIBUTE = 7, /* nobody declared it */
  RELANCE_REFUSAL_UNKNOWN_EVENT = 8,
  RELANCE_REFUSAL_TOLD_BY_ENGINE = 9,    /* reached, breached, ... follow from others */
  RELANCE_REFUSAL_UNKNOWN_EFFECT = 10,   /* `effect` is no open step of this lead */
  RELANCE_REFUSAL_BEYOND_HORIZON = 11,   /* something would be due where the calendars have ended */
  RELANCE_REFUSAL_TOO_DEEP = 12,         /* one event raised more than 32 others */
  RELANCE_REFUSAL_KEY_CONFLICT = 13,     /* its key came with other content; not in the journal */
  RELANCE_REFUSAL_TOO_MANY_WAITING = 14, /* 1,000 wait for this lead; not in the journal */
  RELANCE_REFUSAL_BAD_LEAD_ID = 15,      /* empty, too long, blanks around; not in the journal */
  RELANCE_REFUSAL_LIMIT = 16             /* longer than an event or one of its texts may be */
};

enum relance_durability {
  RELANCE_DURABILITY_FULL = 0,  /* every commit survives a power cut */
  RELANCE_DURABILITY_NORMAL = 1 /* the last commits may be lost in a power cut; none is torn */
};

/* What rows have. Which rows have which is said where they are made. A field that some rows do not
 * have is the empty text and the number 0. An instant is a number of microseconds. */
typedef int32_t relance_field;
enum relance_field_value {
  RELANCE_FIELD_ID = 1,          /* text: of an effect, 32 hexadecimal digits */
  RELANCE_FIELD_LEAD = 2,        /* text: the host's own id */
  RELANCE_FIELD_LEAD_NUMBER = 3, /* number: of a lead within its tenant, from 1; 0: no lead yet */
  RELANCE_FIELD_SEQ = 4,         /* number of a journal entry within its lead, from 1; 0: none */
  RELANCE_FIELD_EVENT = 5,       /* text: "received", ..., or one of the author's own */
  RELANCE_FIELD_VERDICT = 6,     /* number: relance_verdict; text: "accepted", ... */
  RELANCE_FIELD_REFUSAL = 7,     /* number: relance_refusal; text: "not_here", ... */
  RELANCE_FIELD_MESSAGE = 8,     /* text: one sentence, with the way out; may be empty */
  RELANCE_FIELD_WOULD_TAKE = 9,  /* text: the moves that would be taken, separated by one space */
  RELANCE_FIELD_FROM = 10,       /* text: a state; empty at a lead's creation */
  RELANCE_FIELD_TO = 11,         /* text: a state */
  RELANCE_FIELD_RULE = 12,       /* text: "states.incoming.events.lost[0]" */
  RELANCE_FIELD_REPEATED = 13,   /* number: 1 when the key was known and this is what was decided */
  RELANCE_FIELD_LATE = 14,       /* number: 1 when decided at the lead's clock, later than now */
  RELANCE_FIELD_VERB = 15,       /* text: "call", "send", ..., "withdraw" */
  RELANCE_FIELD_NAME = 16,       /* text: the author's name of what the row is about */
  RELANCE_FIELD_CHANNEL = 17,    /* text: empty means any */
  RELANCE_FIELD_EMITTED_AT = 18, /* instant: when the rules asked for it */
  RELANCE_FIELD_NOT_BEFORE = 19, /* instant: from then on it may be done */
  RELANCE_FIELD_NOT_AFTER = 20,  /* instant: from then on it is too late; or RELANCE_NEVER */
  RELANCE_FIELD_LEASE_UNTIL = 21, /* instant: from then on it is handed out again */
  RELANCE_FIELD_TOKEN = 22,       /* number: of this hand-out, to be given back with it */
  RELANCE_FIELD_ATTEMPT = 23,     /* number: 1 for the first hand-out */
  RELANCE_FIELD_WITHDRAWS = 24,   /* text: the id of the effect that is no longer wanted */
  RELANCE_FIELD_ERROR = 25,       /* text: the last error code that the host told */
  RELANCE_FIELD_STATE = 26,       /* text: the author's name of it */
  RELANCE_FIELD_STAGE = 27,       /* text: "new", "contacted", ..., "lost" */
  RELANCE_FIELD_OWNER = 28,       /* text: who works the lead; empty: nobody */
  RELANCE_FIELD_LANE = 29,        /* text: who does when it is not its seller; empty: nobody */
  RELANCE_FIELD_BECAUSE = 30,     /* text: the event that made the rule ask for it */
  RELANCE_FIELD_SINCE = 31,       /* instant: from when on it is so */
  RELANCE_FIELD_BY = 32,          /* instant: to be done by; or RELANCE_NEVER */
  RELANCE_FIELD_DELIVERED = 33,   /* number: 1 when the host was handed it at least once */
  RELANCE_FIELD_SOURCE = 34,      /* text: where the lead came from, as `received` told it */
  RELANCE_FIELD_RECEIVED_AT = 35, /* instant: when it came */
  RELANCE_FIELD_APPOINTMENT = 36, /* instant: of the visit; or RELANCE_NEVER */
  RELANCE_FIELD_ATTEMPTS = 37,    /* number: tries to reach the customer */
  RELANCE_FIELD_NEXT_DUE = 38,    /* instant: of its next timer; or RELANCE_NEVER */
  RELANCE_FIELD_FINGERPRINT = 39, /* text: 32 hexadecimal digits, of rules */
  RELANCE_FIELD_TEXT = 40,        /* text: for a reader, or a value as it is written */
  RELANCE_FIELD_TYPE = 41,        /* text: "text", "number", "date", ... */
  RELANCE_FIELD_NUMBER = 42,      /* number: a value, or which one of several */
  RELANCE_FIELD_PERSONAL = 43,    /* number: 1 when it is personal */
  RELANCE_FIELD_OCCURRED_AT = 44, /* instant: when it happened */
  RELANCE_FIELD_DECIDED_AT = 45,  /* instant: as of when it was decided */
  RELANCE_FIELD_KEY = 46,         /* text: the host's idempotency key; may be empty */
  RELANCE_FIELD_ACTOR = 47,       /* text: who did it; may be empty */
  RELANCE_FIELD_SEVERITY = 48,    /* number: 0 error, 1 warning */
  RELANCE_FIELD_CODE = 49,        /* number: 12; printed RL0012 */
  RELANCE_FIELD_FILE = 50,        /* text: the name that the host gave it */
  RELANCE_FIELD_LINE = 51,        /* number, from 1; 0: the file as a whole */
  RELANCE_FIELD_COLUMN = 52,      /* number, from 1, in code points */
  RELANCE_FIELD_HINT = 53,        /* text: the way out; may be empty */
  RELANCE_FIELD_LEADS = 54,       /* number: how many */
  RELANCE_FIELD_TENANT = 55,      /* text: its name */
  RELANCE_FIELD_WHAT = 56,        /* text: "incoming, on entry, first call" */
  RELANCE_FIELD_BEFORE = 57,      /* text, or when a timer was due: an instant */
  RELANCE_FIELD_AFTER = 58,       /* text, or when it is due now */
  RELANCE_FIELD_WITHOUT = 59,     /* text: what has no counterpart, separated by a line feed */
  /* milestones: on a lead when it came there first, or RELANCE_NEVER; in the funnel how many leads
   * came there at least once */
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
  RELANCE_FIELD_MET = 70,          /* in time */
  RELANCE_FIELD_MET_LATE = 71,     /* after the breach */
  RELANCE_FIELD_TOLD_LATE = 72,    /* after the breach, but it had happened in time */
  RELANCE_FIELD_BREACHED = 73,     /* and not met since */
  RELANCE_FIELD_RUNNING = 74,      /* its clock counts */
  RELANCE_FIELD_PAUSED = 75,       /* its clock stands */
  RELANCE_FIELD_ENDED = 76,        /* the lead was closed or put into nurture before */
  RELANCE_FIELD_POSITION = 77,     /* number: place in an order that never changes */
  RELANCE_FIELD_BY_TIMER = 78,     /* number: 1 when a timer asked for it, nobody told it */
  RELANCE_FIELD_DERIVED = 79,      /* number: 1 when it follows from the entry before it */
  RELANCE_FIELD_WAITED = 80,       /* number: 1 when it was told before its lead came */
  RELANCE_FIELD_JSON = 81,         /* text: one JSON object, on one line */
  RELANCE_FIELD_CLOCK = 82,        /* nothing is decided as of an instant before this one */
  RELANCE_FIELD_NORMALISED = 83,   /* text: rules in their normalised form, holidays written out */
  RELANCE_FIELD_ZONE = 84,         /* text: "Europe/Paris" */
  RELANCE_FIELD_ZONE_DATA = 85,    /* text: the release of the zone data, "2025b" */
  RELANCE_FIELD_MILESTONE = 86,    /* text: "received", ..., "lost" */
  RELANCE_FIELD_OF = 87,           /* text: the milestone that is compared with; empty: all leads */
  RELANCE_FIELD_BASIS_POINTS = 88, /* number: hundredths of a percent */
  RELANCE_FIELD_TOLD_AT = 89,      /* instant: when the host told it */
  RELANCE_FIELD_KIND = 90,         /* number: relance_intake_kind */
  /* what an intake has counted so far; with REPEATED and LATE */
  RELANCE_FIELD_RECORDS = 91,           /* without the header lines */
  RELANCE_FIELD_UNREADABLE = 92,        /* records and events refused before the engine */
  RELANCE_FIELD_FUTURE = 93,            /* events left to a later intake */
  RELANCE_FIELD_EVENTLESS = 94,         /* records that give no event */
  RELANCE_FIELD_EVENTS = 95,            /* told to the engine: ACCEPTED + REFUSED + WAITING */
  RELANCE_FIELD_ACCEPTED = 96,          /* of EVENTS */
  RELANCE_FIELD_REFUSED = 97,           /* of EVENTS */
  RELANCE_FIELD_WAITING = 98,           /* whose lead did not come in this intake either */
  RELANCE_FIELD_SETTLED = 99,           /* whose lead came later in this intake */
  RELANCE_FIELD_EARLIER_ACCEPTED = 100, /* had waited since an earlier intake */
  RELANCE_FIELD_EARLIER_REFUSED = 101,  /* likewise */
  RELANCE_FIELD_FAULTY = 102,           /* refused for what the event itself says */
  RELANCE_FIELD_TIMERS = 103,           /* fired at the end */
  RELANCE_FIELD_WAITING_HERE = 104,     /* at the end, of all intakes */
  RELANCE_FIELD_WAITING_LEADS = 105,    /* for how many leads these wait */
  RELANCE_FIELD_TRIMMED = 106,          /* records whose lead's id had blanks around, left off */
  RELANCE_FIELD_OUTCOME = 107,          /* text: of attempts, "no_answer" */
  RELANCE_FIELD_DUE = 108               /* when a timer fires */
};

/* ---- Text, handles, inputs ---------------------------------------------------------------- */

/* What a host fills in begins with its _INIT macro; then only what differs from the default is
 * said. What it points to need live only until the call returns:
 *
 *     relance_attribute told[2] = {RELANCE_ATTRIBUTE_INIT, RELANCE_ATTRIBUTE_INIT};
 *     told[0].name = RELANCE_STR("source");
 *     told[0].text = RELANCE_STR("web");
 *     told[1].name = RELANCE_STR("person.email");
 *     told[1].text = RELANCE_STR("anna@example.com");
 *     event.attributes = told;
 *     event.attribute_count = 2;
 *     event.attribute_stride = sizeof(told[0]);
 *
 * A struct of an older header is shorter, and has 0 in what it lacks. RELANCE_USAGE: a struct_size
 * that no such struct has or that is more than the stride, bytes that are set but not known to this
 * library, a count without an array. */

/* A shape frozen for ever. {NULL, 0} is the empty text. */
typedef struct relance_str {
  const char* data; /* may be NULL when size is 0 */
  size_t size;      /* bytes, without a NUL behind them */
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
typedef struct relance_mapping relance_mapping;   /* what the columns of a file mean; immutable */
typedef struct relance_intake relance_intake;     /* files that are being taken in */
struct ArrowArrayStream;                          /* a table: see Tables */

typedef struct relance_compile_options {
  uint32_t struct_size;       /* sizeof the struct, as its _INIT says it */
  int32_t horizon_first_year; /* calendars reach from its 1 January; 0: 2010; from 1900 */
  int32_t horizon_last_year;  /* to its 31 December; 0: 2050; to 2199 */
} relance_compile_options;
#define RELANCE_COMPILE_OPTIONS_INIT \
  { sizeof(relance_compile_options), 0, 0 }

typedef struct relance_open_options {
  uint32_t struct_size;      /* sizeof the struct, as its _INIT says it */
  uint32_t durability;       /* relance_durability; for a file */
  relance_str path;          /* of the database file; empty: in memory, gone at close */
  uint32_t must_exist;       /* 1: a missing file is a failure; 0: it is made */
  uint32_t busy_ms;          /* how long to wait for another process; 0: 700 */
  uint32_t strict_order;     /* 1: a failing effect holds back the later ones of its lead */
  uint32_t max_attempts;     /* hand-outs before an effect becomes a dead letter; 0: 12 */
  uint64_t behind_after;     /* more due timers than this give RELANCE_BEHIND; 0: 1,000 */
  uint64_t effects_per_lead; /* more unacknowledged ones give RELANCE_FULL; 0: 1,000 */
  uint64_t cache_bytes;      /* of the file kept in memory; 0: 64 MiB */
  uint64_t wal_bytes;        /* the write-ahead log is folded in above this; 0: 64 MiB */
} relance_open_options;
#define RELANCE_OPEN_OPTIONS_INIT \
  { sizeof(relance_open_options), 0, {0, 0}, 0, 0, 0, 0, 0, 0, 0, 0 }

/* One thing that an event carries. The text is read as the declared type: dates as 2026-12-24,
 * times as RFC 3339, money as 20000 EUR, places as 48.8566, 2.3522. A name that begins with
 * person. is personal. */
typedef struct relance_attribute {
  uint32_t struct_size; /* sizeof the struct, as its _INIT says it */
  uint32_t reserved;    /* 0 */
  relance_str name;     /* each once in an event */
  relance_str text;     /* its value */
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
  uint32_t struct_size; /* sizeof the struct, as its _INIT says it */
  uint32_t given;       /* relance_given, added up */
  relance_str lead;     /* the host's own id, 1 to 255 bytes, no blanks around */
  relance_str name;     /* "received", "attempted", ... or one of the author's own */
  relance_str key; /* idempotency key, unique per tenant and lead; empty: never recognised again */
  relance_str actor;                   /* who did it, an id of the host's staff; may be empty */
  int64_t occurred_at;                 /* when it happened, at most 5 minutes after now */
  int64_t now;                         /* when the host was told of it */
  const relance_attribute* attributes; /* what it carries; NULL: nothing */
  size_t attribute_count;              /* all of an event is at most 256 KiB */
  size_t attribute_stride;             /* sizeof(relance_attribute) */
} relance_event;
#define RELANCE_EVENT_INIT \
  { sizeof(relance_event), 0, {0, 0}, {0, 0}, {0, 0}, {0, 0}, 0, 0, NULL, 0, 0 }

/* Whose open steps. All that is named must fit. */
typedef struct relance_work_filter {
  uint32_t struct_size; /* sizeof the struct, as its _INIT says it */
  uint32_t reserved;    /* 0 */
  relance_str owner;    /* only the leads of this owner; empty: of all */
  relance_str lane;     /* only the leads in this lane; empty: in any or none */
  relance_str lead;     /* only this lead, by the host's id; empty: all */
} relance_work_filter;
#define RELANCE_WORK_FILTER_INIT                             \
  {                                                          \
    sizeof(relance_work_filter), 0, {0, 0}, {0, 0}, { 0, 0 } \
  }

enum relance_who {
  RELANCE_WHO_NOBODY = 0, /* leads that are there keep their rules */
  RELANCE_WHO_ALL = 1,    /* every lead that has other rules */
  RELANCE_WHO_STATE = 2,  /* those in a state of the rules they have */
  RELANCE_WHO_STAGE = 3,  /* those in a stage */
  RELANCE_WHO_GUARD = 4   /* those for which an expression over lead.* holds */
};

/* What new rules call otherwise: a state "talking", a step "call first_call", a field
 * "lead.budget", a lane "lane bdc", a deadline "deadlines.treated", a reason to pause it
 * "deadlines.treated.pauses.papers", a line that waits "states.talking.after[0]". After: its new
 * name; "-" lets all but a state go. A step stays one of the same verb. */
typedef struct relance_renaming {
  uint32_t struct_size; /* sizeof the struct, as its _INIT says it */
  uint32_t reserved;    /* 0 */
  relance_str before;   /* as the rules that the lead has call it */
  relance_str after;    /* as the new rules do */
} relance_renaming;
#define RELANCE_RENAMING_INIT                     \
  {                                               \
    sizeof(relance_renaming), 0, {0, 0}, { 0, 0 } \
  }

/* Which leads move to other rules, and how. */
typedef struct relance_move_plan {
  uint32_t struct_size;        /* sizeof the struct, as its _INIT says it */
  uint32_t who;                /* relance_who */
  relance_str which;           /* the state, the stage or the expression; else empty */
  relance_str actor;           /* who wants it; stands in the journal */
  const relance_renaming* map; /* what has no namesake in the new rules; NULL: nothing */
  size_t map_count;            /* a name stands in it once */
  size_t map_stride;           /* sizeof(relance_renaming) */
} relance_move_plan;
#define RELANCE_MOVE_PLAN_INIT \
  { sizeof(relance_move_plan), 0, {0, 0}, {0, 0}, NULL, 0, 0 }

/* A file that is taken in. */
typedef struct relance_input {
  uint32_t struct_size;           /* sizeof the struct, as its _INIT says it */
  uint32_t reserved;              /* 0 */
  const relance_mapping* mapping; /* what its columns mean */
  relance_str file;               /* its name in the report */
  relance_str bytes;              /* CSV as RFC 4180 has it, the first line names the columns */
} relance_input;
#define RELANCE_INPUT_INIT                           \
  {                                                  \
    sizeof(relance_input), 0, NULL, {0, 0}, { 0, 0 } \
  }

typedef struct relance_intake_options {
  uint32_t struct_size; /* sizeof the struct, as its _INIT says it */
  uint32_t batch;       /* events committed together; 0: 1,000 */
  uint64_t memory;      /* bytes kept to sort by time, and for the report; 0: 1 GiB */
} relance_intake_options;
#define RELANCE_INTAKE_OPTIONS_INIT \
  { sizeof(relance_intake_options), 0, 0 }

/* What a line of an intake's report tells. */
enum relance_intake_kind {
  RELANCE_INTAKE_UNREADABLE = 0, /* refused before the engine, or its lead is damaged: MESSAGE */
  RELANCE_INTAKE_FUTURE = 1,     /* it occurred after `now`, and is left to a later intake */
  RELANCE_INTAKE_EVENTLESS = 2,  /* no condition of the mapping held: the record gives no event */
  RELANCE_INTAKE_DECIDED = 3,    /* the engine's answer: VERDICT, REFUSAL, FROM, TO, RULE */
  RELANCE_INTAKE_EARLIER = 4, /* told by an earlier intake, decided in this one: no file, no line */
  RELANCE_INTAKE_SETTLED = 5  /* it waited for its lead, which came: what was decided then */
};

enum relance_drawing {
  RELANCE_DRAWING_DOT = 0,    /* for Graphviz */
  RELANCE_DRAWING_MERMAID = 1 /* for Mermaid, as a flowchart */
};

/* What the _INIT macros do, for hosts that cannot use them: writes the struct's first `size` bytes,
 * struct_size = size, all others 0. `size` is the host's own sizeof the struct; nothing is done for
 * NULL or for less than 4. Any thread. Since 1.0. */
void relance_compile_options_init(relance_compile_options* options, size_t size);
void relance_open_options_init(relance_open_options* options, size_t size);
void relance_attribute_init(relance_attribute* attribute, size_t size);
void relance_event_init(relance_event* event, size_t size);
void relance_work_filter_init(relance_work_filter* filter, size_t size);
void relance_renaming_init(relance_renaming* renaming, size_t size);
void relance_move_plan_init(relance_move_plan* plan, size_t size);
void relance_input_init(relance_input* input, size_t size);
void relance_intake_options_init(relance_intake_options* options, size_t size);

/* ---- Version ------------------------------------------------------------------------------ */

/* RELANCE_ABI_VERSION of the library that runs. Any thread. Since 1.0. */
uint32_t relance_abi_version(void);

/* RELANCE_ABI_MINOR of the library that runs. Any thread. Since 1.0. */
uint32_t relance_abi_minor(void);

/* The version of the package, "0.1.0"; lives for ever. Any thread. Since 1.0. */
relance_str relance_version(void);

/* Whether this library has the interface `version`.`minor` that a program was built for: the same
 * version, and no smaller minor. RELANCE_USAGE, with both in the message, when it has not: nothing
 * else of it may be called then. To be called once, before all else. Any thread. Since 1.0. */
relance_code relance_check_version(uint32_t version, uint32_t minor, relance_error** error);
#define RELANCE_CHECK_VERSION(error) \
  relance_check_version(RELANCE_ABI_VERSION, RELANCE_ABI_MINOR, (error))

/* ---- Errors ------------------------------------------------------------------------------- */

/* There are three kinds of "no", and this is the third. What is wrong in an author's text is a
 * diagnostic: it has a place, and all of a text are told at once. "Not now" is a refusal: an answer
 * among the answers of relance_submit, with the moves that would be taken instead. An error is the
 * failure of a machine or of a caller.
 *
 *     if (relance_compile(text, file, NULL, &rules, &error) != RELANCE_OK) {
 *       const relance_rows *wrong = relance_error_diagnostics(error);
 *       for (size_t i = 0; i < relance_rows_count(wrong); ++i) {
 *         print(relance_rows_text(wrong, i, RELANCE_FIELD_TEXT));
 *       }
 *       if (wrong == NULL) print(relance_error_message(error));
 *       relance_error_destroy(error);
 *     }
 *
 * What to do about a code: RELANCE_BUSY and RELANCE_BEHIND: again, the latter after relance_tick.
 * RELANCE_FULL: claim and acknowledge what is in the outbox. RELANCE_STORAGE: free the disk or
 * mount it for writing, then again; nothing is half written. RELANCE_CORRUPT: relance_damaged and
 * relance_audit name what is wrong; all other leads go on. RELANCE_NEWER: install the newer
 * library; the file stays as it is. RELANCE_USAGE: the program is wrong. RELANCE_UNKNOWN,
 * RELANCE_STALE_TOKEN and RELANCE_WITHDRAWN are answers that a host lives with. */

/* The code that the failed call returned; RELANCE_OK for NULL. Any thread. Since 1.0. */
relance_code relance_error_code(const relance_error* error);

/* One sentence, with the way out; empty for NULL. It lives as long as the error. Any thread.
 * Since 1.0. */
relance_str relance_error_message(const relance_error* error);

/* What is wrong in a text of rules or of a mapping, in its order; NULL when the error is another.
 * The rows belong to the error and are not destroyed. Fields: SEVERITY, CODE, FILE, LINE, COLUMN,
 * MESSAGE, HINT, TEXT (as it is printed, with the line and a caret). Any thread. Since 1.0. */
const relance_rows* relance_error_diagnostics(const relance_error* error);

/* Frees an error. Since 1.0. */
void relance_error_destroy(relance_error* error);

/* ---- Rows --------------------------------------------------------------------------------- */

/* Every answer is rows; each function says which fields its rows have. A host that is older than
 * the library does not see new fields, one that is newer reads them as empty. What has a word and a
 * number, such as VERDICT, has both. All of a long answer, page by page:
 *
 *     uint64_t after = 0;
 *     int32_t more = 1;
 *     while (more && relance_leads(engine, tenant, &after, 0, &more, &rows, &error) == 0) {
 *       for (size_t i = 0; i < relance_rows_count(rows); ++i) {
 *         show(relance_rows_text(rows, i, RELANCE_FIELD_LEAD),
 *              relance_rows_text(rows, i, RELANCE_FIELD_STATE),
 *              relance_rows_number(rows, i, RELANCE_FIELD_RECEIVED_AT));
 *       }
 *       relance_rows_destroy(rows);
 *     }
 */

/* How many rows there are; 0 for NULL. Any thread. Since 1.0. */
size_t relance_rows_count(const relance_rows* rows);

/* A field of row `index`, from 0. Empty when there is no such row or field. It lives as long as the
 * rows. Any thread. Since 1.0. */
relance_str relance_rows_text(const relance_rows* rows, size_t index, relance_field field);

/* Likewise as a number: instants in microseconds, yes and no as 1 and 0. 0 when there is no such
 * row or field. Any thread. Since 1.0. */
int64_t relance_rows_number(const relance_rows* rows, size_t index, relance_field field);

/* The same field of `count` rows from row `first` on, written to an array of as many. How many were
 * written: fewer than `count` at the end of the rows, none for NULL. Any thread. Since 1.0. */
size_t relance_rows_texts(const relance_rows* rows, relance_field field, size_t first, size_t count,
                          relance_str* texts);
size_t relance_rows_numbers(const relance_rows* rows, relance_field field, size_t first,
                            size_t count, int64_t* numbers);

/* Frees rows and every text read from them. Since 1.0. */
void relance_rows_destroy(relance_rows* rows);

/* ---- Rules -------------------------------------------------------------------------------- */

/* Rules are text of the author's (docs/rules.md), compiled once and then immutable: one workflow
 * may serve all engines and threads of a process. Its fingerprint stands for all that it decides
 * by: the text, the holidays and the zone data. */

/* Compiles rules. `text`: YAML; `file`: its name in the diagnostics; `options` may be NULL. The
 * caller owns the workflow. RELANCE_RULES when the text has errors; all of them are in the error.
 * Any thread. Since 1.0. */
relance_code relance_compile(relance_str text, relance_str file,
                             const relance_compile_options* options, relance_workflow** workflow,
                             relance_error** error);

/* A workflow's own texts, by field: NAME; FINGERPRINT (32 hexadecimal digits); TEXT (the rules as
 * they were given); NORMALISED (compiles to the same fingerprint); ZONE; ZONE_DATA. Empty for
 * others. It lives as long as the workflow. Any thread. Since 1.0. */
relance_str relance_workflow_text(const relance_workflow* workflow, relance_field field);

/* The warnings of its text, as relance_error_diagnostics; they belong to the workflow and are not
 * destroyed. NULL for NULL and for rules that were read from a database. Any thread. Since 1.0. */
const relance_rows* relance_workflow_diagnostics(const relance_workflow* workflow);

/* Frees a workflow; an engine that runs it keeps what it needs. Since 1.0. */
void relance_workflow_destroy(relance_workflow* workflow);

/* The rates that the rules state to compare the funnel with, in written order: NAME (of the set),
 * MILESTONE, OF, BASIS_POINTS (0 to 10,000). The caller owns the rows. Any thread. Since 1.0. */
relance_code relance_benchmarks(const relance_workflow* workflow, relance_rows** rates,
                                relance_error** error);

/* The rules as a picture, in one row: TEXT, to be laid out by the program that `language`
 * (relance_drawing) is of. The caller owns the row. Any thread. Since 1.0. */
relance_code relance_draw(const relance_workflow* workflow, uint32_t language, relance_rows** row,
                          relance_error** error);

/* The JSON Schema (draft 07) of rules files, for editors, in one row: TEXT. The caller owns the
 * row. Any thread. Since 1.0. */
relance_code relance_schema(relance_rows** row, relance_error** error);

/* What two workflows disagree about: TYPE ("changed", "added", "removed", "renamed"), RULE (where),
 * WHAT, BEFORE, AFTER, TEXT ("first call: 2 min > 5 min"). No rows: they say the same. The caller
 * owns the rows. Any thread. Since 1.0. */
relance_code relance_difference(const relance_workflow* before, const relance_workflow* after,
                                relance_rows** rows, relance_error** error);

/* ---- The engine --------------------------------------------------------------------------- */

/* An engine reads, decides and commits within each call; between calls it does nothing. Several
 * engines, of one process or of many, may have the same file open: what one commits the others see
 * at their next call. It is closed in the process that opened it. */

/* Opens a database. `options` may be NULL: in memory. The caller owns the engine.
 * RELANCE_NOT_OURS, RELANCE_NEWER. Since 1.0. */
relance_code relance_open(const relance_open_options* options, relance_engine** engine,
                          relance_error** error);

/* Closes it. What was answered is kept as the durability says. Since 1.0. */
void relance_close(relance_engine* engine);

/* All tenants, in the order in which they were made: TENANT, NAME and FINGERPRINT (of the rules
 * that new leads take; empty: none yet), LEADS (so many have come), CLOCK (the instant that the
 * newest of them has reached: a `now` before it comes from a clock that went back). The caller owns
 * the rows. Since 1.0. */
relance_code relance_tenants(relance_engine* engine, relance_rows** tenants, relance_error** error);

/* ---- Rules in force ----------------------------------------------------------------------- */

/* A lead is pinned to the rules that were in force when it came, until it is moved to others. Every
 * text that was ever in force is kept, so that each decision can be explained by its own rules.
 * Rules are changed like this; to go back is the same with relance_kept instead of relance_compile
 * and the map turned round:
 *
 *     relance_move_plan plan = RELANCE_MOVE_PLAN_INIT;
 *     plan.who = RELANCE_WHO_ALL;
 *     plan.actor = RELANCE_STR("ada");
 *     relance_difference(before, rules, &rows, &error);           what changes, in words
 *     relance_move(engine, tenant, rules, &plan, now, &after, 0, &more, &rows, &error);
 *                                             what would become of each lead, page by page
 *     relance_deploy(engine, tenant, rules, now, plan.actor, &error);
 *     relance_move(engine, tenant, NULL, &plan, now, &after, 0, &more, &rows, &error);
 *                                             and now it is done, from the first page on
 *
 * Decisions go on meanwhile: a move commits a few leads at a time, and waits a millisecond after
 * each commit while others decide. */

/* Makes the tenant if need be and pins its new leads to the workflow; leads that are there keep
 * theirs. `at` and `actor` are written down beside it: when (RELANCE_NEVER: the latest instant that
 * the tenant is known to have reached) and who wants it (at most 255 bytes, may be empty). The
 * workflow stays the caller's. Since 1.0. */
relance_code relance_deploy(relance_engine* engine, relance_str tenant,
                            const relance_workflow* workflow, int64_t at, relance_str actor,
                            relance_error** error);

/* The rules that new leads of the tenant take. The caller owns the workflow. RELANCE_UNKNOWN.
 * Since 1.0. */
relance_code relance_current(relance_engine* engine, relance_str tenant,
                             relance_workflow** workflow, relance_error** error);

/* What was ever put in force for a tenant, oldest first: NUMBER, NAME, FINGERPRINT, SINCE (or
 * RELANCE_NEVER where nobody said), ACTOR, LEADS (that have these rules now). The caller owns the
 * rows. RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_deployments(relance_engine* engine, relance_str tenant, relance_rows** rows,
                                 relance_error** error);

/* A kept text by its fingerprint (of a deployment, a lead or a journal entry), or by its first 6
 * digits or more when one alone fits; to deploy it again is the roll-back. The caller owns the
 * workflow. RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_kept(relance_engine* engine, relance_str fingerprint,
                          relance_workflow** workflow, relance_error** error);

/* Moves leads of the tenant to the rules that its new leads take. With `workflow` it writes nothing
 * and says what would be done once that one is deployed; NULL: it is done. Facts and counters stay;
 * what is due up to `now` fires first, then steps and timers count by the new rules from when they
 * began. A page of leads by number, committed a few at a time; leads that have the rules already
 * are passed by, so that it can be called again at any time. `plan` NULL: nobody moves. One row for
 * each timer of a lead whose instant changes, that begins or ends, and one at least for each lead:
 * LEAD, LEAD_NUMBER, FINGERPRINT (of its rules before), FROM, TO, RULE (of the timer; empty: none),
 * BEFORE and AFTER (when it is due; RELANCE_NEVER: it is not; an AFTER that is not after `now` is
 * due at once), WITHOUT (not empty: the lead was not moved; all that has no counterpart, a name a
 * line). The caller owns the rows. RELANCE_UNKNOWN, RELANCE_INPUT (the expression), RELANCE_BEHIND.
 * Since 1.0. */
relance_code relance_move(relance_engine* engine, relance_str tenant,
                          const relance_workflow* workflow, const relance_move_plan* plan,
                          int64_t now, uint64_t* after, size_t at_most, int32_t* more,
                          relance_rows** rows, relance_error** error);

/* ---- Events and time ---------------------------------------------------------------------- */

/* An event is a fact, which is always accepted, or a move, which the rules may refuse. With a key
 * it is known again for ever: the same key and content give the decision that was recorded, other
 * content is refused. Events may come late and before their lead; those wait for it. A lead does
 * not go back in time: what is told late is decided as of the instant that the lead has reached.
 *
 * Facts, and what they may carry:
 *     received                   the lead comes: owner, lane, source, campaign, preferred
 *     attempted                  to reach the customer: channel, outcome, script, effect
 *     sent                       a message or reminder was dealt with: the same
 *     inbound, clicked, opened   the customer did something: channel
 *     consented, objected        channel, reason
 *     noted                      channel, text (personal, at most 65,536 bytes)
 *     assigned                   the host chose: to (an owner) or lane; or outcome: nobody
 *     changed                    campaign, preferred
 *
 * Moves: qualified, booked (at), moved (at), shown, missed, postponed, sold, lost, reopened, ripe,
 * unreachable, accepted; events of the author's own, with what they declare. All of them may carry
 * a reason.
 *
 * Every event that is told may carry a `link` to a record of the host's (at most 2,048 bytes), what
 * the rules declare of a lead, and person.*.
 *
 * Told by the engine alone: reached (follows from an attempt with a conversation, or from inbound),
 * breached (a deadline), neglected (a step ran out), undelivered (a dead letter), elapsed and
 * watched (a timer's effects).
 *
 * Channels: phone, email, sms, whatsapp, chat, letter, visit, other. Outcomes of an attempt:
 * conversation, no_answer, voicemail, busy, wrong_number, refused; of a message: delivered,
 * bounced; of both: failed, done, denied, nobody_available. */

/* Decides events in order; all are committed together, or none. `events`: `count` of them (at most
 * 1,000,000), `stride` bytes apart (sizeof(relance_event)). `now`: when the host tells them. The
 * caller owns the rows, one for each event: VERDICT, REFUSAL, MESSAGE, WOULD_TAKE, FROM, TO, RULE,
 * REPEATED, LATE, LEAD_NUMBER, SEQ. A refusal is an answer, not a failure. RELANCE_UNKNOWN,
 * RELANCE_BEHIND, RELANCE_FULL. Since 1.0. */
relance_code relance_submit(relance_engine* engine, relance_str tenant, const relance_event* events,
                            size_t count, size_t stride, int64_t now, relance_rows** decisions,
                            relance_error** error);

/* Fires at most `at_most` timers (0: 1,000) due up to `now`; `tenant` empty: of all tenants.
 * `fired`: how many did; `next`: when to tick again (`now` when something due is left), or
 * RELANCE_NEVER. Both may be NULL. RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_tick(relance_engine* engine, relance_str tenant, int64_t now, size_t at_most,
                          size_t* fired, int64_t* next, relance_error** error);

/* Events that were told before their lead came, or refused while there was none. A page by lead:
 * of at most `at_most` leads (0: 1,000) whose ids, compared by bytes, stand behind `lead` (empty:
 * from the first); the LEAD of the last row is where the next page begins, no rows are the end. A
 * lead has at most 1,000 of them: LEAD, POSITION, EVENT, KEY, ACTOR, OCCURRED_AT, TOLD_AT, REFUSAL
 * (0: it waits), TEXT (its line in the canonical export, ended by a line feed). The caller owns the
 * rows. RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_waiting(relance_engine* engine, relance_str tenant, relance_str lead,
                             size_t at_most, relance_rows** events, relance_error** error);

/* ---- Effects ------------------------------------------------------------------------------ */

/* An effect is a wish of the rules: data, never a call. It is committed with the decision that asks
 * for it, and handed out at least once: by a lease with a token, until it is acknowledged. An
 * acknowledgement says that the host has it, not that it is done; whether a call or a message came
 * to its end is told later, by an event that cites the ID in `effect`. An effect with WITHDRAWS
 * says that another one, which was handed out, is no longer wanted.
 *
 * What a VERB asks for:
 *     call, send, remind   a step: NAME says which, CHANNEL by what; open until an outcome is told
 *     alert                somebody, NAME, is to know
 *     assign               a person of the lane NAME is to be chosen; answered by "assigned"
 *     hand_to              the lead goes to the lane NAME, away from its owner
 *     tell                 what the rules declare under host_effects
 *     withdraw             WITHDRAWS is no longer wanted
 * All but steps are over once they are acknowledged.
 *
 * The life of one: ready at NOT_BEFORE > leased (TOKEN, LEASE_UNTIL) > acknowledged. A lease that
 * ends unanswered makes it ready again, a failure after a while: 5 seconds, doubled each time up to
 * an hour, give or take a fifth by its ID. After `max_attempts` hand-outs it is a dead letter and
 * the lead is told "undelivered", so that rules can have somebody look. At NOT_AFTER a step is
 * withdrawn. A token is good for its own hand-out: who comes late with an older one gets
 * RELANCE_STALE_TOKEN, and somebody else has the effect. */

/* Leases up to `at_most` (at most 10,000; 0: none) effects that may be done now, for `lease`
 * microseconds (0: 5 minutes; at most 30 days). What was due up to `now` fires first. The caller
 * owns the rows: ID, LEAD, VERB, NAME, CHANNEL, RULE, EMITTED_AT, NOT_BEFORE, NOT_AFTER,
 * LEASE_UNTIL, TOKEN, ATTEMPT, WITHDRAWS. RELANCE_UNKNOWN, RELANCE_BEHIND. Since 1.0. */
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

/* Effects that gave up, a page by lead: those of one lead stay together, so that a page may hold
 * more than `at_most` effects by what its last lead has. Fields as relance_claim, and ERROR. The
 * caller owns the rows. RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_dead_letters(relance_engine* engine, relance_str tenant, uint64_t* after,
                                  size_t at_most, int32_t* more, relance_rows** effects,
                                  relance_error** error);

/* Hands a dead letter out anew. RELANCE_UNKNOWN when it is none (any more). Since 1.0. */
relance_code relance_requeue(relance_engine* engine, relance_str tenant, relance_str effect,
                             int64_t now, relance_error** error);

/* Drops a dead letter. RELANCE_UNKNOWN when it is none (any more). Since 1.0. */
relance_code relance_drop(relance_engine* engine, relance_str tenant, relance_str effect,
                          int64_t now, relance_error** error);

/* ---- Leads -------------------------------------------------------------------------------- */

/* Open steps of the leads that `filter` leaves (NULL: of all), most urgent first (by the earlier of
 * BY and PROMISED), at most `at_most` (0: none). An owner, lane or lead that nobody has leaves
 * none. What was due up to `now` fires first. The caller owns the rows: LEAD, STATE, STAGE, OWNER,
 * LANE, VERB, NAME, CHANNEL, RULE, BECAUSE, SINCE, NOT_BEFORE, BY, DEADLINE, PROMISED, DELIVERED,
 * ID.
 * RELANCE_UNKNOWN, RELANCE_BEHIND. Since 1.0. */
relance_code relance_worklist(relance_engine* engine, relance_str tenant, int64_t now,
                              const relance_work_filter* filter, size_t at_most,
                              relance_rows** work, relance_error** error);

/* A lead as it stands, in one row: LEAD, LEAD_NUMBER, STATE, STAGE, OWNER, LANE, SOURCE, CHANNEL
 * (the preferred one), RECEIVED_AT, APPOINTMENT, ATTEMPTS, NEXT_DUE, SEQ, FINGERPRINT, CLOCK,
 * RECEIVED to LOST. Fires nothing. The caller owns the row. RELANCE_UNKNOWN when there is no such
 * lead. Since 1.0. */
relance_code relance_lead(relance_engine* engine, relance_str tenant, relance_str lead,
                          relance_rows** row, relance_error** error);

/* The leads of a tenant, a page by number, with the fields of relance_lead. Damaged ones are passed
 * by. Fires nothing. The caller owns the rows. RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_leads(relance_engine* engine, relance_str tenant, uint64_t* after,
                           size_t at_most, int32_t* more, relance_rows** leads,
                           relance_error** error);

/* What is known of a lead beside it, one row for each value: NAME, TYPE, TEXT (of a text; of a
 * place 48.8566, 2.3522) or NUMBER (days since 1970 for a date, microseconds for a time, minor
 * units for money), PERSONAL. The caller owns the rows. RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_attributes(relance_engine* engine, relance_str tenant, relance_str lead,
                                relance_rows** attributes, relance_error** error);

/* How often it was tried to reach a lead, one row for each channel (phone, email, sms, whatsapp,
 * chat, letter, visit, other) and outcome (conversation, no_answer, voicemail, busy, wrong_number,
 * refused) that came up, in this order: CHANNEL, OUTCOME, ATTEMPTS (1 to 65,535, where it stays).
 * Fires nothing. The caller owns the rows. RELANCE_UNKNOWN. Since 1.1. */
relance_code relance_attempts(relance_engine* engine, relance_str tenant, relance_str lead,
                              relance_rows** attempts, relance_error** error);

/* What is due on a lead by itself, in the order in which it will fire: TYPE ("after": a line that
 * waits, "step_limit": the end of an open step's time, "watch", "warning" and "breach" of a
 * deadline), RULE (where the rules say so), NAME (of the step or the deadline), DUE, SINCE (what it
 * is counted from), SEQ (of the entry that armed it). A closed lead has none. Fires nothing. The
 * caller owns the rows. RELANCE_UNKNOWN. Since 1.1. */
relance_code relance_timers(relance_engine* engine, relance_str tenant, relance_str lead,
                            relance_rows** timers, relance_error** error);

/* ---- Decisions ---------------------------------------------------------------------------- */

/* The journal: one entry for each decision, refusals too, appended and never changed, without what
 * is personal. A host that mirrors it keeps the place where it stopped:
 *
 *     after = the one that was kept, at first 0
 *     relance_journal(engine, tenant, &after, 0, &more, &rows, &error);
 *     put the rows and `after` where they belong, in one transaction
 */

/* What was decided on a lead, oldest first, a page by SEQ: SEQ, EVENT, FROM, TO, RULE, VERDICT,
 * REFUSAL, OCCURRED_AT, DECIDED_AT, KEY, ACTOR, LATE, BY_TIMER, DERIVED, WAITED, FINGERPRINT (of
 * the rules that decided). The caller owns the rows. RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_history(relance_engine* engine, relance_str tenant, relance_str lead,
                             uint64_t* after, size_t at_most, int32_t* more, relance_rows** entries,
                             relance_error** error);

/* What was decided on all leads, in the order of the commits, a page by POSITION; `tenant` empty:
 * of all tenants. A position is never given again: whoever keeps his `*after` learns later what is
 * new. Fields as relance_history, and POSITION, TENANT, LEAD, LEAD_NUMBER. Entries that are damaged
 * are passed by (relance_damaged names their leads). The caller owns the rows. RELANCE_UNKNOWN.
 * Since 1.0. */
relance_code relance_journal(relance_engine* engine, relance_str tenant, uint64_t* after,
                             size_t at_most, int32_t* more, relance_rows** entries,
                             relance_error** error);

/* A lead in words, for a reader: first a row with SEQ 0 that tells where it stands (its facts, open
 * steps and deadlines), then one for each decision, oldest first: SEQ, TEXT (lines of text, each
 * ended by a line feed: which way was taken, which were passed over and why, what it asked for and
 * armed), JSON (the same for a program; as `relance show --json` prints it). `personal` 1:
 * with what is personal; 0: without. The whole history is read. The caller owns the rows.
 * RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_explain(relance_engine* engine, relance_str tenant, relance_str lead,
                             uint32_t personal, relance_rows** words, relance_error** error);

/* ---- Figures ------------------------------------------------------------------------------ */

/* Counts as of `now`. A rate of the funnel is one of its numbers over another, such as SOLD over
 * RECEIVED, of a source or of all; relance_benchmarks says what the rules' author compares it with.
 */

/* How far the leads came, by source: SOURCE, LEADS, RECEIVED to LOST. What was due up to `now`
 * fires first. The caller owns the rows. RELANCE_UNKNOWN, RELANCE_BEHIND. Since 1.0. */
relance_code relance_funnel(relance_engine* engine, relance_str tenant, int64_t now,
                            relance_rows** sources, relance_error** error);

/* What became of the promises of each deadline: NAME, MET to ENDED; those of the rules of new leads
 * in written order, then others by name. What was due up to `now` fires first; every history is
 * read. The caller owns the rows. RELANCE_UNKNOWN, RELANCE_BEHIND. Since 1.0. */
relance_code relance_deadlines(relance_engine* engine, relance_str tenant, int64_t now,
                               relance_rows** deadlines, relance_error** error);

/* ---- Tables ------------------------------------------------------------------------------- */

/* What may be long, for programs that read Arrow (pandas, Polars, DuckDB, ...): a stream of Arrow's
 * C interface, of batches of about 4,096 rows, of which one is made at a time. The structs are in
 * relance/arrow.h; a program that has them from elsewhere needs no other header than this one. A
 * column is named as its field, in small letters. Texts are utf8, null where they are empty;
 * instants are timestamp[us, UTC], null for RELANCE_NEVER; what is 0 or 1 is bool; other numbers
 * are int64.
 *
 * `stream`: a struct of the caller's, which is overwritten, with zeros on failure; then the caller
 * owns what is in it, calls its functions, and `release` at last or at any time before. What it has
 * handed out may be used after that. The first batch is read by the call itself, so that what is
 * wrong is told by its code; each of the others when it is asked for, as things are then. Where
 * get_next fails it is errno's EBUSY (another process holds the database), ENOMEM or EIO,
 * get_last_error says why, and it may be called again.
 *
 * A stream is for one thread at a time, which need not be the one that uses the engine: the two
 * take turns. It does not keep the engine open: once that is closed, or in another process after
 * fork, get_next fails. */

/* The journal behind the position `after` (0: from its beginning); `tenant` empty: of all tenants.
 * POSITION, TENANT, LEAD, LEAD_NUMBER, SEQ, EVENT, from_state (FROM), to_state (TO), RULE, VERDICT,
 * REFUSAL ("none": none), OCCURRED_AT, DECIDED_AT, KEY, ACTOR, LATE, BY_TIMER, DERIVED, WAITED,
 * FINGERPRINT, as relance_journal tells them. RELANCE_UNKNOWN. Since 1.1. */
relance_code relance_journal_table(relance_engine* engine, relance_str tenant, uint64_t after,
                                   struct ArrowArrayStream* stream, relance_error** error);

/* The leads by number: LEAD, LEAD_NUMBER, STATE, STAGE, OWNER, LANE, SOURCE, CHANNEL, RECEIVED_AT,
 * APPOINTMENT, ATTEMPTS, NEXT_DUE, SEQ, FINGERPRINT, CLOCK, RECEIVED to LOST, as relance_leads
 * tells them. Fires nothing. RELANCE_UNKNOWN. Since 1.1. */
relance_code relance_lead_table(relance_engine* engine, relance_str tenant,
                                struct ArrowArrayStream* stream, relance_error** error);

/* All open steps, by lead and in the order in which the rules asked for them: the fields of
 * relance_worklist. What was due up to `now` fires before each batch. RELANCE_UNKNOWN,
 * RELANCE_BEHIND. Since 1.1. */
relance_code relance_open_step_table(relance_engine* engine, relance_str tenant, int64_t now,
                                     struct ArrowArrayStream* stream, relance_error** error);

/* How far the leads came, by source: the fields of relance_funnel. What was due up to `now` fires
 * first. RELANCE_UNKNOWN, RELANCE_BEHIND. Since 1.1. */
relance_code relance_funnel_table(relance_engine* engine, relance_str tenant, int64_t now,
                                  struct ArrowArrayStream* stream, relance_error** error);

/* ---- Taking files in ---------------------------------------------------------------------- */

/* A mapping says which column of a file means what. Every event gets a key made of what it says, so
 * that the same row is never taken twice. All files of one intake are merged by time:
 *
 *     relance_intake_begin(engine, tenant, inputs, count, sizeof(inputs[0]), now, NULL, &intake,
 *                          &error);
 *     do {
 *       relance_intake_next(engine, intake, 0, &more, &rows, &error);
 *       ...
 *       relance_rows_destroy(rows);
 *     } while (more);
 *     relance_intake_destroy(intake);
 */

/* Reads a mapping. `text`: YAML (docs/intake.md); `file`: its name in the diagnostics; `workflow`:
 * the rules that it must fit, or NULL. The caller owns the mapping. RELANCE_INPUT when the text has
 * errors or the rules do not know its events and fields; all of it is in the error. Any thread.
 * Since 1.0. */
relance_code relance_read_mapping(relance_str text, relance_str file,
                                  const relance_workflow* workflow, relance_mapping** mapping,
                                  relance_error** error);

/* Frees a mapping; an intake that uses it keeps what it needs. Since 1.0. */
void relance_mapping_destroy(relance_mapping* mapping);

/* Reads files for the tenant's rules in force and sorts their events by time; nothing is told to
 * the engine yet. `inputs`: `count` of them (at most 1,000), `stride` bytes apart; their bytes are
 * used during the call only. `now`: the end of the intake. `options` may be NULL. The caller owns
 * the intake. RELANCE_INPUT: a file cannot be read as a whole, is larger than the memory allowed,
 * or does not fit mapping and rules (then with diagnostics). RELANCE_UNKNOWN. Since 1.0. */
relance_code relance_intake_begin(relance_engine* engine, relance_str tenant,
                                  const relance_input* inputs, size_t count, size_t stride,
                                  int64_t now, const relance_intake_options* options,
                                  relance_intake** intake, relance_error** error);

/* Goes on with an intake: tells the engine the next events, each as of when it occurred, a batch in
 * a commit, and when all are told fires what is due up to its `now`. `engine`: the one it began
 * with. Every record gives at least one row: KIND, FILE, LINE (where the record begins), LEAD,
 * EVENT, MESSAGE, and of what was decided VERDICT, REFUSAL, FROM, TO, RULE, REPEATED, LATE, SEQ,
 * LEAD_NUMBER. MESSAGE repeats nothing that stands in a cell. At most `at_most` rows (0: 1,000);
 * `*more` becomes 0 when all is done. The same files again create nothing twice; so does an intake
 * that was not brought to its end. After RELANCE_BUSY or RELANCE_STORAGE call it again. The caller
 * owns the rows. RELANCE_FULL. Since 1.0. */
relance_code relance_intake_next(relance_engine* engine, relance_intake* intake, size_t at_most,
                                 int32_t* more, relance_rows** report, relance_error** error);

/* What an intake has counted so far, in one row: RECORDS to WAITING_LEADS, TRIMMED, REPEATED, LATE;
 * WAITING_HERE and WAITING_LEADS when it is done. The caller owns the row. Since 1.0. */
relance_code relance_intake_counts(const relance_intake* intake, relance_rows** row,
                                   relance_error** error);

/* Frees an intake. What it told stays told. Since 1.0. */
void relance_intake_destroy(relance_intake* intake);

/* ---- Upkeep ------------------------------------------------------------------------------- */

/* None of these is needed to run leads. */

/* The canonical export: everything that was decided, in words, without what only one store knows
 * and without personal values. Two databases hold the same exactly when it is equal. A page of
 * leads by number: LEAD, LEAD_NUMBER, TEXT (whole lines); the first row of the first page is of the
 * tenant, with LEAD_NUMBER 0. All of a database is, for each of relance_tenants, the TEXT of all
 * pages and then the TEXT of all pages of relance_waiting. What was due up to `now` fires first.
 * The caller owns the rows. RELANCE_UNKNOWN, RELANCE_BEHIND. Since 1.0. */
relance_code relance_export(relance_engine* engine, relance_str tenant, int64_t now,
                            uint64_t* after, size_t at_most, int32_t* more, relance_rows** lines,
                            relance_error** error);

/* What is wrong in the database, one row each: MESSAGE. No rows: nothing. Every byte is read; it
 * stops when it has found `at_most` (0: 1,000), and `*more` (may be NULL) is 1 when there may be
 * others. The caller owns the rows. Since 1.0. */
relance_code relance_audit(relance_engine* engine, size_t at_most, int32_t* more,
                           relance_rows** problems, relance_error** error);

/* Open leads for which nothing will ever be due, a page by number: LEAD, LEAD_NUMBER, STATE, SINCE
 * (the last decision). None of rules that were proven. The caller owns the rows. RELANCE_UNKNOWN.
 * Since 1.0. */
relance_code relance_forgotten(relance_engine* engine, relance_str tenant, uint64_t* after,
                               size_t at_most, int32_t* more, relance_rows** leads,
                               relance_error** error);

/* Damaged leads that calls of this engine met so far, by tenant and number: TENANT, LEAD,
 * LEAD_NUMBER, MESSAGE (what is wrong, and the way out). Each stands still; calls about many leads
 * pass it by, what is told of it by name gives RELANCE_CORRUPT. When the file was restored, open it
 * anew. The caller owns the rows. Since 1.0. */
relance_code relance_damaged(relance_engine* engine, relance_rows** leads, relance_error** error);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif /* RELANCE_RELANCE_H */
