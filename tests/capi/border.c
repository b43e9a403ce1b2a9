/* Each call of the table with one wrong argument at a time: a code, an error object that says the
 * same, nothing put out, and the handle works on. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "calls.h"
#include "check.h"

static const call* now_called;
static const char* with_what;

static void expect(int holds, const char* what, size_t parameter, int line) {
  char words[256];
  snprintf(words, sizeof(words), "%s, parameter %zu, %s: %s", now_called->name, parameter,
           with_what, what);
  check(holds, words, __FILE__, line);
}
#define EXPECT(condition, parameter) expect((condition), #condition, (parameter), __LINE__)

/* Whatever the code is, error and outputs go with it; and the engine still answers. */
static relance_code consistent(world* of, const argument* with, size_t parameter) {
  relance_error* error = (relance_error*)of;
  const relance_code code = now_called->run(with, &error);
  size_t next = 0;
  EXPECT(code >= RELANCE_OK && code < RELANCE_INTERNAL, parameter);
  EXPECT((code == RELANCE_OK) == (error == NULL), parameter);
  if (code != RELANCE_OK && error != NULL) {
    const relance_str message = relance_error_message(error);
    EXPECT(relance_error_code(error) == code, parameter);
    EXPECT(message.size > 0 && is_utf8(message), parameter);
    const int of_text = code == RELANCE_RULES || code == RELANCE_INPUT;
    EXPECT(of_text == (relance_error_diagnostics(error) != NULL), parameter);
  }
  relance_error_destroy(error);
  for (size_t i = 0; i < parameter_count(now_called); ++i) {
    const char kind = kind_of(now_called, i);
    if (kind != 'O' && kind != 'z') continue;
    if (with[i].pointer == NULL) {
      of->outputs[next].any = NULL; /* nobody could clear it */
    } else if (kind == 'O') {
      EXPECT((of->outputs[next].any != NULL) == (code == RELANCE_OK), i);
    } else if (code != RELANCE_OK) {
      EXPECT(of->outputs[next].flag == 0, i);
    }
    ++next;
  }
  destroy_outputs(of, now_called);
  return code;
}

static void answers_on(world* of) {
  relance_error* error = NULL;
  relance_rows* rows = NULL;
  OK(relance_lead(of->engine, RELANCE_STR("shop"), RELANCE_STR("L-1"), &rows, &error));
  CHECK(relance_rows_count(rows) == 1);
  relance_rows_destroy(rows);
}

/* The right arguments, one of them replaced. */
static relance_code replaced(world* of, size_t parameter, argument by) {
  argument with[kMostParameters];
  right_arguments(of, now_called, with);
  for (size_t i = 0; i < kMostOutputs; ++i) of->outputs[i].any = of; /* must be cleared */
  with[parameter] = by;
  const relance_code code = consistent(of, with, parameter);
  answers_on(of);
  return code;
}

static void with_text(world* of, size_t parameter) {
  static const char kInvalid[][5] = {"\xff", "\xc0\x80", "\xe2\x82", "\xed\xa0\x80",
                                     "\xf4\x90\x80\x80"};
  static char many[1 << 20];
  const char kind = kind_of(now_called, parameter);
  const relance_code invalid = kind == 'R'   ? RELANCE_RULES
                               : kind == 'M' ? RELANCE_INPUT
                                             : RELANCE_USAGE;
  with_what = "text of size without data";
  argument with = {.text = {NULL, 5}};
  EXPECT(replaced(of, parameter, with) == RELANCE_USAGE, parameter);
  with_what = "text of an impossible size";
  with.text = (relance_str){many, SIZE_MAX};
  EXPECT(replaced(of, parameter, with) == RELANCE_USAGE, parameter);
  with.text = (relance_str){many, (size_t)PTRDIFF_MAX + 1};
  EXPECT(replaced(of, parameter, with) == RELANCE_USAGE, parameter);
  with_what = "invalid UTF-8";
  for (size_t i = 0; i < sizeof(kInvalid) / sizeof(kInvalid[0]); ++i) {
    with.text = text(kInvalid[i]);
    EXPECT(replaced(of, parameter, with) == invalid, parameter);
  }
  with_what = "NUL, nothing, or very much";
  with.text = RELANCE_STR("a\0b");
  replaced(of, parameter, with);
  with.text = (relance_str){NULL, 0};
  replaced(of, parameter, with);
  memset(many, 'x', sizeof(many));
  with.text = (relance_str){many, sizeof(many)};
  replaced(of, parameter, with);
}

static void with_number(world* of, size_t parameter) {
  static const int64_t kUnlawful[] = {INT64_MIN,
                                      INT64_MAX,
                                      INT64_MIN + 1,
                                      INT64_MAX - 1,
                                      INT64_C(-3000000000000000),
                                      INT64_C(8000000000000000)};
  with_what = "unlawful instant or length";
  for (size_t i = 0; i < sizeof(kUnlawful) / sizeof(kUnlawful[0]); ++i) {
    if (kind_of(now_called, parameter) == 'D' && kUnlawful[i] == RELANCE_NEVER) continue;
    const argument with = {.number = kUnlawful[i]};
    EXPECT(replaced(of, parameter, with) == RELANCE_USAGE, parameter);
  }
}

static void with_limit(world* of, size_t parameter) {
  with_what = "limit";
  const argument most = {.size = SIZE_MAX}, none = {.size = 0};
  EXPECT(replaced(of, parameter, none) == RELANCE_OK, parameter);
  EXPECT(replaced(of, parameter, most) == RELANCE_OK, parameter);
}

/* The first members of every input struct. */
typedef struct head {
  uint32_t struct_size;
} head;

static void with_struct(world* of, size_t parameter) {
  static const uint32_t kWrong[] = {0, 1, 3, UINT32_MAX, 1u << 30};
  argument with[kMostParameters];
  right_arguments(of, now_called, with);
  head* const given = with[parameter].pointer;
  const uint32_t right = given->struct_size;
  with_what = "struct_size";
  for (size_t i = 0; i < sizeof(kWrong) / sizeof(kWrong[0]); ++i) {
    given->struct_size = kWrong[i];
    EXPECT(replaced(of, parameter, with[parameter]) == RELANCE_USAGE, parameter);
  }
  given->struct_size = sizeof(head); /* all defaults */
  EXPECT(replaced(of, parameter, with[parameter]) == RELANCE_OK, parameter);
  given->struct_size = right;
  const argument none = {.pointer = NULL};
  EXPECT(replaced(of, parameter, none) == RELANCE_OK, parameter);
}

static void with_size(world* of, size_t parameter, const size_t* sizes, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const argument with = {.size = sizes[i]};
    EXPECT(replaced(of, parameter, with) == RELANCE_USAGE, parameter);
  }
}

static void with_one_wrong(world* of, size_t parameter) {
  static const size_t kCounts[] = {SIZE_MAX, SIZE_MAX / 2, SIZE_MAX / sizeof(relance_event)};
  static const size_t kStrides[] = {0, 3, sizeof(relance_input) - 1, SIZE_MAX, SIZE_MAX / 2};
  const argument none = {.pointer = NULL}, most = {.size = UINT32_MAX};
  with_what = "NULL";
  switch (kind_of(now_called, parameter)) {
    case 'E':
    case 'W':
    case 'O':
    case 'B':
    case 'J':
    case 'K':
      EXPECT(replaced(of, parameter, none) == RELANCE_USAGE, parameter);
      return;
    case 'T':
    case 'R':
    case 'M':
      with_text(of, parameter);
      return;
    case 'I':
    case 'D':
    case 'L':
      with_number(of, parameter);
      return;
    case 'N':
      with_limit(of, parameter);
      return;
    case 'U':
      EXPECT(replaced(of, parameter, most) == RELANCE_STALE_TOKEN, parameter);
      return;
    case 'V':
      EXPECT(replaced(of, parameter, most) == RELANCE_USAGE, parameter);
      return;
    case 'C':
      with_size(of, parameter, kCounts, 3);
      return;
    case 'X':
      with_size(of, parameter, kStrides, 5);
      return;
    case 'c':
    case 'p':
    case 'f':
    case 'm':
    case 'i':
      with_struct(of, parameter);
      return;
    default: /* w, z and A may be NULL */
      EXPECT(replaced(of, parameter, none) == RELANCE_OK, parameter);
  }
}

/* What was made lives on when what it was made from is gone. */
static void out_of_order(world* of) {
  relance_error *error = NULL, *failed = NULL;
  argument with[kMostParameters];
  with_what = "right arguments";
  right_arguments(of, now_called, with);
  const relance_code code = now_called->run(with, &error);
  EXPECT(code == RELANCE_OK && error == NULL, 0);
  FAILS(RELANCE_UNKNOWN, relance_lead(of->engine, RELANCE_STR("shop"), RELANCE_STR("none"),
                                      &of->outputs[kMostOutputs - 1].rows, &error));
  relance_lead(of->engine, RELANCE_STR("none"), RELANCE_STR("none"),
               &of->outputs[kMostOutputs - 1].rows, &failed);
  close_world(of);
  close_rules();
  for (size_t i = 0, next = 0; i < parameter_count(now_called); ++i) {
    const char kind = kind_of(now_called, i);
    if (is_rows(now_called, i)) {
      CHECK(picture_of_rows(of->outputs[next].rows, 0) ==
            picture_of_rows(of->outputs[next].rows, 0));
    }
    next += kind == 'O' || kind == 'z';
  }
  destroy_outputs(of, now_called);
  CHECK(relance_error_message(failed).size > 0);
  relance_error_destroy(failed);
}

static void one_call(const call* what) {
  world of;
  argument with[kMostParameters];
  now_called = what;
  open_world(&of, "");
  for (size_t i = 0; i < parameter_count(what); ++i) with_one_wrong(&of, i);
  with_what = "no place for an error";
  right_arguments(&of, what, with);
  if (kind_of(what, 0) == 'E') {
    with[0].pointer = NULL;
    EXPECT(what->run(with, NULL) == RELANCE_USAGE, 0);
  }
  close_world(&of);
  open_world(&of, "");
  out_of_order(&of);
}

/* border: checks. border --names: which functions are called here. */
int main(int argc, char** argv) {
  if (argc == 2 && strcmp(argv[1], "--names") == 0) {
    for (size_t i = 0; i < kCallCount; ++i) puts(kCalls[i].name);
    for (size_t i = 0; i < kGetterCount; ++i) puts(kGetters[i].name);
    return 0;
  }
  for (size_t i = 0; i < kGetterCount; ++i) kGetters[i].with_null();
  for (size_t i = 0; i < kCallCount; ++i) one_call(&kCalls[i]);
  wrong_elements();
  close_rules();
  printf("%d checks, %d failures\n", checks, failures);
  return failures == 0 ? 0 : 1;
}
