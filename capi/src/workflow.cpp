#include "relance/workflow.hpp"

#include <utility>

#include "boundary.hpp"
#include "error.hpp"
#include "handles.hpp"
#include "relance/relance.h"

namespace {

relance::CompileOptions compile_options(const relance_compile_options* source) {
  const relance_compile_options given = relance::capi::read_struct(source);
  relance::CompileOptions options;
  if (given.horizon_first_year != 0) options.horizon_first_year = given.horizon_first_year;
  if (given.horizon_last_year != 0) options.horizon_last_year = given.horizon_last_year;
  const bool in_order = options.horizon_first_year <= options.horizon_last_year;
  if (!in_order || options.horizon_first_year < 1900 || options.horizon_last_year > 2199) {
    relance::capi::misuse("the horizon's years are not in order, or outside 1900 to 2199");
  }
  return options;
}

}  // namespace

relance_code relance_compile(relance_str text, relance_str file,
                             const relance_compile_options* options, relance_workflow** workflow,
                             relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_workflow*& out = cleared(workflow);
    auto compiled = relance::compile(bytes(text), view(file), compile_options(options));
    if (!compiled.workflow) throw RulesRejected(std::move(compiled.diagnostics));
    out = new relance_workflow{std::move(compiled.workflow),
                               diagnostic_rows(std::move(compiled.diagnostics))};
  });
}

relance_str relance_workflow_text(const relance_workflow* workflow, relance_field field) {
  if (workflow == nullptr) return {};
  switch (field) {
    case RELANCE_FIELD_NAME:
      return relance::capi::str(workflow->workflow->name());
    case RELANCE_FIELD_FINGERPRINT:
      return relance::capi::str(workflow->workflow->fingerprint());
    case RELANCE_FIELD_TEXT:
      return relance::capi::str(workflow->workflow->text());
    default:
      return {};
  }
}

const relance_rows* relance_workflow_diagnostics(const relance_workflow* workflow) {
  return workflow == nullptr ? nullptr : workflow->warnings.get();
}

void relance_workflow_destroy(relance_workflow* workflow) { delete workflow; }
