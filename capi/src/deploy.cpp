#include "relance/deploy.hpp"

#include <memory>
#include <string_view>
#include <utility>

#include "boundary.hpp"
#include "handles.hpp"
#include "relance/engine.hpp"
#include "relance/relance.h"
#include "rows.hpp"

namespace relance::capi {
namespace {

class DeploymentRow {
 public:
  explicit DeploymentRow(Deployment deployment) : deployment_(std::move(deployment)) {}

  std::string_view text(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_NAME:
        return deployment_.name;
      case RELANCE_FIELD_FINGERPRINT:
        return deployment_.fingerprint;
      case RELANCE_FIELD_ACTOR:
        return deployment_.actor;
      default:
        return {};
    }
  }
  std::int64_t number(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_NUMBER:
        return deployment_.number;
      case RELANCE_FIELD_SINCE:
        return deployment_.at.us;
      case RELANCE_FIELD_LEADS:
        return static_cast<std::int64_t>(deployment_.leads);
      default:
        return 0;
    }
  }

 private:
  Deployment deployment_;
};

}  // namespace
}  // namespace relance::capi

using namespace relance::capi;

relance_code relance_deploy(relance_engine* engine, relance_str tenant,
                            const relance_workflow* workflow, int64_t at, relance_str actor,
                            relance_error** error) {
  return boundary(error, [&] {
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    const auto& rules = given(workflow, "workflow").workflow;
    const relance::Instant since = at == RELANCE_NEVER ? relance::kNever : present(at, "at");
    used.deploy(tenant_of(tenant), rules, since, view(actor, "actor"));
  });
}

relance_code relance_current(relance_engine* engine, relance_str tenant,
                             relance_workflow** workflow, relance_error** error) {
  return boundary(error, [&] {
    relance_workflow*& out = cleared(workflow, "workflow");
    auto rules = Turn(given(engine, "engine"))->current(tenant_of(tenant));
    if (rules == nullptr) {
      throw relance::Fault(relance::ErrorCode::unknown,
                           "no rules are in force for this tenant: deploy some first");
    }
    out = new relance_workflow{std::move(rules), nullptr};
  });
}

relance_code relance_deployments(relance_engine* engine, relance_str tenant, relance_rows** rows,
                                 relance_error** error) {
  return boundary(error, [&] {
    relance_rows*& out = cleared(rows, "rows");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    out = rows_of<DeploymentRow>(used.deployments(tenant_of(tenant))).release();
  });
}

relance_code relance_kept(relance_engine* engine, relance_str fingerprint,
                          relance_workflow** workflow, relance_error** error) {
  return boundary(error, [&] {
    relance_workflow*& out = cleared(workflow, "workflow");
    auto kept = Turn(given(engine, "engine"))->kept(view(fingerprint, "fingerprint"));
    if (kept == nullptr) {
      throw relance::Fault(relance::ErrorCode::unknown,
                           "no one text with this fingerprint is kept here");
    }
    out = new relance_workflow{std::move(kept), nullptr};
  });
}
