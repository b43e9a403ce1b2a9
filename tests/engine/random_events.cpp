#include "engine/random_events.hpp"

#include "engine/answer.hpp"
#include "time/instant_text.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kFacts[] = {"received", "attempted", "sent",    "inbound",
                                       "clicked",  "noted",     "changed", "assigned"};
constexpr std::string_view kOutcomes[] = {"conversation", "no_answer", "voicemail", "busy",
                                          "nobody_available"};

constexpr std::string_view kNobody[] = {"nobody_available", "denied", "failed"};
constexpr std::string_view kLanes[] = {"l0", "l0", "l1", "l2"};

void add(Event& event, std::string_view attribute, std::string_view value) {
  event.attributes.push_back({std::string(attribute), Value::of(value)});
}

}  // namespace

Event RandomEvents::make(std::string_view name) {
  Event event;
  event.lead = draw_.of(kRandomLeads);
  event.name = name.empty() ? name_for(event.lead) : std::string(name);
  add_needed(event);
  add_fields(event);
  return event;
}

std::string RandomEvents::name_for(const std::string& lead) {
  const auto view = engine_.lead(kRandomTenant, lead);
  if (!view) return draw_.chance(85) ? "received" : std::string(draw_.of(kRandomMoves));
  const auto moves = moves_of(view->workflow->tables(), view->lead.state);
  const std::uint64_t kind = draw_.below(100);
  if (kind < 60 && !moves.empty()) return draw_.of(moves);
  return std::string(kind < 72 ? draw_.of(kRandomMoves) : draw_.of(kFacts));
}

void RandomEvents::add_needed(Event& event) {
  const std::string& name = event.name;
  if (name == "booked" || name == "moved") {
    const Instant visit = now_ + hours(static_cast<std::int64_t>(draw_.below(200)) - 20);
    add(event, "at", to_rfc3339(visit));
  }
  if (name == "lost") add(event, "reason", "cold");
  if (name == "attempted") {
    add(event, "channel", "phone");
    add(event, "outcome", draw_.of(kOutcomes));
  }
  if (name == "sent") add(event, "outcome", draw_.chance(50) ? "delivered" : "bounced");
  if ((name == "attempted" || name == "sent") && !leased_.empty() && draw_.chance(50)) {
    add(event, "effect", to_text(draw_.of(leased_).id));
  }
  if (name == "assigned") add_holder(event);
  if (name == "received" && draw_.chance(50)) add(event, "preferred", "whatsapp");
  if (name == "received" && draw_.chance(50)) add(event, "source", "web");
  if (name == "received" && draw_.chance(20)) add(event, "owner", "nora");
  if (name == "received" && draw_.chance(10)) add(event, "lane", draw_.of(kLanes));
  if (name == "noted") add(event, "text", "nothing to say");
}

/// What a host answers to assign and hand_to, and what it may do by itself. Not every lane is one
/// of the rules'.
void RandomEvents::add_holder(Event& event) {
  if (draw_.chance(25)) return add(event, "outcome", draw_.of(kNobody));
  if (draw_.chance(75)) add(event, "to", draw_.chance(50) ? "karim" : "lea");
  if (draw_.chance(30)) add(event, "lane", draw_.of(kLanes));
}

void RandomEvents::add_fields(Event& event) {
  if (!draw_.chance(30)) return;
  if (draw_.chance(60)) {
    const Date day{static_cast<std::int32_t>(now_.us / hours(24).us) +
                   static_cast<std::int32_t>(draw_.below(120)) - 20};
    add(event, "project", to_text(day));
  }
  if (draw_.chance(40)) add(event, "colour", draw_.chance(50) ? "red" : "green");
  if (draw_.chance(30)) add(event, "flag", draw_.chance(50) ? "true" : "false");
  if (draw_.chance(30)) add(event, "weight", std::to_string(draw_.below(10)));
}

}  // namespace relance::test
