#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "boundary.hpp"
#include "handles.hpp"
#include "relance/engine.hpp"
#include "relance/relance.h"
#include "row_pages.hpp"
#include "rows.hpp"

namespace relance::capi {
namespace {

class WorkRow {
 public:
  explicit WorkRow(WorkItem item) : item_(std::move(item)), id_(to_text(item_.id)) {}

  std::string_view text(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_LEAD:
        return item_.lead;
      case RELANCE_FIELD_STATE:
        return item_.state;
      case RELANCE_FIELD_STAGE:
        return item_.stage;
      case RELANCE_FIELD_OWNER:
        return item_.owner;
      case RELANCE_FIELD_LANE:
        return item_.lane;
      case RELANCE_FIELD_VERB:
        return item_.verb;
      case RELANCE_FIELD_NAME:
        return item_.name;
      case RELANCE_FIELD_CHANNEL:
        return item_.channel;
      case RELANCE_FIELD_RULE:
        return item_.rule;
      case RELANCE_FIELD_BECAUSE:
        return item_.because;
      case RELANCE_FIELD_DEADLINE:
        return item_.deadline;
      case RELANCE_FIELD_ID:
        return id_;
      default:
        return {};
    }
  }
  std::int64_t number(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_SINCE:
        return item_.since.us;
      case RELANCE_FIELD_NOT_BEFORE:
        return item_.not_before.us;
      case RELANCE_FIELD_BY:
        return item_.by.us;
      case RELANCE_FIELD_PROMISED:
        return item_.promised.us;
      case RELANCE_FIELD_DELIVERED:
        return item_.delivered ? 1 : 0;
      default:
        return 0;
    }
  }

 private:
  WorkItem item_;
  std::string id_;
};

/// A text that a caller gave, or nothing.
std::optional<std::string_view> one_of(relance_str text, const char* name) {
  const std::string_view given = view(text, name);
  if (given.empty()) return std::nullopt;
  return given;
}

}  // namespace

RowsPage open_step_page(Engine& engine, std::string_view tenant, Instant now, std::uint64_t after,
                        std::size_t at_most) {
  auto found = engine.open_steps(tenant, now, after, at_most);
  return {rows_of<WorkRow>(std::move(found.items)), found.last, found.more};
}

}  // namespace relance::capi

relance_code relance_worklist(relance_engine* engine, relance_str tenant, int64_t now,
                              const relance_work_filter* filter, size_t at_most,
                              relance_rows** work, relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_rows*& out = cleared(work, "work");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    const relance_work_filter chosen = read_struct(filter, "filter");
    require_at_most(chosen.reserved, 0, "filter.reserved");
    auto items = used.worklist(
        tenant_of(tenant), present(now, "now"), one_of(chosen.owner, "filter.owner"), at_most,
        one_of(chosen.lane, "filter.lane"), one_of(chosen.lead, "filter.lead"));
    out = rows_of<WorkRow>(std::move(items)).release();
  });
}
