#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "boundary.hpp"
#include "handles.hpp"
#include "lead_view.hpp"
#include "relance/event.hpp"
#include "relance/lead.hpp"
#include "relance/relance.h"
#include "rows.hpp"

namespace relance::capi {
namespace {

struct AttemptsRow {
  Channel channel;
  Outcome outcome;
  std::uint16_t count;

  std::string_view text(relance_field field) const {
    if (field == RELANCE_FIELD_CHANNEL) return name(channel);
    return field == RELANCE_FIELD_OUTCOME ? name(outcome) : std::string_view();
  }
  std::int64_t number(relance_field field) const {
    return field == RELANCE_FIELD_ATTEMPTS ? count : 0;
  }
};

std::vector<AttemptsRow> attempts_of(const LeadRecord& lead) {
  std::vector<AttemptsRow> rows;
  for (std::size_t channel = 0; channel < lead.attempts_by.size(); ++channel) {
    const auto& by_outcome = lead.attempts_by[channel];
    for (std::size_t i = 0; i < by_outcome.size(); ++i) {
      if (by_outcome[i] == 0) continue;
      const auto first = static_cast<std::size_t>(Outcome::conversation);
      rows.push_back(
          {static_cast<Channel>(channel), static_cast<Outcome>(first + i), by_outcome[i]});
    }
  }
  return rows;
}

}  // namespace
}  // namespace relance::capi

using namespace relance::capi;

relance_code relance_attempts(relance_engine* engine, relance_str tenant, relance_str lead,
                              relance_rows** attempts, relance_error** error) {
  return boundary(error, [&] {
    relance_rows*& out = cleared(attempts, "attempts");
    const Turn turn(given(engine, "engine"));
    const auto known = known_lead(turn.engine(), tenant_of(tenant), view(lead, "lead"));
    out = new RowsOf<AttemptsRow>(attempts_of(known.lead));
  });
}
