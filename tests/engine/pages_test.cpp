// What is read by pages is what is read at once.
#include <gtest/gtest.h>

#include "engine/support.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kNine = "2026-11-23T09:00:00Z";
// Nothing ever happens in `a`, and `b` is closed.
constexpr std::string_view kRules =
    "relance: 1\nname: one\ninitial: a\nstates:\n  a: {stage: new, events: {lost: b}}\n"
    "  b: {stage: lost}\n";

/// Five leads of which the third is lost, and an event that waits.
void fill(Scene& scene) {
  for (const char* lead : {"L1", "L2", "L3", "L4", "L5"}) {
    scene.submit(event("received", {}, {}, lead), kNine);
  }
  scene.submit(event("lost", {{"reason", "not_interested"}}, {}, "L3"), kNine);
  scene.submit(event("noted", {{"text", "hello"}}, {}, "L6"), kNine);
}

TEST(Pages, OfTheExportAndWhatWaitsAreTheWholeExport) {
  Scene scene(kRules);
  fill(scene);
  for (const std::size_t at_most : {std::size_t{1}, std::size_t{2}, std::size_t{100}}) {
    std::string text;
    Page<ExportedLead> page;
    do {
      page = scene.engine.export_leads("t", at(kNine), page.last, at_most);
      for (const ExportedLead& lead : page.items) text += lead.text;
    } while (page.more);
    for (const std::string& lead : scene.engine.waiting_leads("t", "", 10)) {
      for (const WaitingEvent& event : scene.engine.waiting("t", lead)) {
        text += to_text(lead, event);
      }
    }
    EXPECT_EQ(text, scene.exported(kNine));
  }
}

TEST(Pages, OfForgottenLeadsAreAllOfThem) {
  Scene scene(kRules);
  fill(scene);
  std::vector<std::string> leads;
  Page<ForgottenLead> page;
  std::size_t pages = 0;
  do {
    page = scene.engine.forgotten("t", page.last, 2);
    ++pages;
    for (const ForgottenLead& lead : page.items) leads.push_back(lead.lead);
  } while (page.more);
  EXPECT_EQ(leads, (std::vector<std::string>{"L1", "L2", "L4", "L5"}));
  EXPECT_EQ(pages, 3u);  // of two, two and one leads
}

TEST(Pages, OfTheJournalNameTenantAndLead) {
  Scene scene(kRules);
  fill(scene);
  const JournalPage page = scene.engine.journal("t", 4, 1);
  ASSERT_EQ(page.places.size(), 1u);
  EXPECT_EQ(page.places[0].lead, "L5");
  EXPECT_EQ(page.places[0].tenant, "t");
  EXPECT_EQ(page.journal.entries[0].lead.number, 5u);
  EXPECT_TRUE(page.more);
  EXPECT_EQ(page.last, 5u);
  EXPECT_THROW(scene.engine.journal("nobody"), Fault);
}

TEST(Pages, DeadLettersOfOneLeadStayTogether) {
  Scene scene(
      "relance: 1\nname: one\ninitial: a\nstates:\n  a: {stage: new, enter: [{alert: anna}, "
      "{alert: boris}]}\n",
      {.max_attempts = 1});
  for (const char* lead : {"L1", "L2"}) scene.submit(event("received", {}, {}, lead), kNine);
  for (const Effect& effect : scene.claim(kNine)) {
    scene.engine.fail("t", effect.id, effect.token, "broken", at(kNine));
  }
  const std::vector<Effect> first = scene.engine.dead_letters("t", 1);
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(first[1].lead, "L1");
  const std::vector<Effect> second = scene.engine.dead_letters("t", 1, first.back().id.lead());
  ASSERT_EQ(second.size(), 2u);
  EXPECT_EQ(second[0].lead, "L2");
}

TEST(Pages, OfOpenStepsAreTheWorklistByLead) {
  Scene scene(
      "relance: 1\nname: one\ninitial: a\nwatch: {every: 90 d, do: [{alert: boss}]}\nstates:\n"
      "  a: {stage: new, enter: [{call: first}, {call: second, within: 1 h}], events: {lost: b}}\n"
      "  b: {stage: lost}\n");
  fill(scene);
  std::vector<EffectId> urgent;
  for (const WorkItem& item : scene.engine.worklist("t", at(kNine), {}, 100)) {
    urgent.push_back(item.id);
  }
  for (const std::size_t at_most : {1u, 2u, 3u, 100u}) {
    std::vector<std::string> steps;
    std::vector<EffectId> ids;
    Page<WorkItem> page;
    do {
      page = scene.engine.open_steps("t", at(kNine), page.last, at_most);
      EXPECT_TRUE(page.items.size() % 2 == 0) << "a lead has two, which stay together";
      EXPECT_LE(page.items.size(), at_most + 1);
      for (const WorkItem& item : page.items) {
        steps.push_back(item.lead + " " + item.name + " " + item.because);
        ids.push_back(item.id);
      }
    } while (page.more);
    EXPECT_EQ(steps, (std::vector<std::string>{"L1 first received", "L1 second received",
                                               "L2 first received", "L2 second received",
                                               "L4 first received", "L4 second received",
                                               "L5 first received", "L5 second received"}));
    EXPECT_TRUE(std::is_permutation(ids.begin(), ids.end(), urgent.begin(), urgent.end()));
  }
  EXPECT_THROW(scene.engine.open_steps("nobody", at(kNine)), Fault);
}

}  // namespace
}  // namespace relance::test
