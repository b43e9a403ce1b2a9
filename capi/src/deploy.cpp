#include "relance/deploy.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boundary.hpp"
#include "handles.hpp"
#include "relance/difference.hpp"
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

class DifferenceRow {
 public:
  explicit DifferenceRow(Difference difference)
      : difference_(std::move(difference)), text_(to_text(difference_)) {}

  std::string_view text(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_TYPE:
        return name(difference_.kind);
      case RELANCE_FIELD_RULE:
        return difference_.path;
      case RELANCE_FIELD_WHAT:
        return difference_.what;
      case RELANCE_FIELD_BEFORE:
        return difference_.before;
      case RELANCE_FIELD_AFTER:
        return difference_.after;
      case RELANCE_FIELD_TEXT:
        return text_;
      default:
        return {};
    }
  }
  std::int64_t number(relance_field) const { return 0; }

 private:
  Difference difference_;
  std::string text_;
};

/// A timer of a lead that moved, or the lead alone.
class MoveRow {
 public:
  MoveRow(const LeadMove& move, LeadMove::Rearmed timer) : move_(move), timer_(std::move(timer)) {
    move_.rearmed.clear();
    for (const std::string& what : move.without) {
      if (!without_.empty()) without_ += '\n';
      without_ += what;
    }
  }

  std::string_view text(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_LEAD:
        return move_.lead;
      case RELANCE_FIELD_FINGERPRINT:
        return move_.fingerprint;
      case RELANCE_FIELD_FROM:
        return move_.from;
      case RELANCE_FIELD_TO:
        return move_.to;
      case RELANCE_FIELD_RULE:
        return timer_.what;
      case RELANCE_FIELD_WITHOUT:
        return without_;
      default:
        return {};
    }
  }
  std::int64_t number(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_LEAD_NUMBER:
        return static_cast<std::int64_t>(move_.number);
      case RELANCE_FIELD_BEFORE:
        return timer_.before.us;
      case RELANCE_FIELD_AFTER:
        return timer_.after.us;
      default:
        return 0;
    }
  }

 private:
  LeadMove move_;
  LeadMove::Rearmed timer_;
  std::string without_;
};

MovePlan plan_of(const relance_move_plan* source) {
  const relance_move_plan given = read_struct(source);
  if (given.who > RELANCE_WHO_GUARD) misuse("who is none of enum relance_who");
  MovePlan plan;
  plan.who = static_cast<MovePlan::Who>(given.who);
  plan.which = view(given.which);
  plan.actor = view(given.actor);
  require_array(given.map, given.map_count, given.map_stride);
  for (std::size_t i = 0; i < given.map_count; ++i) {
    const auto mapping = read_element(given.map, given.map_stride, i);
    plan.map.push_back({std::string(view(mapping.before)), std::string(view(mapping.after))});
  }
  return plan;
}

std::unique_ptr<relance_rows> move_rows(const std::vector<LeadMove>& moves) {
  std::vector<MoveRow> rows;
  for (const LeadMove& move : moves) {
    for (const LeadMove::Rearmed& timer : move.rearmed) rows.emplace_back(move, timer);
    if (move.rearmed.empty()) rows.emplace_back(move, LeadMove::Rearmed{});
  }
  return std::make_unique<RowsOf<MoveRow>>(std::move(rows));
}

}  // namespace
}  // namespace relance::capi

relance_code relance_deployments(relance_engine* engine, relance_str tenant, relance_rows** rows,
                                 relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_rows*& out = cleared(rows);
    out = rows_of<DeploymentRow>(given(engine).engine.deployments(view(tenant))).release();
  });
}

relance_code relance_kept(relance_engine* engine, relance_str fingerprint,
                          relance_workflow** workflow, relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_workflow*& out = cleared(workflow);
    auto kept = given(engine).engine.kept(view(fingerprint));
    if (kept == nullptr) {
      throw relance::Fault(relance::ErrorCode::unknown,
                           "no one text with this fingerprint is kept here");
    }
    out = new relance_workflow{std::move(kept), nullptr};
  });
}

relance_code relance_difference(const relance_workflow* before, const relance_workflow* after,
                                relance_rows** rows, relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_rows*& out = cleared(rows);
    auto all = relance::differences(*given(before).workflow, *given(after).workflow);
    out = rows_of<DifferenceRow>(std::move(all)).release();
  });
}

relance_code relance_move(relance_engine* engine, relance_str tenant,
                          const relance_workflow* workflow, const relance_move_plan* plan,
                          int64_t now, uint64_t* after, size_t at_most, int32_t* more,
                          relance_rows** rows, relance_error** error) {
  if (more != nullptr) *more = 0;
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_rows*& out = cleared(rows);
    relance::Engine& of = given(engine).engine;
    const relance::MovePlan chosen = plan_of(plan);
    const std::uint64_t from = given(after);
    const std::size_t most = at_most == 0 ? 1'000 : at_most;
    const relance::MoveResult result =
        workflow == nullptr
            ? of.move(view(tenant), chosen, instant(now), from, most)
            : of.dry_run(view(tenant), workflow->workflow, chosen, instant(now), from, most);
    out = move_rows(result.leads).release();
    *after = result.last;
    if (more != nullptr) *more = result.more ? 1 : 0;
  });
}
