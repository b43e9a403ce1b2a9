// Answers that may be long, as tables for programs that read Arrow.
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "boundary.hpp"
#include "handles.hpp"
#include "relance/arrow.h"
#include "relance/relance.h"
#include "relance/table.hpp"
#include "row_pages.hpp"

namespace relance::capi {
namespace {

constexpr std::size_t kBatchRows = 4'096;

constexpr Column kJournal[] = {
    {"position", Column::integer, RELANCE_FIELD_POSITION},
    {"tenant", Column::text, RELANCE_FIELD_TENANT},
    {"lead", Column::text, RELANCE_FIELD_LEAD},
    {"lead_number", Column::integer, RELANCE_FIELD_LEAD_NUMBER},
    {"seq", Column::integer, RELANCE_FIELD_SEQ},
    {"event", Column::text, RELANCE_FIELD_EVENT},
    {"from_state", Column::text, RELANCE_FIELD_FROM},
    {"to_state", Column::text, RELANCE_FIELD_TO},
    {"rule", Column::text, RELANCE_FIELD_RULE},
    {"verdict", Column::text, RELANCE_FIELD_VERDICT},
    {"refusal", Column::text, RELANCE_FIELD_REFUSAL},
    {"occurred_at", Column::instant, RELANCE_FIELD_OCCURRED_AT},
    {"decided_at", Column::instant, RELANCE_FIELD_DECIDED_AT},
    {"key", Column::text, RELANCE_FIELD_KEY},
    {"actor", Column::text, RELANCE_FIELD_ACTOR},
    {"late", Column::flag, RELANCE_FIELD_LATE},
    {"by_timer", Column::flag, RELANCE_FIELD_BY_TIMER},
    {"derived", Column::flag, RELANCE_FIELD_DERIVED},
    {"waited", Column::flag, RELANCE_FIELD_WAITED},
    {"fingerprint", Column::text, RELANCE_FIELD_FINGERPRINT},
};
constexpr Column kLeads[] = {
    {"lead", Column::text, RELANCE_FIELD_LEAD},
    {"lead_number", Column::integer, RELANCE_FIELD_LEAD_NUMBER},
    {"state", Column::text, RELANCE_FIELD_STATE},
    {"stage", Column::text, RELANCE_FIELD_STAGE},
    {"owner", Column::text, RELANCE_FIELD_OWNER},
    {"lane", Column::text, RELANCE_FIELD_LANE},
    {"source", Column::text, RELANCE_FIELD_SOURCE},
    {"channel", Column::text, RELANCE_FIELD_CHANNEL},
    {"received_at", Column::instant, RELANCE_FIELD_RECEIVED_AT},
    {"appointment", Column::instant, RELANCE_FIELD_APPOINTMENT},
    {"attempts", Column::integer, RELANCE_FIELD_ATTEMPTS},
    {"next_due", Column::instant, RELANCE_FIELD_NEXT_DUE},
    {"seq", Column::integer, RELANCE_FIELD_SEQ},
    {"fingerprint", Column::text, RELANCE_FIELD_FINGERPRINT},
    {"clock", Column::instant, RELANCE_FIELD_CLOCK},
    {"received", Column::instant, RELANCE_FIELD_RECEIVED},
    {"attempted", Column::instant, RELANCE_FIELD_ATTEMPTED},
    {"reached", Column::instant, RELANCE_FIELD_REACHED},
    {"qualified", Column::instant, RELANCE_FIELD_QUALIFIED},
    {"booked", Column::instant, RELANCE_FIELD_BOOKED},
    {"shown", Column::instant, RELANCE_FIELD_SHOWN},
    {"sold", Column::instant, RELANCE_FIELD_SOLD},
    {"lost", Column::instant, RELANCE_FIELD_LOST},
};
constexpr Column kOpenSteps[] = {
    {"lead", Column::text, RELANCE_FIELD_LEAD},
    {"state", Column::text, RELANCE_FIELD_STATE},
    {"stage", Column::text, RELANCE_FIELD_STAGE},
    {"owner", Column::text, RELANCE_FIELD_OWNER},
    {"lane", Column::text, RELANCE_FIELD_LANE},
    {"verb", Column::text, RELANCE_FIELD_VERB},
    {"name", Column::text, RELANCE_FIELD_NAME},
    {"channel", Column::text, RELANCE_FIELD_CHANNEL},
    {"rule", Column::text, RELANCE_FIELD_RULE},
    {"because", Column::text, RELANCE_FIELD_BECAUSE},
    {"since", Column::instant, RELANCE_FIELD_SINCE},
    {"not_before", Column::instant, RELANCE_FIELD_NOT_BEFORE},
    {"by", Column::instant, RELANCE_FIELD_BY},
    {"deadline", Column::text, RELANCE_FIELD_DEADLINE},
    {"promised", Column::instant, RELANCE_FIELD_PROMISED},
    {"delivered", Column::flag, RELANCE_FIELD_DELIVERED},
    {"id", Column::text, RELANCE_FIELD_ID},
};
constexpr Column kFunnel[] = {
    {"source", Column::text, RELANCE_FIELD_SOURCE},
    {"leads", Column::integer, RELANCE_FIELD_LEADS},
    {"received", Column::integer, RELANCE_FIELD_RECEIVED},
    {"attempted", Column::integer, RELANCE_FIELD_ATTEMPTED},
    {"reached", Column::integer, RELANCE_FIELD_REACHED},
    {"qualified", Column::integer, RELANCE_FIELD_QUALIFIED},
    {"booked", Column::integer, RELANCE_FIELD_BOOKED},
    {"shown", Column::integer, RELANCE_FIELD_SHOWN},
    {"sold", Column::integer, RELANCE_FIELD_SOLD},
    {"lost", Column::integer, RELANCE_FIELD_LOST},
};

/// Makes a stream of the pages behind `after` that `read(engine, after, at_most)` gives. It does
/// not keep the engine open.
template <class Read>
void make_table(const relance_engine& of, std::span<const Column> columns, std::uint64_t after,
                ArrowArrayStream* stream, Read read) {
  const auto next = [shared = of.shared, after, more = true,
                     read]() mutable -> std::unique_ptr<TablePage> {
    while (more) {
      const Turn turn(*shared);
      RowsPage page = read(turn.engine(), after, kBatchRows);
      after = page.last;
      more = page.more;
      if (page.rows->count() != 0) return std::move(page.rows);
    }
    return nullptr;
  };
  make_stream(columns, next, stream);
}

/// The place of an answer, released (empty) until the call has gone well.
ArrowArrayStream* emptied(ArrowArrayStream* stream) {
  given(stream, "stream");
  *stream = {};
  return stream;
}

}  // namespace
}  // namespace relance::capi

using namespace relance::capi;

relance_code relance_journal_table(relance_engine* engine, relance_str tenant, uint64_t after,
                                   struct ArrowArrayStream* stream, relance_error** error) {
  return boundary(error, [&] {
    ArrowArrayStream* out = emptied(stream);
    const relance_engine& of = given(engine, "engine");
    std::optional<std::string> name;
    if (tenant.size != 0) name = tenant_of(tenant);
    make_table(of, kJournal, after, out,
               [name](relance::Engine& used, std::uint64_t behind, std::size_t at_most) {
                 return journal_page(used, name, behind, at_most);
               });
  });
}

relance_code relance_lead_table(relance_engine* engine, relance_str tenant,
                                struct ArrowArrayStream* stream, relance_error** error) {
  return boundary(error, [&] {
    ArrowArrayStream* out = emptied(stream);
    const relance_engine& of = given(engine, "engine");
    make_table(of, kLeads, 0, out,
               [name = std::string(tenant_of(tenant))](relance::Engine& used, std::uint64_t behind,
                                                       std::size_t at_most) {
                 return lead_page(used, name, behind, at_most);
               });
  });
}

relance_code relance_open_step_table(relance_engine* engine, relance_str tenant, int64_t now,
                                     struct ArrowArrayStream* stream, relance_error** error) {
  return boundary(error, [&] {
    ArrowArrayStream* out = emptied(stream);
    const relance_engine& of = given(engine, "engine");
    make_table(of, kOpenSteps, 0, out,
               [name = std::string(tenant_of(tenant)), at = present(now, "now")](
                   relance::Engine& used, std::uint64_t behind, std::size_t at_most) {
                 return open_step_page(used, name, at, behind, at_most);
               });
  });
}

relance_code relance_funnel_table(relance_engine* engine, relance_str tenant, int64_t now,
                                  struct ArrowArrayStream* stream, relance_error** error) {
  return boundary(error, [&] {
    ArrowArrayStream* out = emptied(stream);
    const relance_engine& of = given(engine, "engine");
    make_table(of, kFunnel, 0, out,
               [name = std::string(tenant_of(tenant)), at = present(now, "now")](
                   relance::Engine& used, std::uint64_t, std::size_t) {
                 return RowsPage{funnel_rows(used, name, at), 0, false};
               });
  });
}
