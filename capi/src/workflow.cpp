#include "relance/workflow.hpp"

#include <string>
#include <utility>

#include "boundary.hpp"
#include "error.hpp"
#include "handles.hpp"
#include "relance/relance.h"

namespace {

constexpr int kFirstYear = 1900;  // of the lawful instants
constexpr int kLastYear = 2199;

relance::CompileOptions compile_options(const relance_compile_options* source) {
  const relance_compile_options given = relance::capi::read_struct(source, "options");
  relance::CompileOptions options;
  if (given.horizon_first_year != 0) options.horizon_first_year = given.horizon_first_year;
  if (given.horizon_last_year != 0) options.horizon_last_year = given.horizon_last_year;
  const int first = options.horizon_first_year;
  const int last = options.horizon_last_year;
  if (first < kFirstYear || last > kLastYear || first > last) {
    relance::capi::misuse("options.horizon_first_year",
                          std::to_string(first) + " with horizon_last_year " +
                              std::to_string(last) + ", expected 1900 to 2199 in order");
  }
  return options;
}

}  // namespace

relance_code relance_compile(relance_str text, relance_str file,
                             const relance_compile_options* options, relance_workflow** workflow,
                             relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_workflow*& out = cleared(workflow, "workflow");
    auto compiled =
        relance::compile(bytes(text, "text"), view(file, "file"), compile_options(options));
    if (!compiled.workflow) {
      throw Rejected(relance::ErrorCode::rules, "the rules", std::move(compiled.diagnostics));
    }
    out = new relance_workflow{std::move(compiled.workflow),
                               diagnostic_rows(std::move(compiled.diagnostics))};
  });
}

relance_str relance_workflow_text(const relance_workflow* workflow, relance_field field) {
  if (workflow == nullptr) return {};
  const relance::Workflow& rules = *workflow->workflow;
  switch (field) {
    case RELANCE_FIELD_NAME:
      return relance::capi::str(rules.name());
    case RELANCE_FIELD_FINGERPRINT:
      return relance::capi::str(rules.fingerprint());
    case RELANCE_FIELD_TEXT:
      return relance::capi::str(rules.text());
    case RELANCE_FIELD_NORMALISED:
      return relance::capi::str(rules.normalised());
    case RELANCE_FIELD_ZONE:
      return relance::capi::str(rules.tables().zone.name);
    case RELANCE_FIELD_ZONE_DATA:
      return relance::capi::str(rules.zone_data());
    default:
      return {};
  }
}

const relance_rows* relance_workflow_diagnostics(const relance_workflow* workflow) {
  return workflow == nullptr ? nullptr : workflow->warnings.get();
}

void relance_workflow_destroy(relance_workflow* workflow) { delete workflow; }
