#include "rules_text.hpp"

#include <fmt/format.h>

namespace relance::bench {
namespace {

constexpr const char* kHead = R"(relance: 1
name: long
timezone: Europe/Paris
currency: EUR
initial: incoming
lead:
  brand: {type: text}
  vehicle: {type: text, one_of: [new, used]}
  budget: {type: money}
  project: {type: date}
  trade_in: {type: bool}
  visits: {type: number}
lanes: {seller: {}, bdc: {}}
events: {next_project: {project: date}, fell_through: {}}
host_effects: {delivery_desk: {}}
watch: {every: 2 d, do: [{alert: sales_manager}]}
states:
  incoming:
    stage: new
    enter: [{assign: seller}, {call: first_call, within: 20 min}]
    events: {reached: talk_0, unreachable: gone, lost: gone}
    after: [{delay: 4 d, raise: unreachable}]
  won:
    stage: sold
    enter: [{send: thanks}, {tell: delivery_desk}]
    events: {fell_through: shown_again}
  gone: {stage: lost, events: {reached: talk_0}}
  shown_again: {stage: shown, events: {sold: won, lost: gone}}
)";

// {0}: its number, {1} the one after, {2} the one before, {3} and {4} small numbers, {5} a price.
constexpr const char* kTalk = R"(  talk_{0}:
    stage: contacted
    enter:
      - {{call: call_{0}, within: {3} min}}
      - {{send: offer_{0}, by: preferred, after: {4} h}}
    events:
      qualified:
        - {{to: gone, if: 'has(lead.project) && lead.project > today + days(365 + {0})'}}
        - {{to: talk_{1}, if: 'lead.budget >= money("{5} EUR") || lead.vehicle in ["new", "used"]'}}
        - {{to: talk_{1}, do: [{{alert: sales_manager}}, {{set: {{visits: {4}}}}}]}}
      postponed: {{to: talk_{2}, do: [{{call: later_{0}}}]}}
      attempted: {{if: 'lead.attempts >= {4} && event.outcome != "conversation"', do: [{{hand_to: bdc}}]}}
      sold: won
      lost: gone
    after: [{{delay: {4} d, do: [{{call: again_{0}}}, {{alert: sales_manager}}]}}]
)";

}  // namespace

std::string long_rules(int talks) {
  std::string text = kHead;
  for (int i = 0; i < talks; ++i) {
    const int before = (i + talks - 1) % talks;
    text += fmt::format(fmt::runtime(kTalk), i, (i + 1) % talks, before, 20 + i % 7, 3 + i % 5,
                        20'000 + 500 * i);
  }
  return text;
}

}  // namespace relance::bench
