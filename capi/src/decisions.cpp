#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boundary.hpp"
#include "decision_row.hpp"
#include "handles.hpp"
#include "relance/decision.hpp"
#include "relance/relance.h"
#include "rows.hpp"

namespace relance::capi {
namespace {

constexpr std::uint64_t kMostEvents = 1'000'000;   // of one call
constexpr std::uint64_t kMostAttributes = 65'536;  // of one event

/// Its texts as they are: what is no UTF-8 is an event that is refused, beside others that are not.
Event event_of(const relance_event& source, const Named& name) {
  constexpr std::uint32_t kKnown = RELANCE_GIVEN_OCCURRED_AT | RELANCE_GIVEN_NOW;
  if ((source.given & ~kKnown) != 0) {
    misuse({name, "given"},
           std::to_string(source.given) + ", expected a sum of enum relance_given");
  }
  Event event;
  event.lead = bytes(source.lead, {name, "lead"});
  event.name = bytes(source.name, {name, "name"});
  event.key = bytes(source.key, {name, "key"});
  event.actor = bytes(source.actor, {name, "actor"});
  if ((source.given & RELANCE_GIVEN_OCCURRED_AT) != 0) event.occurred_at = {source.occurred_at};
  const Elements attributes(source.attributes, source.attribute_count, source.attribute_stride,
                            kMostAttributes, "attributes", &name);
  event.attributes.reserve(attributes.size());
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    const relance_attribute attribute = attributes[i];
    const Named one = attributes.name(i);
    require_at_most(attribute.reserved, 0, {one, "reserved"});
    event.attributes.push_back({std::string(bytes(attribute.name, {one, "name"})),
                                Value::of(bytes(attribute.text, {one, "text"}))});
  }
  return event;
}

std::unique_ptr<relance_rows> submit(Engine& engine, std::string_view tenant,
                                     const Elements<relance_event>& events, Instant now) {
  std::vector<Event> told;
  std::vector<Submission> submissions;
  told.reserve(events.size());
  submissions.reserve(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    const relance_event source = events[i];
    told.push_back(event_of(source, events.name(i)));
    const bool own_now = (source.given & RELANCE_GIVEN_NOW) != 0;
    const Named one = events.name(i);
    submissions.push_back({nullptr, own_now ? present(source.now, {one, "now"}) : now});
  }
  for (std::size_t i = 0; i < told.size(); ++i) submissions[i].event = &told[i];
  std::unique_ptr<relance_rows> rows;
  engine.submit(tenant, submissions, [&](std::vector<Decision>& decisions) {
    rows = rows_of<DecisionRow>(std::move(decisions));
  });
  return rows;
}

}  // namespace

DecisionRow::DecisionRow(Decision decision) : decision_(std::move(decision)) {
  for (const std::string& move : decision_.would_take) {
    if (!would_take_.empty()) would_take_ += ' ';
    would_take_ += move;
  }
}

std::string_view DecisionRow::text(relance_field field) const {
  switch (field) {
    case RELANCE_FIELD_VERDICT:
      return name(decision_.verdict);
    case RELANCE_FIELD_REFUSAL:
      return name(decision_.refusal);
    case RELANCE_FIELD_MESSAGE:
      return decision_.message;
    case RELANCE_FIELD_WOULD_TAKE:
      return would_take_;
    case RELANCE_FIELD_FROM:
      return decision_.from;
    case RELANCE_FIELD_TO:
      return decision_.to;
    case RELANCE_FIELD_RULE:
      return decision_.rule;
    default:
      return {};
  }
}

std::int64_t DecisionRow::number(relance_field field) const {
  switch (field) {
    case RELANCE_FIELD_VERDICT:
      return static_cast<std::int64_t>(decision_.verdict);
    case RELANCE_FIELD_REFUSAL:
      return static_cast<std::int64_t>(decision_.refusal);
    case RELANCE_FIELD_REPEATED:
      return decision_.repeated ? 1 : 0;
    case RELANCE_FIELD_LATE:
      return decision_.late ? 1 : 0;
    case RELANCE_FIELD_LEAD_NUMBER:
      return static_cast<std::int64_t>(decision_.lead_number);
    case RELANCE_FIELD_SEQ:
      return decision_.seq;
    default:
      return 0;
  }
}

static_assert(RELANCE_REFUSAL_NONE == static_cast<int>(Refusal::none));
static_assert(RELANCE_REFUSAL_NOT_HERE == static_cast<int>(Refusal::not_here));
static_assert(RELANCE_REFUSAL_GUARD_FALSE == static_cast<int>(Refusal::guard_false));
static_assert(RELANCE_REFUSAL_GUARD_FAILED == static_cast<int>(Refusal::guard_failed));
static_assert(RELANCE_REFUSAL_FROM_FUTURE == static_cast<int>(Refusal::from_future));
static_assert(RELANCE_REFUSAL_MISSING == static_cast<int>(Refusal::missing));
static_assert(RELANCE_REFUSAL_BAD_VALUE == static_cast<int>(Refusal::bad_value));
static_assert(RELANCE_REFUSAL_UNKNOWN_ATTRIBUTE == static_cast<int>(Refusal::unknown_attribute));
static_assert(RELANCE_REFUSAL_UNKNOWN_EVENT == static_cast<int>(Refusal::unknown_event));
static_assert(RELANCE_REFUSAL_TOLD_BY_ENGINE == static_cast<int>(Refusal::told_by_engine));
static_assert(RELANCE_REFUSAL_UNKNOWN_EFFECT == static_cast<int>(Refusal::unknown_effect));
static_assert(RELANCE_REFUSAL_BEYOND_HORIZON == static_cast<int>(Refusal::beyond_horizon));
static_assert(RELANCE_REFUSAL_TOO_DEEP == static_cast<int>(Refusal::too_deep));
static_assert(RELANCE_REFUSAL_KEY_CONFLICT == static_cast<int>(Refusal::key_conflict));
static_assert(RELANCE_REFUSAL_TOO_MANY_WAITING == static_cast<int>(Refusal::too_many_waiting));
static_assert(RELANCE_REFUSAL_BAD_LEAD_ID == static_cast<int>(Refusal::bad_lead_id));
static_assert(RELANCE_REFUSAL_LIMIT == static_cast<int>(Refusal::limit));

}  // namespace relance::capi

relance_code relance_submit(relance_engine* engine, relance_str tenant, const relance_event* events,
                            size_t count, size_t stride, int64_t now, relance_rows** decisions,
                            relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_rows*& out = cleared(decisions, "decisions");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    const Elements told(events, count, stride, kMostEvents, "events");
    auto rows = submit(used, tenant_of(tenant), told, present(now, "now"));
    out = rows.release();
  });
}
