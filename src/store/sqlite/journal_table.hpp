// The journal: appended, never changed; each row knows the row before it of the same lead.
#pragma once

#include <cstdint>
#include <string>

#include "relance/journal.hpp"
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
  /// False: the row cannot be what was written.
  bool readable(std::int64_t row, Journal& journal);

 private:
  /// Decodes the current row into `journal`; false when it is damaged.
  bool decode(std::int64_t row, Journal& journal);
  bool take(std::int64_t row, Journal& journal);

  Statement last_, append_, read_;
  std::string body_;
};

}  // namespace relance
