#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "csv_text.hpp"

namespace relance {
namespace {

using Table = std::vector<std::vector<std::string>>;

/// The writer of the round trip: RFC 4180, quotes where they are needed or where `quote_all` says.
std::string write_csv(const Table& table, bool quote_all, const std::string& line_break) {
  std::string out;
  for (const auto& row : table) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      const bool quote = quote_all || row[i].find_first_of(",\"\r\n") != std::string::npos ||
                         (row.size() == 1 && row[i].empty());
      if (quote) out += '"';
      for (char c : row[i]) out += c == '"' ? std::string("\"\"") : std::string(1, c);
      if (quote) out += '"';
    }
    out += line_break;
  }
  return out;
}

rc::Gen<std::string> some_text() {
  return rc::gen::container<std::string>(rc::gen::weightedElement<char>({{6, 'a'},
                                                                         {3, 'Z'},
                                                                         {3, ' '},
                                                                         {3, ','},
                                                                         {3, '"'},
                                                                         {2, '\n'},
                                                                         {2, '\r'},
                                                                         {2, ';'},
                                                                         {2, '\t'},
                                                                         {2, '0'}}));
}

RC_GTEST_PROP(CsvRoundTrip, GivesBackWhatWasWritten, ()) {
  const auto table = *rc::gen::container<Table>(
      rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(some_text())));
  const bool quote_all = *rc::gen::arbitrary<bool>();
  const auto line_break = *rc::gen::element<std::string>("\n", "\r\n");
  const auto piece = *rc::gen::inRange<std::size_t>(1, 40);
  const std::vector<ReadRecord> records = read_csv(write_csv(table, quote_all, line_break), piece);
  RC_ASSERT(records.size() == table.size());
  for (std::size_t i = 0; i < table.size(); ++i) {
    RC_ASSERT(records[i].problem == CsvProblem::none);
    RC_ASSERT(records[i].fields == table[i]);
  }
}

RC_GTEST_PROP(CsvFuzz, AnyBytesEndInRecordsWithAscendingLines, ()) {
  const auto bytes = *rc::gen::container<std::string>(rc::gen::oneOf(
      rc::gen::element('"', ',', '\n', '\r', 'a', '\0'), rc::gen::arbitrary<char>()));
  const auto piece = *rc::gen::inRange<std::size_t>(1, 9);
  std::uint64_t line = 0;
  for (const ReadRecord& record : read_csv(bytes, piece)) {
    RC_ASSERT(record.line > line);
    line = record.line;
    RC_ASSERT((record.problem == CsvProblem::none) == !record.fields.empty());
  }
  RC_ASSERT(read_csv(bytes, piece) == read_csv(bytes));
}

RC_GTEST_PROP(CsvFuzz, AGoodLastLineIsAlwaysRead, ()) {
  // No quote may be open at the end, or it would rightly be asked for; so none is among the bytes.
  const auto bytes =
      *rc::gen::container<std::string>(rc::gen::distinctFrom(rc::gen::arbitrary<char>(), '"'));
  const std::vector<ReadRecord> records = read_csv(bytes + "\nlast,line\n");
  RC_ASSERT(!records.empty());
  RC_ASSERT(records.back().fields == (std::vector<std::string>{"last", "line"}));
}

}  // namespace
}  // namespace relance
