// The journal: appended, never changed; each row knows the row before it of the same lead.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "relance/store.hpp"
#include "store/sqlite/statement.hpp"

namespace relance {

class JournalTable {
 public:
  explicit JournalTable(Connection& connection);

  /// The row that the next entry gets. Rows are never used twice.
  std::int64_t next_row();
  void append(const Journal& journal, const JournalEntry& entry, std::int64_t row,
              std::int64_t previous);
  /// The entries of a lead, from its row `last` backwards, with from_seq <= seq <= to_seq; appended
  /// oldest first. CorruptLead when the chain is broken.
  void history(LeadKey lead, std::int64_t last, std::uint32_t from_seq, std::uint32_t to_seq,
               Journal& journal);
  /// See Store::scan_journal.
  void scan(std::optional<std::uint32_t> tenant, std::uint64_t after, std::size_t limit,
            JournalScan& page);
  /// False: the row cannot be what was written.
  bool readable(std::int64_t row, Journal& journal);

 private:
  /// Decodes the current row of a statement into `journal`; false when it is damaged.
  static bool decode(const Statement& from, std::int64_t row, Journal& journal);
  static bool take(const Statement& from, std::int64_t row, Journal& journal);

  Statement last_, append_, read_, scan_;
  std::string body_;
};

}  // namespace relance
