/* Any bytes as a sequence of calls: right ones out of the table of calls.h, with some arguments
 * replaced. LLVMFuzzerTestOneInput is what libFuzzer calls (llvm.org/docs/LibFuzzer.html); replay.c
 * gives it the committed files. What does not hold ends the program. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "check.h"

enum { kMostCalls = 64, kMostEvents = 3 };
static const int64_t kMinuteLong = INT64_C(60000000);

/* What is left of the input; behind its end it is zeros. */
typedef struct input {
  const uint8_t* at;
  size_t left;
} input;

static uint8_t byte(input* from) {
  if (from->left == 0) return 0;
  --from->left;
  return *from->at++;
}

static relance_str word_of(input* from) {
  static const char* const kWords[] = {"",
                                       "shop",
                                       "garage",
                                       "L-1",
                                       "L-2",
                                       "L-3",
                                       "L-4",
                                       "received",
                                       "attempted",
                                       "conversation",
                                       "lost",
                                       "assigned",
                                       "note",
                                       "brand",
                                       "size",
                                       "person.email",
                                       "reason",
                                       "outcome",
                                       "channel",
                                       "phone",
                                       "no_answer",
                                       "7",
                                       "ada",
                                       "bdc",
                                       "incoming",
                                       "lead.size",
                                       "line_busy",
                                       "to",
                                       "lane",
                                       "-",
                                       "booked",
                                       "at",
                                       "2026-03-03T09:00:00Z"};
  enum { kCount = sizeof(kWords) / sizeof(kWords[0]) };
  const uint8_t which = byte(from);
  if (which < 224) return text(kWords[which % kCount]);
  relance_str own = {(const char*)from->at, which % 32u};
  if (own.size > from->left) own.size = from->left;
  from->at += own.size;
  from->left -= own.size;
  return own;
}

static int64_t instant(input* from) {
  static const int64_t kOdd[] = {INT64_MIN, INT64_MAX, 0, INT64_C(7258118399999999)};
  const uint8_t which = byte(from);
  if (which >= 252) return kOdd[which - 252];
  return kBegin + kMinuteLong * (which * INT64_C(256) + byte(from));
}

static size_t size(input* from) {
  static const size_t kOdd[] = {0, SIZE_MAX, SIZE_MAX / 2, UINT32_MAX};
  const uint8_t which = byte(from);
  return which >= 252 ? kOdd[which - 252] : which;
}

/* Events of the input's own, with up to two attributes each. */
static void fill_events(world* of, input* from) {
  static relance_attribute attributes[kMostEvents][2];
  for (size_t i = 0; i < kMostEvents; ++i) {
    relance_event event = RELANCE_EVENT_INIT;
    event.lead = word_of(from);
    event.name = word_of(from);
    const uint8_t shape = byte(from);
    if (shape & 1) event.key = word_of(from);
    if (shape & 2) event.actor = word_of(from);
    event.given = shape >> 2 & 3;
    if (event.given & RELANCE_GIVEN_OCCURRED_AT) event.occurred_at = instant(from);
    if (event.given & RELANCE_GIVEN_NOW) event.now = instant(from);
    event.attribute_count = (shape >> 4 & 3) % 3;
    event.attributes = attributes[i];
    event.attribute_stride = sizeof(attributes[i][0]);
    for (size_t a = 0; a < event.attribute_count; ++a) {
      attributes[i][a] = (relance_attribute)RELANCE_ATTRIBUTE_INIT;
      attributes[i][a].name = word_of(from);
      attributes[i][a].text = word_of(from);
    }
    of->events[i] = event;
  }
}

static void fill_plan(world* of, input* from) {
  of->plan.who = byte(from) % 6;
  of->plan.which = word_of(from);
  of->renaming.before = word_of(from);
  of->renaming.after = word_of(from);
}

/* Replaces an argument by one that may be wrong, but points to nothing that is not there. */
static void replace(world* of, const call* what, size_t parameter, argument* with, input* from) {
  switch (kind_of(what, parameter)) {
    case 'E':
    case 'W':
    case 'w':
    case 'K':
    case 'J':
    case 'O':
    case 'z':
      if (byte(from) % 4 == 0) with->pointer = NULL;
      return;
    case 'B':
      fill_events(of, from);
      return;
    case 'm':
      fill_plan(of, from);
      return;
    case 'A':
      of->after = byte(from);
      return;
    case 'C':
      if (strstr(what->parameters, "events:B") == NULL) return;
      with->size = byte(from) % (kMostEvents + 1);
      return;
    case 'R':
    case 'M':
    case 'T':
      with->text = word_of(from);
      return;
    case 'N':
    case 'U':
    case 'V':
      with->size = size(from);
      return;
    default:
      with->number = instant(from);
  }
}

static void require(int holds, const char* what, const call* of) {
  if (holds) return;
  fprintf(stderr, "%s: does not hold: %s\n", of->name, what);
  abort();
}

/* Keeps what was claimed, so that the next calls can name its effects; the rest is freed. */
static void keep_or_destroy(world* of, const call* what) {
  if (strcmp(what->name, "relance_claim") == 0 && of->outputs[0].any != NULL) {
    relance_rows_destroy(of->leased);
    of->leased = of->outputs[0].rows;
  } else {
    destroy_outputs(of, what);
  }
}

static uint64_t one_call(world* of, input* from, uint64_t seed) {
  const call* what = &kCalls[byte(from) % kCallCount];
  const uint8_t changes = byte(from);
  argument with[kMostParameters];
  relance_error* error = NULL;
  memset(of->outputs, 0, sizeof(of->outputs));
  right_arguments(of, what, with);
  for (size_t i = 0; i < parameter_count(what); ++i) {
    if (changes >> (i % 8) & 1) replace(of, what, i, &with[i], from);
  }
  const relance_code code = what->run(with, &error);
  require(code >= RELANCE_OK && code < RELANCE_INTERNAL, "the code is one of those", what);
  require((code == RELANCE_OK) == (error == NULL), "an error goes with each failure", what);
  require(relance_error_code(error) == code, "the error says the same", what);
  require(is_utf8(relance_error_message(error)), "the message is UTF-8", what);
  if (code != RELANCE_OK) require(of->outputs[0].flag == 0, "nothing is put out", what);
  relance_error_destroy(error);
  seed = seed * 31 + (uint64_t)code + picture_of_outputs(of, what);
  keep_or_destroy(of, what);
  return seed;
}

/* The same input gives the same number. */
uint64_t run_sequence(const uint8_t* data, size_t length) {
  input from = {data, length};
  uint64_t seed = 0;
  world of;
  open_world(&of, "");
  for (int calls = 0; calls < kMostCalls && from.left > 0; ++calls) {
    seed = one_call(&of, &from, seed);
  }
  seed ^= picture(of.engine);
  close_world(&of);
  return seed;
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t length) {
  run_sequence(data, length);
  return 0;
}
