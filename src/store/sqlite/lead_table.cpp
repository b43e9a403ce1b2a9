#include "store/sqlite/lead_table.hpp"

#include <fmt/format.h>

#include "store/bytes.hpp"
#include "store/codec.hpp"
#include "store/sqlite/schema.hpp"

namespace relance {
namespace {

// The columns of a lead, in the order in which every statement here reads or binds them.
enum Column : int {
  kRevision,
  kWorkflow,
  kState,
  kSeq,
  kLastRow,
  kDueAt,
  kReadyAt,
  kLane,
  kSource,
  kMilestone,
  kBody = kMilestone + kMilestones,
  kOwner,
  kOpenStep,
  kDeadLetter,
  kColumns,
};

std::uint64_t columns_of(const LeadRecord& lead, std::uint64_t revision, const LeadPlan& planned) {
  Checksum sum;
  sum.add(static_cast<std::uint64_t>(row_of(lead.key)));
  sum.add(revision);
  sum.add(lead.workflow);
  sum.add(lead.state);
  sum.add(lead.seq);
  sum.add(static_cast<std::uint64_t>(planned.last_row));
  sum.add(static_cast<std::uint64_t>(planned.due.us));
  sum.add(static_cast<std::uint64_t>(planned.ready.us));
  sum.add(lead.owner);
  sum.add(lead.lane);
  sum.add(lead.source);
  for (const Instant milestone : lead.milestones) {
    sum.add(static_cast<std::uint64_t>(milestone.us));
  }
  return sum.sum();
}

std::uint64_t attribute_columns(LeadKey lead) {
  Checksum sum;
  sum.add(static_cast<std::uint64_t>(row_of(lead)));
  return sum.sum();
}

void take_numbers(Statement& statement, std::vector<std::uint64_t>& numbers) {
  numbers.clear();
  Rows rows(statement);
  while (rows.next()) numbers.push_back(key_of(statement.integer(0)).number);
}

}  // namespace

LeadTable::LeadTable(Connection& connection)
    : read_(connection,
            "SELECT revision, workflow, state, seq, last_row, due_at, ready_at, lane, source, "
            "received, attempted, reached, qualified, booked, shown, sold, lost, body, owner, "
            "open_step, dead_letter FROM lead WHERE id = ?"),
      insert_(connection,
              "INSERT OR IGNORE INTO lead(revision, workflow, state, seq, last_row, due_at, "
              "ready_at, lane, source, received, attempted, reached, qualified, booked, shown, "
              "sold, lost, body, owner, open_step, dead_letter, id) "
              "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      update_(connection,
              "UPDATE lead SET revision = ?1, workflow = ?2, state = ?3, seq = ?4, "
              "last_row = ?5, due_at = ?6, ready_at = ?7, lane = ?8, source = ?9, "
              "received = ?10, attempted = ?11, reached = ?12, qualified = ?13, booked = ?14, "
              "shown = ?15, sold = ?16, lost = ?17, body = ?18 "
              "WHERE id = ?22 AND revision = ?1 - 1"),
      update_lists_(connection,
                    "UPDATE lead SET revision = ?1, workflow = ?2, state = ?3, seq = ?4, "
                    "last_row = ?5, due_at = ?6, ready_at = ?7, lane = ?8, source = ?9, "
                    "received = ?10, attempted = ?11, reached = ?12, qualified = ?13, "
                    "booked = ?14, shown = ?15, sold = ?16, lost = ?17, body = ?18, "
                    "owner = ?19, open_step = ?20, dead_letter = ?21 "
                    "WHERE id = ?22 AND revision = ?1 - 1"),
      read_attributes_(connection, "SELECT body FROM attribute WHERE lead = ?"),
      write_attributes_(connection,
                        "INSERT INTO attribute(lead, body) VALUES(?, ?) "
                        "ON CONFLICT(lead) DO UPDATE SET body = excluded.body"),
      open_steps_(connection,
                  "SELECT id FROM lead NOT INDEXED WHERE open_step AND id > ? AND id < ? "
                  "ORDER BY id LIMIT ?"),
      open_steps_of_(connection,
                     "SELECT id FROM lead INDEXED BY lead_open_step WHERE open_step AND "
                     "id >> 40 = ? AND owner = ? AND id > ? ORDER BY id LIMIT ?"),
      dead_letters_(connection,
                    "SELECT id FROM lead INDEXED BY lead_dead_letter WHERE dead_letter AND "
                    "id >> 40 = ? AND id > ? ORDER BY id LIMIT ?") {}

bool LeadTable::read_row(const Statement& row, LeadKey key, LeadRecord& lead) {
  lead.key = key;
  lead.damaged = false;
  lead.revision = row.whole<std::uint64_t>(kRevision);
  lead.workflow = row.whole<std::uint32_t>(kWorkflow);
  lead.state = row.whole<Id>(kState);
  lead.seq = row.whole<std::uint32_t>(kSeq);
  lead.last_row = row.integer(kLastRow);
  lead.due_entry = row.instant(kDueAt);
  lead.ready_entry = row.instant(kReadyAt);
  lead.lane = row.bytes(kLane);
  lead.source = row.bytes(kSource);
  for (int i = 0; i < kMilestones; ++i) {
    lead.milestones[static_cast<std::size_t>(i)] = row.instant(kMilestone + i);
  }
  lead.owner = row.bytes(kOwner);
  lead.open_entry = row.integer(kOpenStep) != 0;
  lead.dead_entry = row.integer(kDeadLetter) != 0;
  lead.attributes_loaded = false;
  lead.attributes.campaign.clear();
  lead.attributes.fields.clear();
  const LeadPlan entries{lead.last_row, lead.due_entry, lead.ready_entry};
  return decode_lead(row.bytes(kBody), columns_of(lead, lead.revision, entries), lead);
}

bool LeadTable::readable(LeadKey key, LeadRecord& lead) {
  try {
    return read_row(read_, key, lead);
  } catch (const Fault&) {
    return false;  // a column holds more than we ever write
  }
}

void LeadTable::read(LeadKey key, LeadRecord& lead) {
  read_.number(1, row_of(key));
  Rows rows(read_);
  const bool there = rows.next();
  if (there && readable(key, lead)) return;
  lead = {};
  lead.key = key;
  lead.damaged = there;
}

void LeadTable::read_attributes(LeadRecord& lead) {
  lead.attributes = {};
  lead.attributes_loaded = true;
  read_attributes_.number(1, row_of(lead.key));
  Rows rows(read_attributes_);
  const bool there = rows.next();
  if (there &&
      !decode_attributes(read_attributes_.bytes(0), attribute_columns(lead.key), lead.attributes)) {
    throw CorruptLead(lead.key, fmt::format("the attributes of lead number {} of tenant number {} "
                                            "are damaged: restore a copy of the file",
                                            lead.key.number, lead.key.tenant));
  }
}

bool LeadTable::write(const LeadWrite& write, const LeadPlan& planned) {
  const LeadRecord& lead = *write.lead;
  const bool added = write.expected == 0;
  const bool lists =
      write.owner || planned.open_step != lead.open_entry || planned.dead_letter != lead.dead_entry;
  const std::uint64_t revision = write.expected + 1;
  encode_lead(lead, columns_of(lead, revision, planned), body_);
  Statement& out = added ? insert_ : lists ? update_lists_ : update_;
  out.number(1 + kRevision, static_cast<std::int64_t>(revision))
      .number(1 + kWorkflow, lead.workflow)
      .number(1 + kState, lead.state)
      .number(1 + kSeq, lead.seq)
      .number(1 + kLastRow, planned.last_row)
      .instant(1 + kDueAt, planned.due)
      .instant(1 + kReadyAt, planned.ready)
      .text(1 + kLane, lead.lane)
      .text(1 + kSource, lead.source)
      .blob(1 + kBody, body_);
  for (int i = 0; i < kMilestones; ++i) {
    out.instant(1 + kMilestone + i, lead.milestones[static_cast<std::size_t>(i)]);
  }
  if (added || lists) {
    out.text(1 + kOwner, lead.owner)
        .number(1 + kOpenStep, planned.open_step ? 1 : 0)
        .number(1 + kDeadLetter, planned.dead_letter ? 1 : 0);
  }
  if (out.number(1 + kColumns, row_of(lead.key)).run() == 0) return false;
  if (write.attributes) write_attributes(lead);
  return true;
}

void LeadTable::write_attributes(const LeadRecord& lead) {
  encode_attributes(lead.attributes, attribute_columns(lead.key), body_);
  write_attributes_.number(1, row_of(lead.key)).blob(2, body_).run();
}

void LeadTable::with_open_steps(std::uint32_t tenant, std::optional<std::string_view> owner,
                                std::uint64_t after, std::size_t limit,
                                std::vector<std::uint64_t>& numbers) {
  const auto at_most = static_cast<std::int64_t>(limit);
  if (owner) {
    open_steps_of_.number(1, tenant).text(2, *owner).number(3, row_of({tenant, after}));
    return take_numbers(open_steps_of_.number(4, at_most), numbers);
  }
  open_steps_.number(1, row_of({tenant, after})).number(2, row_of({tenant + 1, 0}));
  take_numbers(open_steps_.number(3, at_most), numbers);
}

void LeadTable::with_dead_letters(std::uint32_t tenant, std::uint64_t after, std::size_t limit,
                                  std::vector<std::uint64_t>& numbers) {
  dead_letters_.number(1, tenant).number(2, row_of({tenant, after}));
  take_numbers(dead_letters_.number(3, static_cast<std::int64_t>(limit)), numbers);
}

HostIdTable::HostIdTable(Connection& connection)
    : find_(connection, "SELECT lead FROM host_id WHERE tenant = ? AND id = ?"),
      read_(connection, "SELECT id FROM host_id WHERE lead = ?"),
      add_(connection, "INSERT OR IGNORE INTO host_id(lead, tenant, id) VALUES(?, ?, ?)") {}

std::uint64_t HostIdTable::find(std::uint32_t tenant, std::string_view id) {
  find_.number(1, tenant).text(2, id);
  Rows rows(find_);
  return rows.next() ? key_of(find_.integer(0)).number : 0;
}

std::string HostIdTable::read(LeadKey lead) {
  read_.number(1, row_of(lead));
  Rows rows(read_);
  return rows.next() ? std::string(read_.bytes(0)) : std::string();
}

bool HostIdTable::add(LeadKey lead, std::string_view id) {
  return add_.number(1, row_of(lead)).number(2, lead.tenant).text(3, id).run() == 1;
}

}  // namespace relance
