/* The tables of calls.h. */
#include "calls.h"

#include <string.h>

#include "check.h"

static relance_code run_compile(const argument* a, relance_error** error) {
  return relance_compile(a[0].text, a[1].text, a[2].pointer, a[3].pointer, error);
}
static relance_code run_open(const argument* a, relance_error** error) {
  return relance_open(a[0].pointer, a[1].pointer, error);
}
static relance_code run_deploy(const argument* a, relance_error** error) {
  return relance_deploy(a[0].pointer, a[1].text, a[2].pointer, a[3].number, a[4].text, error);
}
static relance_code run_deployments(const argument* a, relance_error** error) {
  return relance_deployments(a[0].pointer, a[1].text, a[2].pointer, error);
}
static relance_code run_kept(const argument* a, relance_error** error) {
  return relance_kept(a[0].pointer, a[1].text, a[2].pointer, error);
}
static relance_code run_difference(const argument* a, relance_error** error) {
  return relance_difference(a[0].pointer, a[1].pointer, a[2].pointer, error);
}
static relance_code run_move(const argument* a, relance_error** error) {
  return relance_move(a[0].pointer, a[1].text, a[2].pointer, a[3].pointer, a[4].number,
                      a[5].pointer, a[6].size, a[7].pointer, a[8].pointer, error);
}
static relance_code run_submit(const argument* a, relance_error** error) {
  return relance_submit(a[0].pointer, a[1].text, a[2].pointer, a[3].size, a[4].size, a[5].number,
                        a[6].pointer, error);
}
static relance_code run_tick(const argument* a, relance_error** error) {
  return relance_tick(a[0].pointer, a[1].text, a[2].number, a[3].size, a[4].pointer, a[5].pointer,
                      error);
}
static relance_code run_claim(const argument* a, relance_error** error) {
  return relance_claim(a[0].pointer, a[1].text, a[2].number, a[3].size, a[4].number, a[5].pointer,
                       error);
}
static relance_code run_ack(const argument* a, relance_error** error) {
  return relance_ack(a[0].pointer, a[1].text, a[2].text, (uint32_t)a[3].size, a[4].number, error);
}
static relance_code run_fail(const argument* a, relance_error** error) {
  return relance_fail(a[0].pointer, a[1].text, a[2].text, (uint32_t)a[3].size, a[4].text,
                      a[5].number, error);
}
static relance_code run_dead_letters(const argument* a, relance_error** error) {
  return relance_dead_letters(a[0].pointer, a[1].text, a[2].size, a[3].pointer, error);
}
static relance_code run_requeue(const argument* a, relance_error** error) {
  return relance_requeue(a[0].pointer, a[1].text, a[2].text, a[3].number, error);
}
static relance_code run_drop(const argument* a, relance_error** error) {
  return relance_drop(a[0].pointer, a[1].text, a[2].text, a[3].number, error);
}
static relance_code run_worklist(const argument* a, relance_error** error) {
  return relance_worklist(a[0].pointer, a[1].text, a[2].number, a[3].text, a[4].size, a[5].pointer,
                          error);
}
static relance_code run_worklist_of(const argument* a, relance_error** error) {
  return relance_worklist_of(a[0].pointer, a[1].text, a[2].number, a[3].pointer, a[4].size,
                             a[5].pointer, error);
}
static relance_code run_lead(const argument* a, relance_error** error) {
  return relance_lead(a[0].pointer, a[1].text, a[2].text, a[3].pointer, error);
}
static relance_code run_attributes(const argument* a, relance_error** error) {
  return relance_attributes(a[0].pointer, a[1].text, a[2].text, a[3].pointer, error);
}
static relance_code run_history(const argument* a, relance_error** error) {
  return relance_history(a[0].pointer, a[1].text, a[2].text, a[3].pointer, error);
}
static relance_code run_funnel(const argument* a, relance_error** error) {
  return relance_funnel(a[0].pointer, a[1].text, a[2].number, a[3].pointer, error);
}
static relance_code run_deadlines(const argument* a, relance_error** error) {
  return relance_deadlines(a[0].pointer, a[1].text, a[2].number, a[3].pointer, error);
}
static relance_code run_damaged(const argument* a, relance_error** error) {
  return relance_damaged(a[0].pointer, a[1].pointer, error);
}

const call kCalls[] = {
    {"relance_compile", "text:R file:T options:c workflow:O", run_compile},
    {"relance_open", "options:p engine:O", run_open},
    {"relance_deploy", "engine:E tenant:T workflow:W at:D actor:T", run_deploy},
    {"relance_deployments", "engine:E tenant:T rows:O", run_deployments},
    {"relance_kept", "engine:E fingerprint:T workflow:O", run_kept},
    {"relance_difference", "before:W after:W rows:O", run_difference},
    {"relance_move", "engine:E tenant:T workflow:w plan:m now:I after:A at_most:N more:z rows:O",
     run_move},
    {"relance_submit", "engine:E tenant:T events:B count:C stride:X now:I decisions:O", run_submit},
    {"relance_tick", "engine:E tenant:T now:I at_most:N fired:z next:z", run_tick},
    {"relance_claim", "engine:E tenant:T now:I at_most:N lease:L effects:O", run_claim},
    {"relance_ack", "engine:E tenant:T effect:T token:U now:I", run_ack},
    {"relance_fail", "engine:E tenant:T effect:T token:U reason:T now:I", run_fail},
    {"relance_dead_letters", "engine:E tenant:T at_most:N effects:O", run_dead_letters},
    {"relance_requeue", "engine:E tenant:T dead:T now:I", run_requeue},
    {"relance_drop", "engine:E tenant:T dead:T now:I", run_drop},
    {"relance_worklist", "engine:E tenant:T now:I owner:T at_most:N work:O", run_worklist},
    {"relance_worklist_of", "engine:E tenant:T now:I filter:f at_most:N work:O", run_worklist_of},
    {"relance_lead", "engine:E tenant:T lead:T row:O", run_lead},
    {"relance_attributes", "engine:E tenant:T lead:T attributes:O", run_attributes},
    {"relance_history", "engine:E tenant:T lead:T entries:O", run_history},
    {"relance_funnel", "engine:E tenant:T now:I sources:O", run_funnel},
    {"relance_deadlines", "engine:E tenant:T now:I deadlines:O", run_deadlines},
    {"relance_damaged", "engine:E leads:O", run_damaged},
};
const size_t kCallCount = sizeof(kCalls) / sizeof(kCalls[0]);

static void abi_version(void) { CHECK(relance_abi_version() == RELANCE_ABI_VERSION); }
static void version(void) { CHECK(relance_version().size >= 5); }
static void error_code(void) { CHECK(relance_error_code(NULL) == RELANCE_OK); }
static void error_message(void) { CHECK(relance_error_message(NULL).size == 0); }
static void error_diagnostics(void) { CHECK(relance_error_diagnostics(NULL) == NULL); }
static void error_destroy(void) { relance_error_destroy(NULL); }
static void rows_count(void) { CHECK(relance_rows_count(NULL) == 0); }
static void rows_text(void) { CHECK(relance_rows_text(NULL, 0, RELANCE_FIELD_ID).size == 0); }
static void rows_number(void) { CHECK(relance_rows_number(NULL, 0, RELANCE_FIELD_SEQ) == 0); }
static void rows_destroy(void) { relance_rows_destroy(NULL); }
static void workflow_text(void) {
  CHECK(relance_workflow_text(NULL, RELANCE_FIELD_NAME).size == 0);
}
static void workflow_diagnostics(void) { CHECK(relance_workflow_diagnostics(NULL) == NULL); }
static void workflow_destroy(void) { relance_workflow_destroy(NULL); }
static void close_none(void) { relance_close(NULL); }

const getter kGetters[] = {
    {"relance_abi_version", abi_version},
    {"relance_version", version},
    {"relance_error_code", error_code},
    {"relance_error_message", error_message},
    {"relance_error_diagnostics", error_diagnostics},
    {"relance_error_destroy", error_destroy},
    {"relance_rows_count", rows_count},
    {"relance_rows_text", rows_text},
    {"relance_rows_number", rows_number},
    {"relance_rows_destroy", rows_destroy},
    {"relance_workflow_text", workflow_text},
    {"relance_workflow_diagnostics", workflow_diagnostics},
    {"relance_workflow_destroy", workflow_destroy},
    {"relance_close", close_none},
};
const size_t kGetterCount = sizeof(kGetters) / sizeof(kGetters[0]);

/* Where the parameter stands in the list; behind its end when there are not so many. */
static const char* parameter(const call* of, size_t index) {
  const char* at = of->parameters;
  for (; index > 0; --index) at += strcspn(at, " ") + (strchr(at, ' ') != NULL);
  return at;
}

size_t parameter_count(const call* of) {
  size_t count = 1;
  for (const char* at = of->parameters; *at != '\0'; ++at) count += *at == ' ';
  return count;
}

char kind_of(const call* of, size_t index) { return strchr(parameter(of, index), ':')[1]; }

int parameter_is(const call* of, size_t index, const char* name) {
  const char* at = parameter(of, index);
  return strncmp(at, name, strlen(name)) == 0 && at[strlen(name)] == ':';
}
