#include <fmt/format.h>

#include <array>

#include "rules/reader.hpp"

namespace relance::rules {
namespace {

constexpr std::array kVerbsNow = {Verb::assign, Verb::hand_to, Verb::send, Verb::call, Verb::remind,
                                  Verb::alert,  Verb::raise,   Verb::set,  Verb::tell};

constexpr std::string_view kOneOf =
    "one of: assign, hand_to, send, call, remind, alert, raise, set, tell";

std::optional<Verb> verb_named(std::string_view word) {
  for (const Verb verb : kVerbsNow) {
    if (name(verb) == word) return verb;
  }
  return std::nullopt;
}

bool takes(Verb verb, std::string_view option) {
  for (const Key& key : keys_of(Section::effect)) {
    if (key.name == option) return goes_with(key, name(verb));
  }
  return false;
}

void check_options(const Fields& fields, Verb verb, Problems& problems) {
  for (const Entry* entry : fields.present()) {
    const std::string& key = entry->key.text;
    if (verb_named(key) || takes(verb, key)) continue;
    problems.add(Code::option_not_here, entry->key.at,
                 fmt::format("`{}` is no option of `{}`", key, name(verb)),
                 key == "with" ? "`with` goes with `raise`"
                 : key == "by" ? "`by` goes with `send` and `call`"
                               : fmt::format("`{}` goes with `call`, `send` and `remind`", key));
  }
}

std::optional<EffectDefinition> read_effect(const Node& map, Problems& problems) {
  const Fields fields(map, Section::effect, problems);
  std::vector<std::pair<Verb, const Entry*>> verbs;
  for (const Entry* entry : fields.present()) {
    if (const auto verb = verb_named(entry->key.text)) verbs.emplace_back(*verb, entry);
  }
  if (verbs.size() != 1) {
    // A key that is wrong may be meant as the verb; it was told.
    if (verbs.empty() && fields.present().size() < map.entries.size()) return std::nullopt;
    problems.add(Code::not_one_verb, verbs.empty() ? map.at : verbs[1].second->key.at,
                 verbs.empty() ? "this effect has no verb" : "this effect has two verbs",
                 std::string("an effect is one map with ") + std::string(kOneOf));
    return std::nullopt;
  }
  EffectDefinition effect;
  effect.verb = verbs[0].first;
  effect.at = verbs[0].second->key.at;
  if (effect.verb != Verb::set) {
    effect.name = word_of(verbs[0].second->value);
    if (effect.verb != Verb::raise) check_name(effect.name, "an effect", problems);
  }
  check_options(fields, effect.verb, problems);
  effect.by = fields.word("by");
  effect.calendar = fields.word("calendar");
  effect.within = fields.delay("within");
  effect.after = fields.delay("after");
  effect.before = fields.delay("before");
  effect.with = fields.values("with");
  effect.set = fields.values("set");
  return effect;
}

}  // namespace

std::vector<EffectDefinition> read_effects(const Node& list, Problems& problems) {
  std::vector<EffectDefinition> effects;
  for (const Node& item : list.items) {
    if (!item.is(Node::map)) {
      problems.add(Code::not_one_verb, item.at, "an effect is a map such as {call: first_call}",
                   std::string(kOneOf));
    } else if (auto effect = read_effect(item, problems)) {
      effects.push_back(std::move(*effect));
    }
  }
  return effects;
}

}  // namespace relance::rules
