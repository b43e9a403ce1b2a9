#include "relance/lead.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boundary.hpp"
#include "handles.hpp"
#include "lead_view.hpp"
#include "relance/relance.h"
#include "row_pages.hpp"
#include "rows.hpp"

namespace relance::capi {
namespace {

class LeadRow {
 public:
  explicit LeadRow(ListedLead listed) : listed_(std::move(listed)) {}

  std::string_view text(relance_field field) const {
    const LeadRecord& lead = listed_.lead;
    const Tables& tables = listed_.workflow->tables();
    switch (field) {
      case RELANCE_FIELD_LEAD:
        return listed_.id;
      case RELANCE_FIELD_STATE:
        return word(tables.state_names, lead.state);
      case RELANCE_FIELD_STAGE:
        return lead.state < tables.states.size() ? name(tables.states[lead.state].stage)
                                                 : std::string_view();
      case RELANCE_FIELD_OWNER:
        return lead.owner;
      case RELANCE_FIELD_LANE:
        return lead.lane;
      case RELANCE_FIELD_SOURCE:
        return lead.source;
      case RELANCE_FIELD_CHANNEL:
        return lead.preferred == Channel::none ? std::string_view() : name(lead.preferred);
      case RELANCE_FIELD_FINGERPRINT:
        return listed_.workflow->fingerprint();
      default:
        return {};
    }
  }
  std::int64_t number(relance_field field) const {
    const LeadRecord& lead = listed_.lead;
    switch (field) {
      case RELANCE_FIELD_LEAD_NUMBER:
        return static_cast<std::int64_t>(lead.key.number);
      case RELANCE_FIELD_RECEIVED_AT:
        return lead.received_at.us;
      case RELANCE_FIELD_APPOINTMENT:
        return lead.appointment.us;
      case RELANCE_FIELD_ATTEMPTS:
        return lead.attempts;
      case RELANCE_FIELD_NEXT_DUE:
        return lead.next_due().us;
      case RELANCE_FIELD_SEQ:
        return lead.seq;
      case RELANCE_FIELD_CLOCK:
        return lead.clock.us;
      default:
        return milestone(field);
    }
  }

 private:
  std::int64_t milestone(relance_field field) const {
    const relance_field place = field - RELANCE_FIELD_RECEIVED;
    if (place < 0 || place >= kMilestones) return 0;
    return listed_.lead.milestones[static_cast<std::size_t>(place)].us;
  }

  ListedLead listed_;
};

class AttributeRow {
 public:
  AttributeRow(std::string_view name, Value value, bool personal)
      : name_(name), value_(std::move(value)), personal_(personal) {
    if (value_.type != Type::place) return;
    value_.text = place_text(unpacked(value_.number));
    value_.number = 0;
  }

  std::string_view text(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_NAME:
        return name_;
      case RELANCE_FIELD_TYPE:
        return name(value_.type);
      case RELANCE_FIELD_TEXT:
        return value_.text;
      default:
        return {};
    }
  }
  std::int64_t number(relance_field field) const {
    if (field == RELANCE_FIELD_PERSONAL) return personal_ ? 1 : 0;
    return field == RELANCE_FIELD_NUMBER ? value_.number : 0;
  }

 private:
  std::string name_;
  Value value_;
  bool personal_;
};

std::vector<AttributeRow> attributes_of(const Engine::LeadView& view) {
  std::vector<AttributeRow> rows;
  const LeadAttributes& known = view.lead.attributes;
  if (!known.campaign.empty()) {
    rows.emplace_back("campaign", Value::of(std::string_view(known.campaign)), false);
  }
  const Tables& tables = view.workflow->tables();
  for (std::size_t i = 0; i < known.fields.size() && i < tables.fields.size(); ++i) {
    const FieldRow& field = tables.fields[i];
    if (field.personal || known.fields[i].type == Type::absent) continue;
    rows.emplace_back(word(tables.words, field.name), known.fields[i], false);
  }
  for (const PersonalValue& personal : view.personal) {
    rows.emplace_back(personal.name, Value::of(std::string_view(personal.value)), true);
  }
  return rows;
}

}  // namespace

RowsPage lead_page(Engine& engine, std::string_view tenant, std::uint64_t after,
                   std::size_t at_most) {
  auto found = engine.leads(tenant, after, at_most);
  return {rows_of<LeadRow>(std::move(found.items)), found.last, found.more};
}

Fault no_such_lead() { return {ErrorCode::unknown, "no lead of this id is known to this tenant"}; }

Engine::LeadView known_lead(Engine& engine, std::string_view tenant, std::string_view id) {
  auto found = engine.lead(tenant, id);
  if (!found) throw no_such_lead();
  return *std::move(found);
}

}  // namespace relance::capi

using namespace relance::capi;

relance_code relance_lead(relance_engine* engine, relance_str tenant, relance_str lead,
                          relance_rows** row, relance_error** error) {
  return boundary(error, [&] {
    relance_rows*& out = cleared(row, "row");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    const std::string_view id = view(lead, "lead");
    auto known = known_lead(used, tenant_of(tenant), id);
    std::vector<LeadRow> rows;
    rows.emplace_back(
        relance::ListedLead{std::string(id), std::move(known.lead), std::move(known.workflow)});
    out = new RowsOf<LeadRow>(std::move(rows));
  });
}

relance_code relance_leads(relance_engine* engine, relance_str tenant, uint64_t* after,
                           size_t at_most, int32_t* more, relance_rows** leads,
                           relance_error** error) {
  const PageAt page(after, at_most, more);
  return boundary(error, [&] {
    relance_rows*& out = cleared(leads, "leads");
    const Turn turn(given(engine, "engine"));
    RowsPage found = lead_page(turn.engine(), tenant_of(tenant), page.after(), page.at_most());
    out = found.rows.release();
    page.turn(found.last, found.more);
  });
}

relance_code relance_attributes(relance_engine* engine, relance_str tenant, relance_str lead,
                                relance_rows** attributes, relance_error** error) {
  return boundary(error, [&] {
    relance_rows*& out = cleared(attributes, "attributes");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    out = new RowsOf<AttributeRow>(
        attributes_of(known_lead(used, tenant_of(tenant), view(lead, "lead"))));
  });
}
