#include <gtest/gtest.h>

#include "csv_text.hpp"

namespace relance {
namespace {

using Records = std::vector<ReadRecord>;
using enum CsvProblem;

struct Case {
  const char* name;
  std::string text;
  Records expected;
};

std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }

class CsvTable : public testing::TestWithParam<Case> {};

TEST_P(CsvTable, GivesTheSameRecordsHoweverTheBytesArrive) {
  for (std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{1} << 20}) {
    EXPECT_EQ(read_csv(GetParam().text, piece), GetParam().expected) << "pieces of " << piece;
  }
}

// The first rows are the examples of RFC 4180, section 2.
INSTANTIATE_TEST_SUITE_P(
    Csv, CsvTable,
    testing::Values(
        Case{"crlf",
             "aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n",
             {{1, none, {"aaa", "bbb", "ccc"}}, {2, none, {"zzz", "yyy", "xxx"}}}},
        Case{"no_break_at_the_end",
             "aaa,bbb,ccc\r\nzzz,yyy,xxx",
             {{1, none, {"aaa", "bbb", "ccc"}}, {2, none, {"zzz", "yyy", "xxx"}}}},
        Case{"quoted",
             "\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx",
             {{1, none, {"aaa", "bbb", "ccc"}}, {2, none, {"zzz", "yyy", "xxx"}}}},
        Case{"break_inside_quotes",
             "\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx",
             {{1, none, {"aaa", "b\r\nbb", "ccc"}}, {3, none, {"zzz", "yyy", "xxx"}}}},
        Case{"doubled_quote", "\"aaa\",\"b\"\"bb\",\"ccc\"", {{1, none, {"aaa", "b\"bb", "ccc"}}}},
        Case{"separator_inside_quotes", "\"a,b\",c", {{1, none, {"a,b", "c"}}}},
        Case{"spaces_are_kept", " a , b ", {{1, none, {" a ", " b "}}}}, Case{"nothing", "", {}},
        Case{"only_a_mark", "\xEF\xBB\xBF", {}},
        Case{"byte_order_mark",
             "\xEF\xBB\xBFid,n\n1,2\n",
             {{1, none, {"id", "n"}}, {2, none, {"1", "2"}}}},
        Case{"half_a_mark", "\xEF\xBBx\na\n", {{1, not_utf8, {}}, {2, none, {"a"}}}},
        Case{"lf_and_cr",
             "a,b\nc,d\re,f",
             {{1, none, {"a", "b"}}, {2, none, {"c", "d"}}, {3, none, {"e", "f"}}}},
        Case{"lines_without_characters", "\r\n\na\n\n\nb\n", {{3, none, {"a"}}, {6, none, {"b"}}}},
        Case{"empty_fields",
             ",\n\"\"\na,,",
             {{1, none, {"", ""}}, {2, none, {""}}, {3, none, {"a", "", ""}}}},
        Case{"quotes_only", "\"\"\"\"\n\"\"\"\"\"\"", {{1, none, {"\""}}, {2, none, {"\"\""}}}},
        Case{"unicode",
             "Zo\xC3\xAB,\xF0\x9F\x9A\x97\n",
             {{1, none, {"Zo\xC3\xAB", "\xF0\x9F\x9A\x97"}}}}));

INSTANTIATE_TEST_SUITE_P(
    BadCsv, CsvTable,
    testing::Values(
        Case{"nul",
             std::string("a\n1\0002\nb", 7),
             {{1, none, {"a"}}, {2, nul, {}}, {3, none, {"b"}}}},
        Case{"latin_1", "a\nZo\xEB\nb\n", {{1, none, {"a"}}, {2, not_utf8, {}}, {3, none, {"b"}}}},
        Case{"overlong", "\xC0\xAF\nb", {{1, not_utf8, {}}, {2, none, {"b"}}}},
        Case{"surrogate", "\xED\xA0\x80\nb", {{1, not_utf8, {}}, {2, none, {"b"}}}},
        Case{"stray_quote",
             "a\n5\" pipe,x\nb\n",
             {{1, none, {"a"}}, {2, stray_quote, {}}, {3, none, {"b"}}}},
        Case{"text_behind_a_quote", "\"a\"b,c\nd\n", {{1, after_quote, {}}, {2, none, {"d"}}}},
        Case{"open_to_the_end",
             "a,\"b\nc,d\ne,f\n",
             {{1, open_quote, {}}, {2, none, {"c", "d"}}, {3, none, {"e", "f"}}}},
        Case{"open_up_to_another_quote",
             "1,\"two\n2,ok\n3,\"four\"\n5,six\n",
             {{1, after_quote, {}},
              {2, none, {"2", "ok"}},
              {3, none, {"3", "four"}},
              {4, none, {"5", "six"}}}},
        Case{"open_behind_a_field_of_two_lines",
             "\"a\nb\",\"c\nd\n",
             {{1, open_quote, {}}, {3, none, {"d"}}}}));

TEST(CsvReader, TakesTheOtherSeparators) {
  EXPECT_EQ(read_csv("a;b,c\n\"x;y\";z\n", 7, ';'),
            (Records{{1, none, {"a", "b,c"}}, {2, none, {"x;y", "z"}}}));
  EXPECT_EQ(read_csv("a\tb;c", 7, '\t'), (Records{{1, none, {"a", "b;c"}}}));
}

TEST(CsvReader, TakesAFieldOfTheLimitAndRefusesOneByteMore) {
  const std::string limit(64 << 10, 'x');
  for (const std::string& quote : {std::string(), std::string("\"")}) {
    const std::string at = quote + limit + quote + "\nb\n";
    EXPECT_EQ(read_csv(at), (Records{{1, none, {limit}}, {2, none, {"b"}}}));
    const std::string above = quote + limit + "x" + quote + "\nb\n";
    EXPECT_EQ(read_csv(above), (Records{{1, long_field, {}}, {2, none, {"b"}}}));
  }
}

TEST(CsvReader, CountsADoubledQuoteAsOneByteOfItsField) {
  std::string doubled;
  for (int i = 0; i < 64 << 10; ++i) doubled += "\"\"";
  EXPECT_EQ(read_csv("\"" + doubled + "\"\n")[0].fields[0], std::string(64 << 10, '"'));
  EXPECT_EQ(read_csv("\"" + doubled + "x\"\n")[0].problem, long_field);
}

TEST(CsvReader, Takes1024FieldsAndRefuses1025) {
  const std::string limit(1'023, ',');
  const Records records = read_csv(limit + "\n" + limit + ",\nb\n");
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].fields.size(), 1'024U);
  EXPECT_EQ(records[1], (ReadRecord{2, many_columns, {}}));
  EXPECT_EQ(records[2], (ReadRecord{3, none, {"b"}}));
}

TEST(CsvReader, PassesOverALineOfTensOfMegabytesInBoundedMemory) {
  // 40 MB without a line break, made on the fly; then a good record.
  std::size_t given = 0;
  constexpr std::size_t kSize = 40'000'000;
  const std::string end = "\ngood\n";
  CsvReader reader([&](std::span<char> into) {
    if (given < kSize) {
      std::fill(into.begin(), into.end(), 'x');
      given += into.size();
      return into.size();
    }
    if (given++ > kSize + into.size()) return std::size_t{0};
    given += into.size();
    std::copy(end.begin(), end.end(), into.begin());
    return end.size();
  });
  CsvRecord record;
  ASSERT_TRUE(reader.next(record));
  EXPECT_EQ(record.problem, long_record);
  ASSERT_TRUE(reader.next(record));
  EXPECT_EQ(record.line, 2U);
  EXPECT_EQ(record.fields.at(0), "good");
}

TEST(CsvReader, ExplainsEveryProblem) {
  for (CsvProblem problem : {nul, not_utf8, stray_quote, after_quote, open_quote, long_field,
                             many_columns, long_record}) {
    EXPECT_FALSE(explain(problem).empty());
  }
}

}  // namespace
}  // namespace relance
