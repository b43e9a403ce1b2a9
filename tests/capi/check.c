#include "check.h"

#include <stdio.h>
#include <string.h>

int checks;
int failures;

void check(int holds, const char* what, const char* file, int line) {
  ++checks;
  if (holds) return;
  ++failures;
  printf("%s:%d: does not hold: %s\n", file, line, what);
}

void check_ok(relance_code code, relance_error** error, const char* what, const char* file,
              int line) {
  check(code == RELANCE_OK, what, file, line);
  if (code == RELANCE_OK) return;
  const relance_str message = relance_error_message(*error);
  printf("  code %d: %.*s\n", (int)code, (int)message.size, message.data);
  relance_error_destroy(*error);
  *error = NULL;
}

void check_fails(relance_code expected, relance_code code, relance_error** error, const char* what,
                 const char* file, int line) {
  check(code == expected, what, file, line);
  check(relance_error_code(*error) == code, what, file, line);
  check(code == RELANCE_OK || relance_error_message(*error).size > 0, what, file, line);
  relance_error_destroy(*error);
  *error = NULL;
}

relance_str text(const char* words) {
  const relance_str result = {words, strlen(words)};
  return result;
}

int says(relance_str got, const char* expected) {
  /* The empty text may have no address at all. */
  return got.size == strlen(expected) &&
         (got.size == 0 || memcmp(got.data, expected, got.size) == 0);
}

/* By table 3-7 of the Unicode standard. */
int is_utf8(relance_str got) {
  if (got.size == 0) return 1; /* it may have no address to count from */
  const unsigned char* at = (const unsigned char*)got.data;
  const unsigned char* const end = at + got.size;
  while (at < end) {
    const unsigned char lead = *at++;
    if (lead < 0x80) continue;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    const int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    if (end - at < more) return 0;
    const unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (*at < least || *at > most) return 0;
    for (int i = 1; i < more; ++i) {
      if (at[i] < 0x80 || at[i] > 0xBF) return 0;
    }
    at += more;
  }
  return 1;
}

int tells(relance_str got, const char* part) {
  const size_t length = strlen(part);
  for (size_t i = 0; i + length <= got.size; ++i) {
    if (memcmp(got.data + i, part, length) == 0) return 1;
  }
  return 0;
}

relance_event told(const char* lead, const char* name, const char* key) {
  relance_event event = RELANCE_EVENT_INIT;
  event.lead = text(lead);
  event.name = text(name);
  event.key = text(key);
  return event;
}

void remove_database(const char* path) {
  static const char* const kEnds[] = {"", "-wal", "-shm", ".lock", ".new"};
  char name[4096];
  for (size_t i = 0; i < sizeof(kEnds) / sizeof(kEnds[0]) && *path != '\0'; ++i) {
    snprintf(name, sizeof(name), "%s%s", path, kEnds[i]);
    remove(name);
  }
}
