#include "relance/explain.hpp"

#include <string_view>
#include <utility>

#include "boundary.hpp"
#include "handles.hpp"
#include "lead_view.hpp"
#include "relance/relance.h"
#include "rows.hpp"

namespace relance::capi {
namespace {

class ExplainedRow {
 public:
  explicit ExplainedRow(Explained part) : part_(std::move(part)) {}

  std::string_view text(relance_field field) const {
    if (field == RELANCE_FIELD_TEXT) return part_.text;
    return field == RELANCE_FIELD_JSON ? std::string_view(part_.json) : std::string_view();
  }
  std::int64_t number(relance_field field) const {
    return field == RELANCE_FIELD_SEQ ? part_.seq : 0;
  }

 private:
  Explained part_;
};

}  // namespace
}  // namespace relance::capi

relance_code relance_explain(relance_engine* engine, relance_str tenant, relance_str lead,
                             uint32_t personal, relance_rows** words, relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_rows*& out = cleared(words, "words");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    require_at_most(personal, 1, "personal");
    auto parts = relance::explain(used, tenant_of(tenant), view(lead, "lead"), personal != 0);
    if (!parts) throw no_such_lead();
    out = rows_of<ExplainedRow>(std::move(*parts)).release();
  });
}
