#include "schema/vocabulary.hpp"

#include <array>

#include "relance/event.hpp"
#include "relance/lead.hpp"
#include "relance/stage.hpp"
#include "relance/value.hpp"
#include "rules/currency.hpp"
#include "time/holidays.hpp"

namespace relance::schema {
namespace {

// By the numbers of the enumerations.
constexpr std::array<std::string_view, kStages> kStageTexts = {
    "Came in, and nobody has spoken with the customer yet.",
    "Somebody has spoken with the customer.",
    "The need is known: what is wanted, when, for how much.",
    "A visit is agreed.",
    "The customer was there.",
    "Not now: kept warm until the project is near.",
    "Closed: the customer bought.",
    "Closed: the customer did not buy.",
};
constexpr std::array<std::string_view, kChannels> kChannelTexts = {
    "",         "By phone.",  "By e-mail.", "By text message.", "By WhatsApp.",
    "By chat.", "By letter.", "In person.", "In another way."};
constexpr std::array<std::string_view, kBuiltInEvents> kEventTexts = {
    "Fact: the lead came in.",
    "Fact: somebody tried to contact the customer (channel, outcome, by, ...).",
    "Fact: how a message ended: delivered, bounced, failed.",
    "Fact: the customer contacted us; `reached` follows.",
    "Fact: the customer clicked.",
    "Fact: the customer opened a message.",
    "Fact: the customer consented to a channel.",
    "Fact: the customer objected to a channel.",
    "Fact: somebody wrote a note.",
    "Fact: the lead was given to somebody.",
    "Fact: fields of the lead changed.",
    "Fact told by the engine: the customer was spoken with, or contacted us.",
    "Fact told by the engine: a promised time passed.",
    "Fact told by the engine: a step was not done within its time.",
    "Fact told by the engine: an effect could not be delivered to the host.",
    "",
    "",
    "Move: the need is known.",
    "Move: a visit is agreed; carries `at`.",
    "Move: the visit has a new time; carries `at`.",
    "Move: the customer was there.",
    "Move: the customer did not come.",
    "Move: not now, later.",
    "Move: the customer bought.",
    "Move: the lead is lost; carries `reason`.",
    "Move: a closed lead is taken up again.",
    "Move: the time of the project has come.",
    "Move: every attempt was in vain.",
    "Move: a reseller took the lead.",
};

struct TypeText {
  Type type;
  std::string_view about;
};
constexpr std::array<TypeText, 7> kTypeTexts = {{
    {Type::text, "Text, such as `used`."},
    {Type::number, "A whole number."},
    {Type::boolean, "true or false."},
    {Type::date, "A day, such as 2026-12-24; it stands for its first instant."},
    {Type::time, "An instant, such as 2026-12-24T09:00:00+01:00."},
    {Type::money, "An amount such as `20000 EUR`; the rules name the `currency`."},
    {Type::place,
     "Latitude and longitude in degrees, such as `48.8566, 2.3522`; `distance` tells how far two "
     "are apart."},
}};

std::vector<Term> plain(const std::vector<std::string_view>& words) {
  std::vector<Term> terms;
  for (const std::string_view word : words) terms.push_back({word, {}});
  return terms;
}

}  // namespace

std::vector<Term> stages() {
  std::vector<Term> terms;
  for (std::size_t i = 0; i < kStageTexts.size(); ++i) {
    terms.push_back({name(static_cast<Stage>(i)), kStageTexts[i]});
  }
  return terms;
}

std::vector<Term> types() {
  std::vector<Term> terms;
  for (const TypeText& type : kTypeTexts) terms.push_back({name(type.type), type.about});
  return terms;
}

std::vector<Term> channels() {
  std::vector<Term> terms = {{"preferred", "The one that the customer chose."}};
  for (std::size_t i = 1; i < kChannelTexts.size(); ++i) {
    terms.push_back({name(static_cast<Channel>(i)), kChannelTexts[i]});
  }
  return terms;
}

std::vector<Term> milestones() {
  std::vector<std::string_view> words;
  for (int i = 0; i < kMilestones; ++i) words.push_back(name(static_cast<Milestone>(i)));
  return plain(words);
}

std::vector<Term> events() {
  std::vector<Term> terms;
  for (std::size_t i = 0; i < kEventTexts.size(); ++i) {
    if (!kEventTexts[i].empty()) terms.push_back({name(static_cast<EventKind>(i)), kEventTexts[i]});
  }
  return terms;
}

std::vector<Term> moves() {
  std::vector<Term> terms;
  for (std::size_t i = 0; i < kEventTexts.size(); ++i) {
    const auto kind = static_cast<EventKind>(i);
    if (!is_fact(kind)) terms.push_back({name(kind), kEventTexts[i]});
  }
  return terms;
}

std::vector<Term> terms(rules::Words words) {
  switch (words) {
    case rules::Words::stage:
      return stages();
    case rules::Words::type:
      return types();
    case rules::Words::channel:
      return channels();
    case rules::Words::event:
      return moves();
    case rules::Words::any_event:
      return events();
    case rules::Words::moment:
      return plain({"received_at", "appointment"});
    case rules::Words::currency:
      return plain(rules::currencies());
    case rules::Words::region:
      return plain({regions().begin(), regions().end()});
    default:
      return {};
  }
}

}  // namespace relance::schema
