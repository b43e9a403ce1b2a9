/* What a child process may do with the engine of its parent. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

static const int64_t kStart = 1772442000000000; /* 2026-03-02T09:00:00Z */

/* Where a leak check looks for them still, in the child that may not close them. */
static relance_engine *engine, *in_memory;

static void refused(relance_engine* of) {
  relance_error* error = NULL;
  relance_code code = relance_tick(of, RELANCE_STR("shop"), kStart, 0, NULL, NULL, &error);
  CHECK(code == RELANCE_USAGE);
  CHECK(tells(relance_error_message(error),
              "relance_tick: the engine was opened in another process"));
  relance_error_destroy(error);
  relance_close(of);
}

/* How many checks failed in a child that has the engines by fork. */
static int child(const char* path) {
  relance_error* error = NULL;
  relance_open_options options = RELANCE_OPEN_OPTIONS_INIT;
  relance_engine* own = NULL;
  failures = 0;
  refused(engine);
  refused(in_memory);
  options.path = text(path);
  OK(relance_open(&options, &own, &error));
  OK(relance_tick(own, RELANCE_STR(""), kStart, 0, NULL, NULL, &error));
  relance_close(own);
  return failures;
}

void forked(const char* path) {
  relance_error* error = NULL;
  relance_open_options options = RELANCE_OPEN_OPTIONS_INIT;
  int ended = 0;
  options.path = text(path);
  OK(relance_open(&options, &engine, &error));
  OK(relance_open(NULL, &in_memory, &error));
  fflush(stdout);
  const pid_t process = fork();
  if (process == 0) {
    const int failed = child(path);
    fflush(stdout);
    _exit(failed == 0 ? 0 : 1);
  }
  CHECK(process > 0 && waitpid(process, &ended, 0) == process);
  CHECK(WIFEXITED(ended) && WEXITSTATUS(ended) == 0);
  OK(relance_tick(engine, RELANCE_STR(""), kStart, 0, NULL, NULL, &error));
  OK(relance_tick(in_memory, RELANCE_STR(""), kStart, 0, NULL, NULL, &error));
  relance_close(engine);
  relance_close(in_memory);
}
