#include "store/sqlite/schema.hpp"

#include <fmt/format.h>

#include <array>

namespace relance {
namespace {

// Format 0 is an empty file. A format that was released is never changed: the next one is added.
constexpr const char* kTables = R"sql(
CREATE TABLE tenant(
  number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, workflow INTEGER NOT NULL,
  last_lead INTEGER NOT NULL) STRICT;
CREATE TABLE workflow(
  number INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  text TEXT NOT NULL, normalised TEXT NOT NULL, zone_data TEXT NOT NULL) STRICT;
CREATE TABLE word(
  workflow INTEGER NOT NULL, kind TEXT NOT NULL, id INTEGER NOT NULL, word TEXT NOT NULL,
  PRIMARY KEY(workflow, kind, id)) STRICT, WITHOUT ROWID;

-- id: tenant << 40 | number. Instants: microseconds since 1970-01-01T00:00:00Z.
CREATE TABLE lead(
  id INTEGER PRIMARY KEY, revision INTEGER NOT NULL, workflow INTEGER NOT NULL,
  state INTEGER NOT NULL, seq INTEGER NOT NULL, last_row INTEGER NOT NULL, due_at INTEGER,
  ready_at INTEGER, open_step INTEGER NOT NULL, dead_letter INTEGER NOT NULL,
  owner TEXT NOT NULL, lane TEXT NOT NULL, source TEXT NOT NULL, received INTEGER,
  attempted INTEGER, reached INTEGER, qualified INTEGER, booked INTEGER, shown INTEGER,
  sold INTEGER, lost INTEGER, body BLOB NOT NULL) STRICT;
CREATE INDEX lead_open_step ON lead(id >> 40, owner) WHERE open_step;
CREATE INDEX lead_dead_letter ON lead(id >> 40) WHERE dead_letter;
CREATE TABLE attribute(lead INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;

-- The host's own ids: erased with the person.
CREATE TABLE host_id(
  lead INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, id TEXT NOT NULL,
  UNIQUE(tenant, id)) STRICT;

-- prev: the row of the entry before of the same lead, 0 for its first. occurred_at: NULL when it
-- is decided_at.
CREATE TABLE journal(
  row INTEGER PRIMARY KEY, lead INTEGER NOT NULL, prev INTEGER NOT NULL, seq INTEGER NOT NULL,
  workflow INTEGER NOT NULL, event INTEGER NOT NULL, state_from INTEGER, state_to INTEGER,
  verdict INTEGER NOT NULL, refusal INTEGER NOT NULL, decided_at INTEGER NOT NULL,
  occurred_at INTEGER, event_key TEXT, actor TEXT, body BLOB NOT NULL) STRICT;
CREATE TABLE armed(
  tenant INTEGER NOT NULL, at INTEGER NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY(tenant, at, number)) STRICT, WITHOUT ROWID;
CREATE TABLE ready(
  tenant INTEGER NOT NULL, at INTEGER NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY(tenant, at, number)) STRICT, WITHOUT ROWID;
CREATE TABLE key_aside(
  lead INTEGER NOT NULL, key_hash INTEGER NOT NULL, seq INTEGER NOT NULL,
  content_hash INTEGER NOT NULL, PRIMARY KEY(lead, key_hash, seq)) STRICT, WITHOUT ROWID;

-- Personal values, raw documents and events that wait for their lead: erased with the person.
CREATE TABLE personal(
  lead INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY(lead, name)) STRICT, WITHOUT ROWID;
CREATE TABLE document(
  lead INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, content BLOB NOT NULL,
  PRIMARY KEY(lead, seq)) STRICT;
CREATE TABLE waiting(
  tenant INTEGER NOT NULL, lead_id TEXT NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY(tenant, lead_id, position)) STRICT, WITHOUT ROWID;

-- One person per lead for now, with the number of the lead's row.
CREATE TABLE person(
  number INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE identity(
  tenant INTEGER NOT NULL, kind INTEGER NOT NULL, hash BLOB NOT NULL, person INTEGER NOT NULL,
  PRIMARY KEY(tenant, kind, hash)) STRICT, WITHOUT ROWID;
)sql"
                                R"sql(
-- For readers of a copy.
CREATE VIEW readable_lead AS
SELECT t.name AS tenant, h.id AS lead, s.word AS state, l.owner, l.lane, l.source,
  l.open_step, l.dead_letter, l.revision, w.name AS workflow,
  strftime('%Y-%m-%dT%H:%M:%SZ', l.received / 1000000, 'unixepoch') AS received,
  strftime('%Y-%m-%dT%H:%M:%SZ', l.attempted / 1000000, 'unixepoch') AS attempted,
  strftime('%Y-%m-%dT%H:%M:%SZ', l.reached / 1000000, 'unixepoch') AS reached,
  strftime('%Y-%m-%dT%H:%M:%SZ', l.qualified / 1000000, 'unixepoch') AS qualified,
  strftime('%Y-%m-%dT%H:%M:%SZ', l.booked / 1000000, 'unixepoch') AS booked,
  strftime('%Y-%m-%dT%H:%M:%SZ', l.shown / 1000000, 'unixepoch') AS shown,
  strftime('%Y-%m-%dT%H:%M:%SZ', l.sold / 1000000, 'unixepoch') AS sold,
  strftime('%Y-%m-%dT%H:%M:%SZ', l.lost / 1000000, 'unixepoch') AS lost
FROM lead l JOIN tenant t ON t.number = l.id >> 40
  JOIN workflow w ON w.number = l.workflow
  LEFT JOIN host_id h ON h.lead = l.id
  LEFT JOIN word s ON s.workflow = l.workflow AND s.kind = 'state' AND s.id = l.state;
CREATE VIEW readable_journal AS
SELECT j.row, t.name AS tenant, h.id AS lead, j.seq, e.word AS event, f.word AS state_from,
  s.word AS state_to,
  CASE j.verdict WHEN 0 THEN 'accepted' WHEN 1 THEN 'refused' ELSE 'waiting' END AS verdict,
  nullif(j.refusal, 0) AS refusal,
  strftime('%Y-%m-%dT%H:%M:%SZ', j.decided_at / 1000000, 'unixepoch') AS decided_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', ifnull(j.occurred_at, j.decided_at) / 1000000, 'unixepoch')
    AS occurred_at,
  j.event_key, j.actor
FROM journal j JOIN tenant t ON t.number = j.lead >> 40
  LEFT JOIN host_id h ON h.lead = j.lead
  LEFT JOIN word e ON e.workflow = j.workflow AND e.kind = 'event' AND e.id = j.event
  LEFT JOIN word f ON f.workflow = j.workflow AND f.kind = 'state' AND f.id = j.state_from
  LEFT JOIN word s ON s.workflow = j.workflow AND s.kind = 'state' AND s.id = j.state_to;
CREATE VIEW readable_workflow AS
SELECT number, name, fingerprint, zone_data, length(text) AS bytes FROM workflow;
)sql";

// Format 2. at: NULL when nobody said. What stood in the file before was deployed at some time.
constexpr const char* kDeployments = R"sql(
CREATE TABLE deployment(
  tenant INTEGER NOT NULL, number INTEGER NOT NULL, workflow INTEGER NOT NULL, at INTEGER,
  actor TEXT NOT NULL, PRIMARY KEY(tenant, number)) STRICT, WITHOUT ROWID;
INSERT INTO deployment(tenant, number, workflow, at, actor)
  SELECT number, 1, workflow, NULL, '' FROM tenant WHERE workflow <> 0;
)sql";

}  // namespace

std::string not_ours_words() {
  return " is not a relance database: it was left as it is; name another file";
}

std::string newer_words(std::int64_t version) {
  return fmt::format(
      " was written by a newer relance (format {}, this one reads up to {}): it was left as it "
      "is; install the newer version",
      version, kFormat);
}

const char* migration(std::int64_t version) {
  constexpr std::array kSteps = {kTables, kDeployments};
  static_assert(kSteps.size() == kFormat);
  return version < kFormat ? kSteps[static_cast<std::size_t>(version)] : "";
}

}  // namespace relance
