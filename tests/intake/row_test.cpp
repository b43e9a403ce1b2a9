#include "intake/row.hpp"

#include <gtest/gtest.h>

#include "relance/instant.hpp"
#include "time/instant_text.hpp"

namespace relance {
namespace {

// Columns by number: 0 id, 1 mail, 2 when, 3 origin, 4 kind, 5 visit.
std::shared_ptr<const Mapping> mapping(const std::string& zone = "timezone: America/Sao_Paulo\n") {
  const MappingRead read =
      read_mapping("relance_mapping: 1\nname: shop\n" + zone +
                       "lead: {column: id}\n"
                       "events:\n"
                       "  - event: received\n"
                       "    at: {column: when}\n"
                       "    with:\n"
                       "      source: {column: origin, empty: not_given}\n"
                       "      vehicle: {column: kind, values: {neuf: new}, other: used}\n"
                       "      at: {column: visit, type: time}\n"
                       "      campaign: spring\n"
                       "person: {email: {column: mail}}\n",
                   "m");
  EXPECT_NE(read.mapping, nullptr) << to_text(read.diagnostics);
  return read.mapping;
}

std::vector<std::string_view> row(std::string_view when) {
  return {"L1", "ada@example.com", when, "web", "neuf", ""};
}

std::optional<std::string> time_text(const Mapping& mapping, std::string_view cell,
                                     std::string& problem) {
  const std::vector<std::string_view> cells = row(cell);
  const std::optional<Instant> time = time_of(mapping.events.at(0).at, mapping, cells, problem);
  if (!time) return std::nullopt;
  return to_rfc3339(*time);
}

TEST(RowTime, ReadsOffsetsAndCivilTimesOfTheZone) {
  const auto shop = mapping();
  std::string problem;
  // Sao Paulo stood at -02:00 (summer) until 2018-02-17 24:00 and at -03:00 after it (IANA).
  EXPECT_EQ(time_text(*shop, "2018-02-01", problem), "2018-02-01T02:00:00Z");
  EXPECT_EQ(time_text(*shop, "2018-02-26 19:58:54", problem), "2018-02-26T22:58:54Z");
  EXPECT_EQ(time_text(*shop, "2018-02-26T19:58:54+01:00", problem), "2018-02-26T18:58:54Z");
  // 2018-02-17 23:30 came twice: the first is meant. 2018-11-04 00:30 never was: the end of the
  // gap.
  EXPECT_EQ(time_text(*shop, "2018-02-17 23:30:00", problem), "2018-02-18T01:30:00Z");
  EXPECT_EQ(time_text(*shop, "2018-11-04 00:30:00", problem), "2018-11-04T03:00:00Z");
}

TEST(RowTime, SaysWhatIsWrongWithoutCitingTheCell) {
  const auto shop = mapping();
  for (const char* cell :
       {"", "26/02/2018", "2018-02-30", "+33 6 39 98 00 01", "2018-02-26 25:00"}) {
    std::string problem;
    EXPECT_EQ(time_text(*shop, cell, problem), std::nullopt) << cell;
    EXPECT_NE(problem.find("column when"), std::string::npos) << problem;
    if (*cell != '\0') {
      EXPECT_EQ(problem.find(cell), std::string::npos) << problem;
    }
  }
}

TEST(RowTime, NeedsAZoneForCivilTimes) {
  const auto shop = mapping("");
  std::string problem;
  EXPECT_EQ(time_text(*shop, "2018-02-26", problem), std::nullopt);
  EXPECT_NE(problem.find("timezone"), std::string::npos);
  EXPECT_EQ(time_text(*shop, "2018-02-26T00:00:00Z", problem), "2018-02-26T00:00:00Z");
}

std::vector<std::pair<std::string, std::string>> attributes(const Event& event) {
  std::vector<std::pair<std::string, std::string>> list;
  for (const Attribute& attribute : event.attributes) {
    list.emplace_back(attribute.name, attribute.value.text);
  }
  return list;
}

TEST(RowEvent, TranslatesFillsInAndLeavesOut) {
  const auto shop = mapping();
  Event event;
  std::vector<std::string_view> cells = row("2018-03-01");
  fill(*shop, shop->events[0], cells, Instant{0}, true, event);
  using List = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(attributes(event), (List{{"source", "web"},
                                     {"vehicle", "new"},
                                     {"campaign", "spring"},
                                     {"person.email", "ada@example.com"}}));
  cells[3] = "";
  cells[4] = "demo";
  cells[5] = "2018-03-02 10:00";
  fill(*shop, shop->events[0], cells, Instant{0}, false, event);
  EXPECT_EQ(attributes(event), (List{{"source", "not_given"},
                                     {"vehicle", "used"},
                                     {"at", "2018-03-02T13:00:00Z"},
                                     {"campaign", "spring"}}));
}

std::shared_ptr<const Mapping> places() {
  const MappingRead read = read_mapping(
      "relance_mapping: 1\nname: shop\ntimezone: UTC\nlead: {column: id}\nevents:\n"
      "  - event: received\n"
      "    at: {column: when}\n"
      "    with: {home: {latitude: lat, longitude: lon}}\n",
      "m");
  EXPECT_NE(read.mapping, nullptr) << to_text(read.diagnostics);
  return read.mapping;
}

TEST(RowEvent, PutsAPlaceTogetherFromTwoColumns) {
  const auto shop = places();
  Event event;
  using List = std::vector<std::pair<std::string, std::string>>;
  const auto told = [&](std::string_view latitude, std::string_view longitude) {
    const std::vector<std::string_view> cells = {"L1", "2026-03-01", latitude, longitude};
    fill(*shop, shop->events[0], cells, Instant{0}, true, event);
    return attributes(event);
  };
  EXPECT_EQ(told("48.8566", "2.3522"), (List{{"home", "48.8566, 2.3522"}}));
  EXPECT_EQ(told("", ""), List{});
  // Half a place is none: the engine refuses it, so that nobody takes it for one left out.
  EXPECT_EQ(told("48.8566", ""), (List{{"home", "48.8566, "}}));
  EXPECT_EQ(told("", "2.3522"), (List{{"home", ", 2.3522"}}));
}

TEST(RowKey, ChangesWithBothColumnsOfAPlace) {
  const auto shop = places();
  const auto key = [&](std::string_view latitude, std::string_view longitude) {
    const std::vector<std::string_view> cells = {"L1", "2026-03-01", latitude, longitude};
    return key_of(*shop, shop->events[0], cells);
  };
  EXPECT_EQ(key("1.5", "2.5"), key("1.5", "2.5"));
  EXPECT_NE(key("1.5", "2.5"), key("1.5", "3.5"));
  EXPECT_NE(key("1.5", "2.5"), key("2.5", "2.5"));
  EXPECT_NE(key("1.5", "2.5"), key("2.5", "1.5"));
}

std::string key(const Mapping& shop, std::vector<std::string_view> cells) {
  return key_of(shop, shop.events.at(0), cells);
}

TEST(RowKey, ChangesWithWhatTheEventReadsAndWithNothingElse) {
  const auto shop = mapping();
  const std::string first = key(*shop, row("2018-03-01"));
  EXPECT_TRUE(first.starts_with("shop:received:"));
  EXPECT_LE(first.size(), 255U);
  for (std::size_t column : {2U, 3U, 4U, 5U}) {
    std::vector<std::string_view> cells = row("2018-03-01");
    cells[column] = "2018-03-03";
    EXPECT_NE(key(*shop, cells), first) << column;
  }
  // Keys are per lead, and nothing personal enters them.
  for (std::size_t column : {0U, 1U}) {
    std::vector<std::string_view> cells = row("2018-03-01");
    cells[column] = "other";
    EXPECT_EQ(key(*shop, cells), first) << column;
  }
}

TEST(RowKey, KeepsNeighbouringCellsApart) {
  const auto shop = mapping();
  std::vector<std::string_view> one = row("2018-03-01"), other = one;
  one[3] = "ab";
  one[4] = "c";
  other[3] = "a";
  other[4] = "bc";
  EXPECT_NE(key(*shop, one), key(*shop, other));
}

TEST(RowCondition, AsksForACellOrForOneOfSomeWords) {
  const std::vector<std::string_view> cells = {"", "won"};
  EXPECT_TRUE(holds({}, cells));
  EXPECT_FALSE(holds({0, {}}, cells));
  EXPECT_TRUE(holds({1, {}}, cells));
  EXPECT_TRUE(holds({1, {"lost", "won"}}, cells));
  EXPECT_FALSE(holds({1, {"lost"}}, cells));
}

}  // namespace
}  // namespace relance
