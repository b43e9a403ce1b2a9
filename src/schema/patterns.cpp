#include "schema/patterns.hpp"

#include <fmt/format.h>

#include "schema/vocabulary.hpp"

namespace relance::schema {
namespace {

constexpr std::string_view kName = "^(?!(true|false|null)$)[a-z][a-z0-9_]{0,63}$";
constexpr std::string_view kClock = "([01][0-9]|2[0-3]):[0-5][0-9]";

Json pattern(std::string_view pattern, std::string_view message) {
  return Json::object("type", Json::text("string"))
      .set("pattern", Json::text(pattern))
      .set("patternErrorMessage", Json::text(message));
}

}  // namespace

Json name_text() {
  return pattern(
      kName, "A name has at most 64 small letters a-z, digits and _, and begins with a letter.");
}

Json delay_text() {
  return pattern(
      "^ *0*[1-9][0-9]* *((s|sec|seconds?|y|years?)|(open +)?(min|minutes?|h|hours?|d|days?)) *$",
      "A length of time is a whole number and a unit: s, min, h, d, y, open min, open h or open "
      "days.");
}

Json window_text() {
  return pattern(fmt::format("^ *{0} *- *({0}|24:00) *$", kClock),
                 "Opening times are written as 09:00-12:30.");
}

Json date_text() {
  return pattern("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
                 "A date is written as 2026-12-24.");
}

Json rate_text() {
  std::string of = "leads";
  for (const Term& milestone : milestones()) of += fmt::format("|{}", milestone.word);
  return pattern(fmt::format("^(0?[0-9]{{1,2}}([.][0-9]{{1,2}})?|100([.]00?)?)% of ({})$", of),
                 "A rate is written as `13% of leads`, at most 100% and two decimals.");
}

Json zone_text() {
  return pattern("^[A-Za-z][A-Za-z0-9_+/-]*$", "A zone is written as Europe/Paris.")
      .set("examples", Json::texts({"Europe/Paris", "Europe/Berlin", "Europe/London", "UTC"}));
}

std::string days_pattern() {
  const std::string day = " *(mon|tue|wed|thu|fri|sat|sun) *";
  const std::string part = fmt::format("{0}(-{0})?", day);
  return fmt::format("^{0}(,{0})*$", part);
}

}  // namespace relance::schema
