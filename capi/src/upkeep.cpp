#include <string>
#include <string_view>
#include <utility>

#include "boundary.hpp"
#include "handles.hpp"
#include "relance/engine.hpp"
#include "relance/relance.h"
#include "text_rows.hpp"

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

class ForgottenRow {
 public:
  explicit ForgottenRow(ForgottenLead lead) : lead_(std::move(lead)) {}

  std::string_view text(relance_field field) const {
    if (field == RELANCE_FIELD_LEAD) return lead_.lead;
    return field == RELANCE_FIELD_STATE ? std::string_view(lead_.state) : std::string_view();
  }
  std::int64_t number(relance_field field) const {
    if (field == RELANCE_FIELD_LEAD_NUMBER) return static_cast<std::int64_t>(lead_.number);
    return field == RELANCE_FIELD_SINCE ? lead_.since.us : 0;
  }

 private:
  ForgottenLead lead_;
};

class ExportedRow {
 public:
  explicit ExportedRow(ExportedLead lead) : lead_(std::move(lead)) {}

  std::string_view text(relance_field field) const {
    if (field == RELANCE_FIELD_LEAD) return lead_.lead;
    return field == RELANCE_FIELD_TEXT ? std::string_view(lead_.text) : std::string_view();
  }
  std::int64_t number(relance_field field) const {
    return field == RELANCE_FIELD_LEAD_NUMBER ? static_cast<std::int64_t>(lead_.number) : 0;
  }

 private:
  ExportedLead lead_;
};

}  // namespace
}  // namespace relance::capi

using namespace relance::capi;

relance_code relance_export(relance_engine* engine, relance_str tenant, int64_t now,
                            uint64_t* after, size_t at_most, int32_t* more, relance_rows** lines,
                            relance_error** error) {
  const PageAt page(after, at_most, more);
  return boundary(error, [&] {
    relance_rows*& out = cleared(lines, "lines");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    auto found =
        used.export_leads(tenant_of(tenant), present(now, "now"), page.after(), page.at_most());
    out = rows_of<ExportedRow>(std::move(found.items)).release();
    page.turn(found.last, found.more);
  });
}

relance_code relance_audit(relance_engine* engine, size_t at_most, int32_t* more,
                           relance_rows** problems, relance_error** error) {
  const PageAt page(nullptr, at_most, more);
  return boundary(error, [&] {
    relance_rows*& out = cleared(problems, "problems");
    auto found = Turn(given(engine, "engine"))->audit(page.at_most());
    const bool full = found.size() >= page.at_most();
    out = rows_of<TextRow<RELANCE_FIELD_MESSAGE>>(std::move(found)).release();
    page.turn(0, full);
  });
}

relance_code relance_forgotten(relance_engine* engine, relance_str tenant, uint64_t* after,
                               size_t at_most, int32_t* more, relance_rows** leads,
                               relance_error** error) {
  const PageAt page(after, at_most, more);
  return boundary(error, [&] {
    relance_rows*& out = cleared(leads, "leads");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    auto found = used.forgotten(tenant_of(tenant), page.after(), page.at_most());
    out = rows_of<ForgottenRow>(std::move(found.items)).release();
    page.turn(found.last, found.more);
  });
}

relance_code relance_damaged(relance_engine* engine, relance_rows** leads, relance_error** error) {
  return boundary(error, [&] {
    relance_rows*& out = cleared(leads, "leads");
    out = rows_of<DamagedRow>(Turn(given(engine, "engine"))->damaged()).release();
  });
}
