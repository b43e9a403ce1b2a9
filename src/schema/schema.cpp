#include "relance/schema.hpp"

#include <fmt/format.h>

#include "rules/keys.hpp"
#include "schema/json.hpp"
#include "schema/patterns.hpp"
#include "schema/vocabulary.hpp"

namespace relance::schema {
namespace {

using rules::Bond;
using rules::Key;
using rules::Need;
using rules::Section;
using rules::Shape;

constexpr int kWindowsPerDay = 8;

Json definition_of(Section section);

Json typed(std::string_view type) { return Json::object("type", Json::text(type)); }

Json reference(std::string_view name) {
  return Json::object("$ref", Json::text(fmt::format("#/definitions/{}", name)));
}

// Sections that stand in several places are written once.
Json inner_of(Section section) {
  switch (section) {
    case Section::effect:
      return reference("effect");
    case Section::field:
      return reference("field");
    case Section::candidate:
      return reference("candidate");
    default:
      return definition_of(section);
  }
}

Json by_name(Json value, Need need = Need::optional) {
  Json schema = typed("object")
                    .set("propertyNames", name_text())
                    .set("additionalProperties", std::move(value));
  if (need == Need::required) schema.set("minProperties", Json::number(1));
  return schema;
}

// A schema by the kind of the value: messages then speak of the form that the author chose.
Json by_kind(std::string_view type, Json then, Json otherwise) {
  return Json::object("if", typed(type))
      .set("then", std::move(then))
      .set("else", std::move(otherwise));
}

Json enumeration(const std::vector<Term>& terms) {
  Json words = Json::list();
  Json abouts = Json::list();
  bool any_about = false;
  for (const Term& term : terms) {
    words.add(Json::text(term.word));
    abouts.add(Json::text(term.about));
    any_about = any_about || !term.about.empty();
  }
  Json schema = typed("string").set("enum", std::move(words));
  if (any_about) schema.set("enumDescriptions", std::move(abouts));
  return schema;
}

Json word_schema(const Key& key) {
  switch (key.words) {
    case rules::Words::zone:
      return zone_text();
    case rules::Words::event:
    case rules::Words::any_event:
    case rules::Words::moment:
      return Json::object("anyOf", Json::list({enumeration(terms(key.words)), name_text()}));
    default:
      break;
  }
  const std::vector<Term> words = terms(key.words);
  return words.empty() ? name_text() : enumeration(words);
}

Json scalar_schema() { return Json::object("type", Json::texts({"string", "number", "boolean"})); }

// `{date: date}`, `{}` or nothing at all.
Json carried_schema(const Key& key) {
  Json carried = Json::object("type", Json::texts({"object", "null"}));
  if (key.inner == Section::none) {
    carried.set("maxProperties", Json::number(0));
  } else {
    carried.set("propertyNames", name_text()).set("additionalProperties", inner_of(key.inner));
  }
  return by_name(std::move(carried));
}

Json list_of(Json items) { return typed("array").set("items", std::move(items)); }

Json transitions_schema() {
  Json known = Json::object();
  for (const Term& event : events()) {
    known.set(event.word, Json::object("description", Json::text(event.about))
                              .set("allOf", Json::list({reference("ways")})));
  }
  return typed("object")
      .set("propertyNames", name_text())
      .set("properties", std::move(known))
      .set("additionalProperties", reference("ways"));
}

Json windows_schema() {
  return by_kind("array", list_of(window_text()).set("maxItems", Json::number(kWindowsPerDay)),
                 window_text());
}

Json week_schema() {
  Json proposed = Json::object();
  for (const std::string_view days :
       {"mon-fri", "mon-sat", "mon", "tue", "wed", "thu", "fri", "sat", "sun"}) {
    proposed.set(days, reference("windows"));
  }
  return typed("object")
      .set("properties", std::move(proposed))
      .set("patternProperties", Json::object(days_pattern(), reference("windows")))
      .set("additionalProperties", Json::flag(false));
}

Json special_schema() {
  return typed("object")
      .set("propertyNames", date_text())
      .set("additionalProperties", reference("windows"));
}

Json rates_schema() {
  Json rates = Json::object();
  for (const Term& milestone : milestones()) rates.set(milestone.word, rate_text());
  return by_name(typed("object")
                     .set("properties", std::move(rates))
                     .set("additionalProperties", Json::flag(false)));
}

Json choices_schema() {
  return list_of(scalar_schema().set("minLength", Json::number(1)))
      .set("minItems", Json::number(1))
      .set("uniqueItems", Json::flag(true));
}

Json value_schema(const Key& key) {
  switch (key.shape) {
    case Shape::word:
      return word_schema(key);
    case Shape::number:
      return key.words == rules::Words::format ? Json::object("enum", Json::list({Json::number(1)}))
                                               : typed("integer");
    case Shape::flag:
      return typed("boolean");
    case Shape::delay:
      return delay_text();
    case Shape::expression:
      return typed("string");
    case Shape::section:
      return inner_of(key.inner);
    case Shape::sections:
      return by_name(inner_of(key.inner), key.need);
    case Shape::list:
      return list_of(inner_of(key.inner));
    case Shape::names:
      return carried_schema(key);
    case Shape::words:
      return choices_schema();
    case Shape::transitions:
      return transitions_schema();
    case Shape::week:
      return week_schema();
    case Shape::dates:
      return list_of(by_kind("object", inner_of(key.inner), date_text()));
    case Shape::special:
      return special_schema();
    case Shape::values:
      return by_name(scalar_schema());
    case Shape::rates:
      return rates_schema();
    case Shape::anything:
      break;
  }
  return Json::object();
}

Json key_schema(const Key& key, Section section) {
  Json schema = Json::object();
  if (key.need == Need::later) {
    const std::string text =
        fmt::format("{} It comes in a later version and is refused until then.", key.about);
    return schema.set("description", Json::text(text))
        .set("deprecationMessage",
             Json::text(
                 fmt::format("`{}` is not taken yet: it comes in a later version.", key.name)))
        .set("doNotSuggest", Json::flag(true))
        .set("not", Json::object());
  }
  const std::string example = section == Section::root || key.example.empty()
                                  ? std::string(key.example)
                                  : fmt::format("{{{}}}", key.example);
  schema.set("description", Json::text(fmt::format("{} Example: {}", key.about, example)));
  schema.set("markdownDescription",
             Json::text(fmt::format("{}\n\n```yaml\n{}\n```", key.about, example)));
  if (key.name == "normalised") schema.set("doNotSuggest", Json::flag(true));
  return schema.merge(value_schema(key));
}

Json required(std::string_view key) { return Json::object("required", Json::texts({key})); }

void add_bond(const Bond& bond, Json& all, Json& dependencies) {
  const auto [first, second] = bond.keys;
  switch (bond.kind) {
    case Bond::one_of:
      all.add(Json::object("oneOf", Json::list({required(first), required(second)})));
      break;
    case Bond::some_of:
      all.add(Json::object("anyOf", Json::list({required(first), required(second)})));
      break;
    case Bond::not_both:
      all.add(Json::object("not", Json::object("required", Json::texts({first, second}))));
      break;
    case Bond::needs:
      dependencies.set(first, Json::texts({second}));
      break;
  }
}

// One verb, and options that go with it.
void add_verbs(Json& all, Json& dependencies) {
  Json one = Json::list();
  for (const Key& key : rules::keys_of(Section::effect)) {
    if (key.verbs.empty()) {
      one.add(required(key.name));
      continue;
    }
    Json some = Json::list();
    for (const Key& verb : rules::keys_of(Section::effect)) {
      if (rules::goes_with(key, verb.name)) some.add(required(verb.name));
    }
    dependencies.set(key.name, Json::object("anyOf", std::move(some)));
  }
  all.add(Json::object("oneOf", std::move(one)));
}

Json map_of(Section section) {
  Json properties = Json::object();
  Json needed = Json::list();
  for (const Key& key : rules::keys_of(section)) {
    properties.set(key.name, key_schema(key, section));
    if (key.need == Need::required) needed.add(Json::text(key.name));
  }
  Json all = Json::list();
  Json dependencies = Json::object();
  if (section == Section::effect) add_verbs(all, dependencies);
  for (const Bond& bond : rules::bonds_of(section)) add_bond(bond, all, dependencies);
  Json schema = typed("object").set("properties", std::move(properties));
  if (!needed.empty()) schema.set("required", std::move(needed));
  if (!dependencies.empty()) schema.set("dependencies", std::move(dependencies));
  if (!all.empty()) schema.set("allOf", std::move(all));
  return schema.set("additionalProperties", Json::flag(false));
}

Json definition_of(Section section) {
  for (const Key& key : rules::keys_of(section)) {
    if (key.name == rules::short_form(section)) {
      return by_kind("object", map_of(section), word_schema(key));
    }
  }
  return map_of(section);
}

Json definitions() {
  const Json ways =
      by_kind("array", list_of(reference("candidate")).set("minItems", Json::number(1)),
              reference("candidate"));
  return Json::object("effect", definition_of(Section::effect))
      .set("field", definition_of(Section::field))
      .set("candidate", definition_of(Section::candidate))
      .set("ways", ways)
      .set("windows", windows_schema());
}

}  // namespace
}  // namespace relance::schema

namespace relance {

std::string rules_schema() {
  using namespace schema;
  return Json::object("$schema", Json::text("http://json-schema.org/draft-07/schema#"))
      .set("title", Json::text("Rules of relance"))
      .set("description", Json::text("What happens to a lead: states, events, effects, time."))
      .merge(definition_of(Section::root))
      .set("definitions", definitions())
      .write();
}

}  // namespace relance
