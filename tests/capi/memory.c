/* Each call of the table, in memory and on a file, with each of its allocations failed in turn:
 * once, and from there on. What comes is the code alone or with an error, or the call has gone well
 * all the same. Then there is memory again: the same call on the same handles answers as if nothing
 * had been, the world is the one of an undisturbed run, and nothing has leaked.
 *
 * Before, everything is called once: what the libraries make once for the whole process (zone data,
 * tables) stays. */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "calls.h"
#include "check.h"
#include "shortage.h"

enum { kMany = 2000, kSome = 100 };

static const char* path; /* empty: in memory */
static const call* what; /* is being called */
static size_t nth;       /* allocation that fails */
static int for_good;

static void holds(int condition, const char* words, int line) {
  char place[256];
  snprintf(place, sizeof(place), "%s%s, allocation %zu%s: %s", what->name,
           *path == '\0' ? "" : " on a file", nth, for_good ? " and all after it" : "", words);
  check(condition, place, __FILE__, line);
}
#define HOLDS(condition) holds((condition), #condition, __LINE__)

/* A library that gives up takes the program with it: say where. */
static void tell_abort(int number) {
  (void)number;
  shortage_ends();
  printf("%s, allocation %zu%s: aborted\n", what->name, nth, for_good ? " and all after it" : "");
  fflush(stdout);
  _exit(3);
}

/* One call; its answers as one number. */
static relance_code called(world* of, relance_error** error, uint64_t* answers) {
  argument with[kMostParameters];
  right_arguments(of, what, with);
  const relance_code code = what->run(with, error);
  *answers = picture_of_outputs(of, what);
  return code;
}

typedef struct undisturbed {
  uint64_t answers, world;
} undisturbed;

static undisturbed right_run(void) {
  relance_error* error = NULL;
  undisturbed right;
  world of;
  open_world(&of, path);
  OK(called(&of, &error, &right.answers));
  destroy_outputs(&of, what);
  right.world = picture(of.engine);
  close_world(&of);
  remove_database(path);
  return right;
}

/* These say that they commit a few leads at a time: what was done before memory ran out is passed
 * by when they are called again, so that the second answer has less in it. */
static int commits_in_parts(void) {
  return strcmp(what->name, "relance_move") == 0 || strcmp(what->name, "relance_tick") == 0 ||
         strcmp(what->name, "relance_intake_next") == 0;
}

static void check_failure(const world* of, relance_code code, relance_error* error) {
  HOLDS(code == RELANCE_MEMORY);
  HOLDS(error == NULL || relance_error_code(error) == code);
  HOLDS(error == NULL || relance_error_message(error).size > 0);
  for (size_t i = 0, next = 0; i < parameter_count(what); ++i) {
    if (kind_of(what, i) == 'O') HOLDS(of->outputs[next].any == NULL);
    next += kind_of(what, i) == 'O' || kind_of(what, i) == 'z';
  }
}

/* How many allocations failed: none when the call has fewer than `nth`. */
static size_t disturbed_run(const undisturbed* right) {
  relance_error* error = NULL;
  argument with[kMostParameters];
  uint64_t answers = 0;
  world of;
  const size_t before = blocks_in_use();
  open_world(&of, path);
  right_arguments(&of, what, with);
  shortage_begins(nth, for_good);
  const relance_code code = what->run(with, &error);
  const size_t failed = shortage_ends();
  if (code == RELANCE_OK) {
    answers = picture_of_outputs(&of, what);
  } else {
    check_failure(&of, code, error);
    relance_error_destroy(error);
    const relance_code again = called(&of, &error, &answers);
    HOLDS(again == RELANCE_OK && error == NULL);
    relance_error_destroy(error);
  }
  if (!commits_in_parts()) HOLDS(answers == right->answers);
  destroy_outputs(&of, what);
  HOLDS(picture(of.engine) == right->world);
  close_world(&of);
  remove_database(path);
  HOLDS(blocks_in_use() == before);
  return failed;
}

/* Every `step`-th allocation; of more than kMany (the schema of rules files takes 20,000) only
 * kSome, evenly. How many there are. */
static size_t each_allocation(size_t step) {
  const undisturbed right = right_run();
  nth = SIZE_MAX;
  disturbed_run(&right);
  const size_t count = allocations_tried();
  if (count > kMany) step = count / kSome;
  for (nth = 1; disturbed_run(&right) > 0;) nth += step;
  return count;
}

/* memory FILE STEP: FILE is made and removed; STEP 1 fails each allocation. */
int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const size_t step = strtoul(argv[2], NULL, 10);
  const char* const only = argc > 3 ? argv[3] : "";
  signal(SIGABRT, tell_abort);
  for (int file = 0; file < 2; ++file) {
    path = file != 0 ? argv[1] : "";
    remove_database(path);
    for (size_t i = 0; i < kCallCount; ++i) {
      what = &kCalls[i];
      if (strstr(what->name, only) == NULL) continue;
      if (file != 0 && kind_of(what, 0) != 'E' && kind_of(what, 0) != 'p') continue; /* the same */
      right_run();
      for_good = 0;
      const size_t count = each_allocation(step);
      for_good = 1;
      each_allocation(step);
      printf("%s%s: %zu allocations\n", what->name, file != 0 ? " on a file" : "", count);
      fflush(stdout);
    }
  }
  close_rules();
  printf("%d checks, %d failures\n", checks, failures);
  return failures == 0 ? 0 : 1;
}
