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
  return relance_dead_letters(a[0].pointer, a[1].text, a[2].pointer, a[3].size, a[4].pointer,
                              a[5].pointer, error);
}
static relance_code run_requeue(const argument* a, relance_error** error) {
  return relance_requeue(a[0].pointer, a[1].text, a[2].text, a[3].number, error);
}
static relance_code run_drop(const argument* a, relance_error** error) {
  return relance_drop(a[0].pointer, a[1].text, a[2].text, a[3].number, error);
}
static relance_code run_worklist(const argument* a, relance_error** error) {
  return relance_worklist(a[0].pointer, a[1].text, a[2].number, a[3].pointer, a[4].size,
                          a[5].pointer, error);
}
static relance_code run_lead(const argument* a, relance_error** error) {
  return relance_lead(a[0].pointer, a[1].text, a[2].text, a[3].pointer, error);
}
static relance_code run_attributes(const argument* a, relance_error** error) {
  return relance_attributes(a[0].pointer, a[1].text, a[2].text, a[3].pointer, error);
}
static relance_code run_attempts(const argument* a, relance_error** error) {
  return relance_attempts(a[0].pointer, a[1].text, a[2].text, a[3].pointer, error);
}
static relance_code run_timers(const argument* a, relance_error** error) {
  return relance_timers(a[0].pointer, a[1].text, a[2].text, a[3].pointer, error);
}
static relance_code run_history(const argument* a, relance_error** error) {
  return relance_history(a[0].pointer, a[1].text, a[2].text, a[3].pointer, a[4].size, a[5].pointer,
                         a[6].pointer, error);
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
static relance_code run_check_version(const argument* a, relance_error** error) {
  return relance_check_version((uint32_t)a[0].size, (uint32_t)a[1].size, error);
}
static relance_code run_benchmarks(const argument* a, relance_error** error) {
  return relance_benchmarks(a[0].pointer, a[1].pointer, error);
}
static relance_code run_draw(const argument* a, relance_error** error) {
  return relance_draw(a[0].pointer, (uint32_t)a[1].size, a[2].pointer, error);
}
static relance_code run_schema(const argument* a, relance_error** error) {
  return relance_schema(a[0].pointer, error);
}
static relance_code run_tenants(const argument* a, relance_error** error) {
  return relance_tenants(a[0].pointer, a[1].pointer, error);
}
static relance_code run_current(const argument* a, relance_error** error) {
  return relance_current(a[0].pointer, a[1].text, a[2].pointer, error);
}
static relance_code run_waiting(const argument* a, relance_error** error) {
  return relance_waiting(a[0].pointer, a[1].text, a[2].text, a[3].size, a[4].pointer, error);
}
static relance_code run_journal_table(const argument* a, relance_error** error) {
  return relance_journal_table(a[0].pointer, a[1].text, a[2].size, a[3].pointer, error);
}
static relance_code run_lead_table(const argument* a, relance_error** error) {
  return relance_lead_table(a[0].pointer, a[1].text, a[2].pointer, error);
}
static relance_code run_open_step_table(const argument* a, relance_error** error) {
  return relance_open_step_table(a[0].pointer, a[1].text, a[2].number, a[3].pointer, error);
}
static relance_code run_funnel_table(const argument* a, relance_error** error) {
  return relance_funnel_table(a[0].pointer, a[1].text, a[2].number, a[3].pointer, error);
}
static relance_code run_leads(const argument* a, relance_error** error) {
  return relance_leads(a[0].pointer, a[1].text, a[2].pointer, a[3].size, a[4].pointer, a[5].pointer,
                       error);
}
static relance_code run_journal(const argument* a, relance_error** error) {
  return relance_journal(a[0].pointer, a[1].text, a[2].pointer, a[3].size, a[4].pointer,
                         a[5].pointer, error);
}
static relance_code run_explain(const argument* a, relance_error** error) {
  return relance_explain(a[0].pointer, a[1].text, a[2].text, (uint32_t)a[3].size, a[4].pointer,
                         error);
}
static relance_code run_read_mapping(const argument* a, relance_error** error) {
  return relance_read_mapping(a[0].text, a[1].text, a[2].pointer, a[3].pointer, error);
}
static relance_code run_intake_begin(const argument* a, relance_error** error) {
  return relance_intake_begin(a[0].pointer, a[1].text, a[2].pointer, a[3].size, a[4].size,
                              a[5].number, a[6].pointer, a[7].pointer, error);
}
static relance_code run_intake_next(const argument* a, relance_error** error) {
  return relance_intake_next(a[0].pointer, a[1].pointer, a[2].size, a[3].pointer, a[4].pointer,
                             error);
}
static relance_code run_intake_counts(const argument* a, relance_error** error) {
  return relance_intake_counts(a[0].pointer, a[1].pointer, error);
}
static relance_code run_export(const argument* a, relance_error** error) {
  return relance_export(a[0].pointer, a[1].text, a[2].number, a[3].pointer, a[4].size, a[5].pointer,
                        a[6].pointer, error);
}
static relance_code run_audit(const argument* a, relance_error** error) {
  return relance_audit(a[0].pointer, a[1].size, a[2].pointer, a[3].pointer, error);
}
static relance_code run_forgotten(const argument* a, relance_error** error) {
  return relance_forgotten(a[0].pointer, a[1].text, a[2].pointer, a[3].size, a[4].pointer,
                           a[5].pointer, error);
}

const call kCalls[] = {
    {"relance_check_version", "version:V minor:V", run_check_version},
    {"relance_benchmarks", "workflow:W rates:O", run_benchmarks},
    {"relance_draw", "workflow:W language:V row:O", run_draw},
    {"relance_schema", "row:O", run_schema},
    {"relance_tenants", "engine:E tenants:O", run_tenants},
    {"relance_current", "engine:E tenant:T workflow:O", run_current},
    {"relance_waiting", "engine:E tenant:T lead:T at_most:N events:O", run_waiting},
    {"relance_leads", "engine:E tenant:T after:A at_most:N more:z leads:O", run_leads},
    {"relance_journal", "engine:E tenant:T after:A at_most:N more:z entries:O", run_journal},
    {"relance_journal_table", "engine:E tenant:T after:N stream:O", run_journal_table},
    {"relance_lead_table", "engine:E tenant:T stream:O", run_lead_table},
    {"relance_open_step_table", "engine:E tenant:T now:I stream:O", run_open_step_table},
    {"relance_funnel_table", "engine:E tenant:T now:I stream:O", run_funnel_table},
    {"relance_explain", "engine:E tenant:T lead:T personal:V words:O", run_explain},
    {"relance_read_mapping", "text:M file:T workflow:w mapping:O", run_read_mapping},
    {"relance_intake_begin", "engine:E tenant:T inputs:J count:C stride:X now:I options:i intake:O",
     run_intake_begin},
    {"relance_intake_next", "engine:E intake:K at_most:N more:z report:O", run_intake_next},
    {"relance_intake_counts", "intake:K row:O", run_intake_counts},
    {"relance_export", "engine:E tenant:T now:I after:A at_most:N more:z lines:O", run_export},
    {"relance_audit", "engine:E at_most:N more:z problems:O", run_audit},
    {"relance_forgotten", "engine:E tenant:T after:A at_most:N more:z leads:O", run_forgotten},
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
    {"relance_dead_letters", "engine:E tenant:T after:A at_most:N more:z effects:O",
     run_dead_letters},
    {"relance_requeue", "engine:E tenant:T dead:T now:I", run_requeue},
    {"relance_drop", "engine:E tenant:T dead:T now:I", run_drop},
    {"relance_worklist", "engine:E tenant:T now:I filter:f at_most:N work:O", run_worklist},
    {"relance_lead", "engine:E tenant:T lead:T row:O", run_lead},
    {"relance_attributes", "engine:E tenant:T lead:T attributes:O", run_attributes},
    {"relance_attempts", "engine:E tenant:T lead:T attempts:O", run_attempts},
    {"relance_timers", "engine:E tenant:T lead:T timers:O", run_timers},
    {"relance_history", "engine:E tenant:T lead:T after:A at_most:N more:z entries:O", run_history},
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
static void rows_texts(void) {
  relance_str words = {NULL, 0};
  CHECK(relance_rows_texts(NULL, RELANCE_FIELD_ID, 0, 1, &words) == 0);
}
static void rows_numbers(void) {
  int64_t number = 0;
  CHECK(relance_rows_numbers(NULL, RELANCE_FIELD_SEQ, 0, 1, &number) == 0);
}
static void abi_minor(void) { CHECK(relance_abi_minor() == RELANCE_ABI_MINOR); }
static void mapping_destroy(void) { relance_mapping_destroy(NULL); }
static void intake_destroy(void) { relance_intake_destroy(NULL); }
static void compile_options_init(void) { relance_compile_options_init(NULL, 64); }
static void open_options_init(void) { relance_open_options_init(NULL, 64); }
static void attribute_init(void) { relance_attribute_init(NULL, 64); }
static void event_init(void) { relance_event_init(NULL, 64); }
static void work_filter_init(void) { relance_work_filter_init(NULL, 64); }
static void renaming_init(void) { relance_renaming_init(NULL, 64); }
static void move_plan_init(void) { relance_move_plan_init(NULL, 64); }
static void input_init(void) { relance_input_init(NULL, 64); }
static void intake_options_init(void) { relance_intake_options_init(NULL, 64); }
static void close_none(void) { relance_close(NULL); }

const getter kGetters[] = {
    {"relance_abi_version", abi_version},
    {"relance_abi_minor", abi_minor},
    {"relance_version", version},
    {"relance_compile_options_init", compile_options_init},
    {"relance_open_options_init", open_options_init},
    {"relance_attribute_init", attribute_init},
    {"relance_event_init", event_init},
    {"relance_work_filter_init", work_filter_init},
    {"relance_renaming_init", renaming_init},
    {"relance_move_plan_init", move_plan_init},
    {"relance_input_init", input_init},
    {"relance_intake_options_init", intake_options_init},
    {"relance_mapping_destroy", mapping_destroy},
    {"relance_intake_destroy", intake_destroy},
    {"relance_rows_texts", rows_texts},
    {"relance_rows_numbers", rows_numbers},
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

int is_rows(const call* of, size_t index) {
  static const char* const kOthers[] = {"engine", "workflow", "mapping", "intake", "stream"};
  for (size_t i = 0; i < sizeof(kOthers) / sizeof(kOthers[0]); ++i) {
    if (parameter_is(of, index, kOthers[i])) return 0;
  }
  return kind_of(of, index) == 'O';
}
