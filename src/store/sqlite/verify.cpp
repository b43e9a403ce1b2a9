#include "store/sqlite/verify.hpp"

#include <fmt/format.h>

#include "store/sqlite/schema.hpp"

namespace relance {
namespace {

constexpr std::size_t kAtMost = 100;

std::string words_of(LeadKey lead) {
  return fmt::format("lead {} of tenant {}", lead.number, lead.tenant);
}

class Verification {
 public:
  Verification(Connection& connection, LeadTable& leads, JournalTable& journal)
      : connection_(connection),
        leads_(leads),
        journal_(journal),
        armed_(connection, "SELECT 1 FROM armed WHERE tenant = ? AND at = ? AND number = ?"),
        ready_(connection, "SELECT 1 FROM ready WHERE tenant = ? AND at = ? AND number = ?") {}

  std::vector<std::string> run() {
    each("SELECT id FROM lead ORDER BY id", [&](std::int64_t row) { check_lead(key_of(row)); });
    each("SELECT row FROM journal ORDER BY row", [&](std::int64_t row) {
      Journal journal;
      if (!journal_.readable(row, journal)) add(fmt::format("journal row {} is damaged", row));
    });
    each(
        "SELECT j.row FROM journal j LEFT JOIN journal p ON p.row = j.prev WHERE "
        "CASE WHEN j.prev = 0 THEN j.seq <> 1 "
        "ELSE p.row IS NULL OR p.row >= j.row OR p.lead <> j.lead OR p.seq <> j.seq - 1 END",
        [&](std::int64_t row) {
          add(fmt::format("journal row {} does not follow the one before of its lead", row));
        });
    each(
        "SELECT l.id FROM lead l LEFT JOIN journal j ON j.row = l.last_row WHERE "
        "l.seq <> 0 AND (j.row IS NULL OR j.lead <> l.id OR j.seq <> l.seq)",
        [&](std::int64_t row) {
          add(words_of(key_of(row)) + " does not know its last journal row");
        });
    check_strays();
    return std::move(problems_);
  }

 private:
  template <class Check>
  void each(const char* sql, Check check) {
    Statement statement(connection_, sql);
    Rows rows(statement);
    while (problems_.size() < kAtMost && rows.next()) check(statement.integer(0));
  }

  void add(const std::string& problem) {
    if (problems_.size() < kAtMost) problems_.push_back(problem);
  }

  /// The rows that leads reach are as many as their numbers of entries; others are nobody's
  /// history.
  void check_strays() {
    Statement count(
        connection_,
        "SELECT (SELECT count(*) FROM journal) - (SELECT ifnull(sum(seq), 0) FROM lead)");
    Rows rows(count);
    if (rows.next() && count.integer(0) > 0) {
      add(fmt::format("journal rows that are part of no lead's history: {}", count.integer(0)));
    }
  }

  void check_lead(LeadKey key) {
    LeadRecord lead;
    leads_.read(key, lead);
    if (lead.damaged) return add(words_of(key) + " is damaged");
    try {
      leads_.read_attributes(lead);
    } catch (const CorruptLead&) {
      return add(words_of(key) + " has damaged attributes");
    }
    check_entry(armed_, lead, lead.due_entry, lead.next_due(), "due");
    check_entry(ready_, lead, lead.ready_entry, lead.next_ready(), "ready");
    if (lead.open_entry != lead.has_open_step()) add(words_of(key) + " is listed wrongly");
  }

  void check_entry(Statement& find, const LeadRecord& lead, Instant entry, Instant next,
                   const char* what) {
    if (next < entry) add(fmt::format("{}: its {} entry is late", words_of(lead.key), what));
    if (entry == kNever) return;
    find.number(1, lead.key.tenant).number(2, entry.us);
    find.number(3, static_cast<std::int64_t>(lead.key.number));
    if (!Rows(find).next())
      add(fmt::format("{}: its {} entry is missing", words_of(lead.key), what));
  }

  Connection& connection_;
  LeadTable& leads_;
  JournalTable& journal_;
  Statement armed_, ready_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> verify_tables(Connection& connection, LeadTable& leads,
                                       JournalTable& journal) {
  return Verification(connection, leads, journal).run();
}

}  // namespace relance
