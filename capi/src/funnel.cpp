#include <memory>
#include <string_view>
#include <utility>

#include "boundary.hpp"
#include "handles.hpp"
#include "relance/engine.hpp"
#include "relance/lead.hpp"
#include "relance/relance.h"
#include "row_pages.hpp"
#include "rows.hpp"

namespace relance::capi {
namespace {

class SourceRow {
 public:
  explicit SourceRow(FunnelRow row) : row_(std::move(row)) {}

  std::string_view text(relance_field field) const {
    return field == RELANCE_FIELD_SOURCE ? std::string_view(row_.source) : std::string_view();
  }
  std::int64_t number(relance_field field) const {
    if (field == RELANCE_FIELD_LEADS) return static_cast<std::int64_t>(row_.leads);
    const relance_field milestone = field - RELANCE_FIELD_RECEIVED;
    if (milestone < 0 || milestone >= kMilestones) return 0;
    return static_cast<std::int64_t>(row_.by_milestone[milestone]);
  }

 private:
  FunnelRow row_;
};

class PromisesRow {
 public:
  explicit PromisesRow(DeadlineRow row) : row_(std::move(row)) {}

  std::string_view text(relance_field field) const {
    return field == RELANCE_FIELD_NAME ? std::string_view(row_.name) : std::string_view();
  }
  std::int64_t number(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_MET:
        return static_cast<std::int64_t>(row_.met);
      case RELANCE_FIELD_MET_LATE:
        return static_cast<std::int64_t>(row_.met_late);
      case RELANCE_FIELD_TOLD_LATE:
        return static_cast<std::int64_t>(row_.told_late);
      case RELANCE_FIELD_BREACHED:
        return static_cast<std::int64_t>(row_.breached);
      case RELANCE_FIELD_RUNNING:
        return static_cast<std::int64_t>(row_.running);
      case RELANCE_FIELD_PAUSED:
        return static_cast<std::int64_t>(row_.paused);
      case RELANCE_FIELD_ENDED:
        return static_cast<std::int64_t>(row_.ended);
      default:
        return 0;
    }
  }

 private:
  DeadlineRow row_;
};

static_assert(RELANCE_FIELD_LOST - RELANCE_FIELD_RECEIVED == static_cast<int>(Milestone::lost));

}  // namespace

std::unique_ptr<relance_rows> funnel_rows(Engine& engine, std::string_view tenant, Instant now) {
  return rows_of<SourceRow>(engine.funnel(tenant, now));
}

}  // namespace relance::capi

relance_code relance_funnel(relance_engine* engine, relance_str tenant, int64_t now,
                            relance_rows** sources, relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_rows*& out = cleared(sources, "sources");
    const Turn turn(given(engine, "engine"));
    out = funnel_rows(turn.engine(), tenant_of(tenant), present(now, "now")).release();
  });
}

relance_code relance_deadlines(relance_engine* engine, relance_str tenant, int64_t now,
                               relance_rows** deadlines, relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_rows*& out = cleared(deadlines, "deadlines");
    auto rows = Turn(given(engine, "engine"))->deadlines(tenant_of(tenant), present(now, "now"));
    out = rows_of<PromisesRow>(std::move(rows)).release();
  });
}
