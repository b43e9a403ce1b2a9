#include "store/sqlite/journal_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

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
            "decided_at, occurred_at, event_key, actor, body FROM journal WHERE row = ?"),
      scan_(connection,
            "SELECT lead, prev, seq, workflow, event, state_from, state_to, verdict, refusal, "
            "decided_at, occurred_at, event_key, actor, body, row FROM journal WHERE row > ? "
            "ORDER BY row LIMIT ?") {}

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

bool JournalTable::decode(const Statement& from, std::int64_t row, Journal& journal) {
  JournalEntry& entry = journal.entries.emplace_back();
  entry.lead = key_of(from.integer(kLead));
  entry.seq = from.whole<std::uint32_t>(kSeq);
  entry.workflow = from.whole<std::uint32_t>(kWorkflow);
  entry.event = from.whole<Id>(kEvent);
  entry.from = state_in(from, kFrom);
  entry.to = state_in(from, kTo);
  entry.verdict = static_cast<Verdict>(from.whole<std::uint8_t>(kVerdict));
  entry.refusal = static_cast<Refusal>(from.whole<std::uint8_t>(kRefusal));
  entry.decided_at = from.instant(kDecidedAt);
  entry.occurred_at = from.is_null(kOccurredAt) ? entry.decided_at : from.instant(kOccurredAt);
  entry.key = journal.add_text(from.bytes(kKey));
  entry.actor = journal.add_text(from.bytes(kActor));
  const std::uint64_t columns = columns_of(journal, entry, row, from.integer(kPrev));
  return decode_entry(from.bytes(kBody), columns, entry, journal);
}

bool JournalTable::take(const Statement& from, std::int64_t row, Journal& journal) {
  try {
    return decode(from, row, journal);
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
    if (seq <= to_seq && !take(read_, row, journal)) damaged(row);
    const std::int64_t previous = read_.integer(kPrev);
    if (previous >= row) damaged(row);
    row = previous;
  }
  std::reverse(journal.entries.begin() + static_cast<std::ptrdiff_t>(first), journal.entries.end());
}

void JournalTable::scan(std::optional<std::uint32_t> tenant, std::uint64_t after, std::size_t limit,
                        JournalScan& page) {
  page.last = after;
  const auto below = [](std::uint64_t number) {
    return static_cast<std::int64_t>(std::min<std::uint64_t>(number, INT64_MAX));
  };
  scan_.number(1, below(after)).number(2, below(limit));
  Rows rows(scan_);
  std::size_t looked_at = 0;
  for (; rows.next(); ++looked_at) {
    const std::int64_t row = scan_.integer(kRow);
    page.last = static_cast<std::uint64_t>(row);
    const LeadKey lead = key_of(scan_.integer(kLead));
    if (tenant && lead.tenant != *tenant) continue;
    const std::size_t entries = page.journal.entries.size();
    if (take(scan_, row, page.journal)) {
      page.positions.push_back(page.last);
    } else {
      page.journal.entries.resize(entries);
      page.damaged.push_back(lead);
    }
  }
  page.more = looked_at != 0 && looked_at == limit;
}

bool JournalTable::readable(std::int64_t row, Journal& journal) {
  journal.clear();
  read_.number(1, row);
  Rows rows(read_);
  return rows.next() && take(read_, row, journal);
}

}  // namespace relance
