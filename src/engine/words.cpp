#include "engine/words.hpp"

#include "base/printable.hpp"
#include "model/money.hpp"
#include "model/place.hpp"
#include "time/instant_text.hpp"

namespace relance {

std::string value_text(const Tables& tables, const Value& value) {
  switch (value.type) {
    case Type::absent:
      return "absent";
    case Type::boolean:
      return value.number != 0 ? "true" : "false";
    case Type::number:
      return std::to_string(value.number);
    case Type::text:
      return json_text(value.text);
    case Type::date:
      return to_text(Date{static_cast<std::int32_t>(value.number)});
    case Type::time:
      return to_rfc3339({value.number});
    case Type::money:
      return money_text(value.number, tables.currency, tables.currency_scale);
    case Type::place:
      return place_text(unpacked(value.number));
  }
  return "unknown";
}

std::string_view advice_for(EventKind told_by_engine) {
  switch (told_by_engine) {
    case EventKind::reached:
      return "tell `attempted` with the outcome `conversation`, or `inbound`: it follows from them";
    case EventKind::breached:
      return "it comes by itself, when the time of one of the `deadlines:` of the rules is over";
    case EventKind::neglected:
      return "it comes by itself, when nobody has done a step within its time";
    case EventKind::undelivered:
      return "it comes by itself, when an effect is given up; a host tells that it failed to act";
    case EventKind::elapsed:
      return "it comes by itself, when the time of an `after:` line of the rules has come";
    case EventKind::watched:
      return "it comes by itself, when the time of the `watch:` of the rules has come";
    default:
      return {};
  }
}

std::string effect_name(const Tables& tables, Id rule_id) {
  if (rule_id >= tables.effects.size()) return "an effect";
  const EffectRule& rule = tables.effects[rule_id];
  std::string text(name(rule.verb));
  if (rule.name < tables.words.size()) text += ' ' + tables.words[rule.name];
  return text;
}

}  // namespace relance
