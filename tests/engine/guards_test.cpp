// What guards ask of a lead's past and of the calendars, on a running engine.
#include <gtest/gtest.h>

#include "engine/support.hpp"

namespace relance::test {
namespace {

// In winter Paris is an hour before UTC: the showroom is open from 8:00 to 18:00 UTC.
constexpr std::string_view kRules = R"(
relance: 1
name: guards
timezone: Europe/Paris
initial: incoming
calendars:
  always: {open: {mon-sun: 00:00-24:00}}
  showroom: {open: {mon-fri: 09:00-19:00}}
lead: {label: text}
events: {asked: {}}
states:
  incoming:
    stage: new
    events:
      attempted:
        - {if: 'attempts("phone", "no_answer") >= 2 && attempts("phone") == 3', to: silent}
        - {do: [{set: {label: '=lead.source + "/" + string(attempts("phone"))'}}]}
      asked:
        - {if: 'open("showroom") && open("always")', to: silent}
      lost: gone
  silent:
    stage: contacted
    events: {lost: gone}
  gone: {stage: lost}
)";

Event tried(std::string_view channel, std::string_view outcome) {
  return event("attempted", {{"channel", std::string(channel)}, {"outcome", std::string(outcome)}});
}

TEST(Guard, CountsTheAttemptsBeforeTheOneBeingDecided) {
  Scene scene(kRules);
  scene.submit(event("received", {{"source", "web"}}), "2026-11-23T10:00:00Z");
  scene.submit(tried("phone", "no_answer"), "2026-11-23T10:01:00Z");
  scene.submit(tried("phone", "busy"), "2026-11-23T10:02:00Z");
  scene.submit(tried("email", "no_answer"), "2026-11-23T10:03:00Z");
  scene.submit(tried("phone", "no_answer"), "2026-11-23T10:04:00Z");
  EXPECT_EQ(scene.state(), "incoming");
  scene.submit(tried("sms", "no_answer"), "2026-11-23T10:05:00Z");
  EXPECT_EQ(scene.state(), "silent");
}

TEST(Guard, SetsATextThatItPutsTogether) {
  Scene scene(kRules);
  scene.submit(event("received", {{"source", "web"}}), "2026-11-23T10:00:00Z");
  scene.submit(tried("phone", "busy"), "2026-11-23T10:01:00Z");
  const std::string exported = scene.exported("2026-11-23T10:02:00Z");
  EXPECT_NE(exported.find("web/1"), std::string::npos) << exported;
}

TEST(Guard, AsksTheCalendarThatItNames) {
  for (const auto& [now, state] :
       {std::pair{"2026-11-23T17:59:59Z", "silent"}, std::pair{"2026-11-23T18:00:00Z", "incoming"},
        std::pair{"2026-11-22T10:00:00Z", "incoming"}}) {  // a Sunday
    Scene scene(kRules);
    scene.submit(event("received", {{"source", "web"}}), "2026-11-22T09:00:00Z");
    scene.submit(event("asked"), now);
    EXPECT_EQ(scene.state(), state) << now;
  }
}

}  // namespace
}  // namespace relance::test
