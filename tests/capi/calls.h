/* Every function of relance.h that can fail, as a row of one table: callable with any arguments,
 * right ones and wrong ones. A function that is exported and stands in no table here fails the test
 * capi_calls. */
#ifndef RELANCE_TESTS_CAPI_CALLS_H
#define RELANCE_TESTS_CAPI_CALLS_H

#include <relance/arrow.h>
#include <relance/relance.h>

enum { kMostParameters = 10, kMostOutputs = 3 };

/* One argument; its parameter's kind says which member counts. */
typedef struct argument {
  void* pointer;
  relance_str text;
  int64_t number;
  size_t size;
} argument;

typedef struct call {
  const char* name;
  /* Each parameter but the last as "name:kind". Kinds:
   *  E engine  W workflow  w workflow or NULL  O handle or stream to be made  z place for a number
   * or NULL K intake  R rules text  M mapping text  T other text  I instant  D instant or
   * RELANCE_NEVER L length of time  N limit  U token  V word of an enum, or version  A number to go
   * on behind or NULL  B events  J inputs  C their count  X their stride c p f m i optional struct:
   * compile_options, open_options, work_filter, move_plan, intake_options */
  const char* parameters;
  relance_code (*run)(const argument* with, relance_error** error);
} call;

extern const call kCalls[];
extern const size_t kCallCount;

/* Those that cannot fail; `with_null` calls it with NULL. */
typedef struct getter {
  const char* name;
  void (*with_null)(void);
} getter;

extern const getter kGetters[];
extern const size_t kGetterCount;

size_t parameter_count(const call* of);
char kind_of(const call* of, size_t parameter);
int parameter_is(const call* of, size_t parameter, const char* name);
/* Whether it is a place for rows. */
int is_rows(const call* of, size_t parameter);

typedef union output {
  void* any;
  relance_rows* rows;
  relance_workflow* workflow;
  relance_engine* engine;
  relance_mapping* mapping;
  relance_intake* intake;
  struct ArrowArrayStream stream; /* `any` is NULL where it is empty */
  int64_t number;
  int32_t flag;
} output;

/* An engine in the middle of its work, with what the right call of each function needs. L-1 is a
 * dead letter's, L-2's call is leased and L-3 is still to come; an event waits for L-4. */
typedef struct world {
  relance_workflow* workflow;
  relance_workflow* other;
  relance_engine* engine;
  relance_rows *dead, *leased;
  relance_attribute attributes[2];
  relance_renaming renaming;
  relance_event events[3];
  relance_move_plan plan;
  relance_work_filter filter;
  relance_compile_options compile_options;
  relance_open_options open_options;
  relance_mapping* mapping;
  relance_input input;
  relance_intake_options intake_options;
  relance_intake* intake;
  uint64_t after;
  output outputs[kMostOutputs];
} world;

/* Instants in the life of a world: when it begins, and the now of the calls. */
extern const int64_t kBegin, kNow;

/* The rules of all worlds, compiled once; `path` empty: in memory. */
void open_world(world* of, const char* path);
void close_world(world* of);
void close_rules(void);

/* The arguments of a call that goes well; its outputs are NULL or 0. */
void right_arguments(world* of, const call* what, argument* with);
/* Frees what a call has put out. */
void destroy_outputs(world* of, const call* what);

/* Everything that can be read of the world, as one number. */
uint64_t picture(relance_engine* engine);
uint64_t picture_of_rows(const relance_rows* rows, uint64_t seed);
/* What a call has put out: its rows and numbers. */
uint64_t picture_of_outputs(const world* of, const call* what);

/* What is wrong inside of what a call is given. */
void wrong_elements(void);

#endif
