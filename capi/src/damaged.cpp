#include <string>
#include <string_view>
#include <utility>

#include "boundary.hpp"
#include "handles.hpp"
#include "relance/engine.hpp"
#include "relance/relance.h"
#include "rows.hpp"

namespace relance::capi {
namespace {

class DamagedRow {
 public:
  explicit DamagedRow(DamagedLead lead) : lead_(std::move(lead)), message_(to_text(lead_)) {}

  std::string_view text(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_TENANT:
        return lead_.tenant;
      case RELANCE_FIELD_LEAD:
        return lead_.lead;
      case RELANCE_FIELD_MESSAGE:
        return message_;
      default:
        return {};
    }
  }
  std::int64_t number(relance_field field) const {
    return field == RELANCE_FIELD_LEAD_NUMBER ? static_cast<std::int64_t>(lead_.number) : 0;
  }

 private:
  DamagedLead lead_;
  std::string message_;
};

}  // namespace
}  // namespace relance::capi

relance_code relance_damaged(relance_engine* engine, relance_rows** leads, relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_rows*& out = cleared(leads);
    out = rows_of<DamagedRow>(given(engine).engine.damaged()).release();
  });
}
