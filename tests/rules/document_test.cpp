#include "rules/document.hpp"

#include <gtest/gtest.h>

namespace relance::rules {
namespace {

struct Parsed {
  explicit Parsed(std::string given) : text(std::move(given)), source(text, "f"), problems(source) {
    root = parse_document(problems);
  }
  std::string text;
  Source source;
  Problems problems;
  std::optional<Node> root;
};

std::string_view at(const Parsed& parsed, const Node& node) {
  return std::string_view(parsed.text).substr(node.at.offset, node.at.size);
}

TEST(Document, EveryScalarKeepsItsPlace) {
  const Parsed parsed("a: plain\n\xC3\xA9: 'single ''quoted'''\nc: \"double \\\" quoted\" # x\n");
  ASSERT_TRUE(parsed.root);
  ASSERT_EQ(parsed.root->entries.size(), 3u);
  EXPECT_EQ(at(parsed, parsed.root->entries[0].value), "plain");
  EXPECT_EQ(at(parsed, parsed.root->entries[1].value), "'single ''quoted'''");
  EXPECT_EQ(at(parsed, parsed.root->entries[2].value), "\"double \\\" quoted\"");
  EXPECT_EQ(parsed.root->entries[2].key.text, "c");
  EXPECT_EQ(parsed.root->entries[1].value.style, Node::single_quoted);
}

TEST(Document, LineBreaksOfEverySystemGiveTheSamePlaces) {
  const Parsed parsed("a: 1\r\nb:\r\n  - x\r\n");
  ASSERT_TRUE(parsed.root);
  const Source::Place place = parsed.source.place(parsed.root->entries[1].value.items[0].at.offset);
  EXPECT_EQ(place.line, 3);
  EXPECT_EQ(place.column, 5);
}

TEST(Document, JsonIsRead) {
  const Parsed parsed("{\"a\": [1, true, null], \"b\": {\"c\": \"d\"}}");
  ASSERT_TRUE(parsed.root);
  EXPECT_FALSE(parsed.problems.any());
  EXPECT_EQ(parsed.root->entries[0].value.items.size(), 3u);
  EXPECT_TRUE(parsed.root->entries[0].value.items[2].is(Node::null));
}

TEST(Document, AnAbsentValueIsShownAtItsKey) {
  const Parsed parsed("a:\nb: 1\n");
  ASSERT_TRUE(parsed.root);
  EXPECT_EQ(at(parsed, parsed.root->entries[0].value), "a");
}

TEST(Document, DuplicateKeysAreToldInEveryMap) {
  const Parsed parsed("a: {x: 1, y: 2, x: 3}\nb: 1\nb: 2\n");
  EXPECT_EQ(parsed.problems.total(), 2u);
}

TEST(Document, AtTheLimitOfDepthIsAccepted) {
  const Parsed at_limit("relance: " + std::string(31, '[') + std::string(31, ']'));
  EXPECT_TRUE(at_limit.root);
  const Parsed beyond("relance: " + std::string(32, '[') + std::string(32, ']'));
  EXPECT_FALSE(beyond.root);
}

TEST(Document, AtTheLimitOfAScalarIsAccepted) {
  EXPECT_TRUE(Parsed("relance: " + std::string(64 << 10, 'x')).root);
  EXPECT_FALSE(Parsed("relance: " + std::string((64 << 10) + 1, 'x')).root);
}

TEST(Document, AtTheLimitOfTheTextIsAccepted) {
  const std::string head = "relance: 1\n#";
  EXPECT_TRUE(Parsed(head + std::string((1 << 20) - head.size(), 'x')).root);
  EXPECT_FALSE(Parsed(head + std::string((1 << 20) - head.size() + 1, 'x')).root);
}

TEST(Document, AtTheLimitOfNodesIsAccepted) {
  const auto text = [](int items) {
    std::string list = "relance: [";
    for (int i = 0; i < items; ++i) list += "1,";
    return list + "]";
  };
  // The map, its key and the list are three nodes.
  EXPECT_TRUE(Parsed(text(100'000 - 3)).root);
  EXPECT_FALSE(Parsed(text(100'000 - 2)).root);
}

// The value's byte at `index` must be the text's byte at the offset found.
void expect_aligned(const std::string& text) {
  const Parsed parsed(text);
  ASSERT_TRUE(parsed.root);
  const Node& value = parsed.root->entries[0].value;
  for (std::size_t i = 0; i < value.text.size(); ++i) {
    if (value.text[i] == ' ' || value.text[i] == '\n') continue;
    const std::size_t found = offset_in_scalar(parsed.source, value, i);
    EXPECT_EQ(text[found], value.text[i]) << text << " at " << i;
  }
}

TEST(Document, PlacesInsideScalarsAreFound) {
  expect_aligned("a: lead.x == lead.y");
  expect_aligned("a: 'abc def'");
  expect_aligned("a: \"abc def\"");
  expect_aligned("a: |\n  abc\n    def\n  ghi\n");
  expect_aligned("a: >-\n  abc\n  def\n\n  ghi\n");
  expect_aligned("a: abc\n  def\n  ghi");
}

TEST(Document, PlacesAfterEscapesAreFound) {
  const Parsed parsed("a: 'it''s x'\nb: \"\\u00e9\\t\\x41 y\"\n");
  ASSERT_TRUE(parsed.root);
  const Node& single = parsed.root->entries[0].value;
  EXPECT_EQ(parsed.text[offset_in_scalar(parsed.source, single, single.text.find('x'))], 'x');
  const Node& quoted = parsed.root->entries[1].value;
  EXPECT_EQ(parsed.text[offset_in_scalar(parsed.source, quoted, quoted.text.find('y'))], 'y');
}

TEST(Document, OtherFormatsHaveTheirOwnKey) {
  const std::string text = "x: [1\n";
  const Source source(text, "f");
  Problems problems(source);
  EXPECT_FALSE(parse_document(problems, {"relance_mapping", "a mapping", "see there"}));
  EXPECT_EQ(to_text(problems.sorted()),
            "f: error: this is not a mapping: it has no `relance_mapping: 1` [RL0014]\n"
            "  hint: it begins with the line `relance_mapping: 1`; see there\n");
}

}  // namespace
}  // namespace relance::rules
