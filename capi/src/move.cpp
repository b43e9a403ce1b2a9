#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boundary.hpp"
#include "handles.hpp"
#include "relance/deploy.hpp"
#include "relance/engine.hpp"
#include "relance/relance.h"
#include "rows.hpp"

namespace relance::capi {
namespace {

constexpr std::uint64_t kMostRenamings = 65'536;

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
  const relance_move_plan given = read_struct(source, "plan");
  require_one_of(given.who, RELANCE_WHO_GUARD, "plan.who", "relance_who");
  MovePlan plan;
  plan.who = static_cast<MovePlan::Who>(given.who);
  plan.which = view(given.which, "plan.which");
  plan.actor = view(given.actor, "plan.actor");
  const Named whole = "plan";
  const Elements map(given.map, given.map_count, given.map_stride, kMostRenamings, "map", &whole);
  for (std::size_t i = 0; i < map.size(); ++i) {
    const relance_renaming renaming = map[i];
    const Named one = map.name(i);
    require_at_most(renaming.reserved, 0, {one, "reserved"});
    plan.map.push_back({std::string(view(renaming.before, {one, "before"})),
                        std::string(view(renaming.after, {one, "after"}))});
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

relance_code relance_move(relance_engine* engine, relance_str tenant,
                          const relance_workflow* workflow, const relance_move_plan* plan,
                          int64_t now, uint64_t* after, size_t at_most, int32_t* more,
                          relance_rows** rows, relance_error** error) {
  using namespace relance::capi;
  const PageAt page(after, at_most, more);
  return boundary(error, [&] {
    relance_rows*& out = cleared(rows, "rows");
    const Turn turn(given(engine, "engine"));
    relance::Engine& of = turn.engine();
    const relance::MovePlan chosen = plan_of(plan);
    const std::string_view name = tenant_of(tenant);
    const relance::Instant at = present(now, "now");
    const relance::MoveResult result =
        workflow == nullptr
            ? of.move(name, chosen, at, page.after(), page.at_most())
            : of.dry_run(name, workflow->workflow, chosen, at, page.after(), page.at_most());
    out = move_rows(result.leads).release();
    page.turn(result.last, result.more);
  });
}
