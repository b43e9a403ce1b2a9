#include "store/sqlite/side_tables.hpp"

#include <fmt/format.h>

#include "store/bytes.hpp"
#include "store/codec.hpp"
#include "store/sqlite/schema.hpp"

namespace relance {
namespace {

std::uint64_t columns_of(std::uint32_t tenant, std::string_view lead, std::uint64_t position) {
  Checksum sum;
  sum.add(tenant);
  sum.add(lead);
  sum.add(position);
  return sum.sum();
}

}  // namespace

KeyTable::KeyTable(Connection& connection)
    : read_(connection,
            "SELECT seq, content_hash FROM key_aside WHERE lead = ? AND key_hash = ? "
            "ORDER BY seq"),
      add_(connection,
           "INSERT OR REPLACE INTO key_aside(lead, key_hash, seq, content_hash) "
           "VALUES(?, ?, ?, ?)") {}

std::vector<KeyEntry> KeyTable::read(LeadKey lead, std::uint64_t key_hash) {
  std::vector<KeyEntry> keys;
  read_.number(1, row_of(lead)).number(2, static_cast<std::int64_t>(key_hash));
  Rows rows(read_);
  while (rows.next()) {
    keys.push_back(
        {key_hash, static_cast<std::uint64_t>(read_.integer(1)), read_.whole<std::uint32_t>(0)});
  }
  return keys;
}

void KeyTable::add(LeadKey lead, const KeyEntry& key) {
  add_.number(1, row_of(lead))
      .number(2, static_cast<std::int64_t>(key.key_hash))
      .number(3, key.seq)
      .number(4, static_cast<std::int64_t>(key.content_hash))
      .run();
}

PersonalTable::PersonalTable(Connection& connection)
    : read_(connection, "SELECT name, value FROM personal WHERE lead = ? ORDER BY name"),
      write_(connection,
             "INSERT INTO personal(lead, name, value) VALUES(?, ?, ?) "
             "ON CONFLICT(lead, name) DO UPDATE SET value = excluded.value") {}

std::vector<PersonalValue> PersonalTable::read(LeadKey lead) {
  std::vector<PersonalValue> values;
  read_.number(1, row_of(lead));
  Rows rows(read_);
  while (rows.next()) {
    values.push_back({lead, std::string(read_.bytes(0)), std::string(read_.bytes(1))});
  }
  return values;
}

void PersonalTable::write(const PersonalValue& value) {
  write_.number(1, row_of(value.lead)).text(2, value.name).text(3, value.value).run();
}

WaitingTable::WaitingTable(Connection& connection)
    : connection_(connection),
      read_(connection,
            "SELECT position, body FROM waiting WHERE tenant = ? AND lead_id = ? "
            "ORDER BY position"),
      leads_(connection,
             "SELECT DISTINCT lead_id FROM waiting WHERE tenant = ? AND lead_id > ? "
             "ORDER BY lead_id LIMIT ?"),
      any_(connection, "SELECT 1 FROM waiting LIMIT 1"),
      newest_(connection, "SELECT max(position) FROM waiting WHERE tenant = ? AND lead_id = ?"),
      add_(connection, "INSERT INTO waiting(tenant, lead_id, position, body) VALUES(?, ?, ?, ?)"),
      drop_(connection, "DELETE FROM waiting WHERE tenant = ? AND lead_id = ? AND position = ?"),
      remove_(connection, "DELETE FROM waiting WHERE tenant = ? AND lead_id = ?") {}

std::vector<WaitingEvent> WaitingTable::read(std::uint32_t tenant, std::string_view lead) {
  std::vector<WaitingEvent> events;
  read_.number(1, tenant).text(2, lead);
  Rows rows(read_);
  while (rows.next()) {
    WaitingEvent& event = events.emplace_back();
    event.position = read_.whole<std::uint64_t>(0);
    event.event.lead = lead;
    if (!decode_waiting(read_.bytes(1), columns_of(tenant, lead, event.position), event)) {
      connection_.corrupt(
          fmt::format("waiting event {} of a lead of tenant {}", event.position, tenant));
    }
  }
  return events;
}

std::vector<std::string> WaitingTable::leads(std::uint32_t tenant, std::string_view after,
                                             std::size_t limit) {
  std::vector<std::string> ids;
  leads_.number(1, tenant).text(2, after).number(3, static_cast<std::int64_t>(limit));
  Rows rows(leads_);
  while (rows.next()) ids.emplace_back(leads_.bytes(0));
  return ids;
}

bool WaitingTable::any() { return Rows(any_).next(); }

std::uint64_t WaitingTable::newest(std::uint32_t tenant, std::string_view lead) {
  newest_.number(1, tenant).text(2, lead);
  Rows rows(newest_);
  return rows.next() ? newest_.whole<std::uint64_t>(0) : 0;
}

void WaitingTable::add(const WriteSet::Waiting& waiting) {
  const std::uint64_t position = waiting.event.position;
  encode_waiting(waiting.event, columns_of(waiting.tenant, waiting.lead, position), body_);
  add_.number(1, waiting.tenant)
      .text(2, waiting.lead)
      .number(3, static_cast<std::int64_t>(position))
      .blob(4, body_)
      .run();
}

void WaitingTable::drop(const WriteSet::Dropped& dropped) {
  drop_.number(1, dropped.tenant)
      .text(2, dropped.lead)
      .number(3, static_cast<std::int64_t>(dropped.position))
      .run();
}

void WaitingTable::remove(std::uint32_t tenant, std::string_view lead) {
  remove_.number(1, tenant).text(2, lead).run();
}

}  // namespace relance
