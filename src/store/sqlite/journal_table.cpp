#include "store/sqlite/journal_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "store/bytes.hpp"
#include "store/codec.hpp"
#include "store/sqlite/schema.hpp"

namespace relance {
namespace {

// In the order in which both statements name them.
enum Column : int {
  kLead,
  kPrev,
  kSeq,
  kWorkflow,
  kEvent,
  kFrom,
  kTo,
  kVerdict,
  kRefusal,
  kDecidedAt,
  kOccurredAt,
  kKey,
  kActor,
  kBody,
  kRow,
};

std::uint64_t columns_of(const Journal& journal, const JournalEntry& entry, std::int64_t row,
                         std::int64_t previous) {
  Checksum sum;
  sum.add(static_cast<std::uint64_t>(row));
  sum.add(static_cast<std::uint64_t>(row_of(entry.lead)));
  sum.add(static_cast<std::uint64_t>(previous));
  sum.add(entry.seq);
  sum.add(entry.workflow);
  sum.add(entry.event);
  sum.add(entry.from);
  sum.add(entry.to);
  sum.add(static_cast<std::uint64_t>(entry.verdict));
  sum.add(static_cast<std::uint64_t>(entry.refusal));
  sum.add(static_cast<std::uint64_t>(entry.decided_at.us));
  sum.add(static_cast<std::uint64_t>(entry.occurred_at.us));
  sum.add(journal.slice(entry.key));
  sum.add(journal.slice(entry.actor));
  return sum.sum();
}

void bind_state(Statement& out, int column, Id state) {
  if (state == kNone) {
    out.null(1 + column);
  } else {
    out.number(1 + column, state);
  }
}

Id state_in(const Statement& row, int column) {
  return row.is_null(column) ? kNone : row.whole<Id>(column);
}

void bind_text(Statement& out, int column, std::string_view text) {
  if (text.empty()) {
    out.null(1 + column);
  } else {
    out.text(1 + column, text);
  }
}

}  // namespace

JournalTable::JournalTable(Connection& connection)
    : last_(connection, "SELECT max(row) FROM journal"),
      append_(connection,
              "INSERT INTO journal(lead, prev, seq, workflow, event, state_from, state_to, "
              "verdict, refusal, decided_at, occurred_at, event_key, actor, body, row) "
              "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      read_(connection,
            "SELECT lead, prev, seq, workflow, event, state_from, state_to, verdict, refusal, "
            "decided_at, occurred_at, event_key, actor, body FROM journal WHERE row = ?") {}

std::int64_t JournalTable::next_row() {
  Rows rows(last_);
  return rows.next() ? last_.integer(0) + 1 : 1;
}

void JournalTable::append(const Journal& journal, const JournalEntry& entry, std::int64_t row,
                          std::int64_t previous) {
  encode_entry(journal, entry, columns_of(journal, entry, row, previous), body_);
  append_.number(1 + kLead, row_of(entry.lead))
      .number(1 + kPrev, previous)
      .number(1 + kSeq, entry.seq)
      .number(1 + kWorkflow, entry.workflow)
      .number(1 + kEvent, entry.event)
      .number(1 + kVerdict, static_cast<std::int64_t>(entry.verdict))
      .number(1 + kRefusal, static_cast<std::int64_t>(entry.refusal))
      .number(1 + kDecidedAt, entry.decided_at.us)
      .instant(1 + kOccurredAt, entry.occurred_at == entry.decided_at ? kNever : entry.occurred_at)
      .blob(1 + kBody, body_)
      .number(1 + kRow, row);
  bind_state(append_, kFrom, entry.from);
  bind_state(append_, kTo, entry.to);
  bind_text(append_, kKey, journal.slice(entry.key));
  bind_text(append_, kActor, journal.slice(entry.actor));
  append_.run();
}

bool JournalTable::decode(std::int64_t row, Journal& journal) {
  JournalEntry& entry = journal.entries.emplace_back();
  entry.lead = key_of(read_.integer(kLead));
  entry.seq = read_.whole<std::uint32_t>(kSeq);
  entry.workflow = read_.whole<std::uint32_t>(kWorkflow);
  entry.event = read_.whole<Id>(kEvent);
  entry.from = state_in(read_, kFrom);
  entry.to = state_in(read_, kTo);
  entry.verdict = static_cast<Verdict>(read_.whole<std::uint8_t>(kVerdict));
  entry.refusal = static_cast<Refusal>(read_.whole<std::uint8_t>(kRefusal));
  entry.decided_at = read_.instant(kDecidedAt);
  entry.occurred_at = read_.is_null(kOccurredAt) ? entry.decided_at : read_.instant(kOccurredAt);
  entry.key = journal.add_text(read_.bytes(kKey));
  entry.actor = journal.add_text(read_.bytes(kActor));
  const std::uint64_t columns = columns_of(journal, entry, row, read_.integer(kPrev));
  return decode_entry(read_.bytes(kBody), columns, entry, journal);
}

bool JournalTable::take(std::int64_t row, Journal& journal) {
  try {
    return decode(row, journal);
  } catch (const Fault&) {
    return false;  // a column holds more than we ever write
  }
}

void JournalTable::history(LeadKey lead, std::int64_t last, std::uint32_t from_seq,
                           std::uint32_t to_seq, Journal& journal) {
  const auto damaged = [&](std::int64_t row) {
    throw CorruptLead(lead, fmt::format("journal row {} of lead number {} of tenant number {} is "
                                        "damaged: restore a copy of the file",
                                        row, lead.number, lead.tenant));
  };
  const std::size_t first = journal.entries.size();
  for (std::int64_t row = last; row > 0;) {
    read_.number(1, row);
    Rows rows(read_);
    if (!rows.next() || read_.integer(kLead) != row_of(lead)) damaged(row);
    const std::int64_t seq = read_.integer(kSeq);
    if (seq < from_seq) break;
    if (seq <= to_seq && !take(row, journal)) damaged(row);
    const std::int64_t previous = read_.integer(kPrev);
    if (previous >= row) damaged(row);
    row = previous;
  }
  std::reverse(journal.entries.begin() + static_cast<std::ptrdiff_t>(first), journal.entries.end());
}

bool JournalTable::readable(std::int64_t row, Journal& journal) {
  journal.clear();
  read_.number(1, row);
  Rows rows(read_);
  return rows.next() && take(row, journal);
}

}  // namespace relance
