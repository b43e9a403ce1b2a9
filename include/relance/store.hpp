// The store port: what the engine needs of a place that keeps things. The engine owns it; memory
// and SQLite implement it; no row numbers cross it but those a LeadRecord carries for its store.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "relance/error.hpp"
#include "relance/event.hpp"
#include "relance/journal.hpp"
#include "relance/lead.hpp"

namespace relance {

struct StoredWorkflow {
  std::uint32_t number = 0;  // the store's own, 1 and up
  std::string fingerprint, name, text, normalised, zone_data;
  /// Every name of the workflow by kind ("state", "event", "field", "word") and id, so that a copy
  /// of the file can be read without us.
  struct Word {
    std::string kind;
    Id id = 0;
    std::string word;
  };
  std::vector<Word> words;
};

struct TenantRecord {
  std::uint32_t number = 0;
  std::string name;
  std::uint32_t workflow = 0;   // which text new leads take; 0 = none yet
  std::uint64_t last_lead = 0;  // the number of the newest lead
};

/// Rules that new leads of a tenant took from an instant on.
struct DeploymentRecord {
  std::uint32_t number = 0;  // within its tenant, 1 and up
  std::uint32_t tenant = 0;
  std::uint32_t workflow = 0;
  Instant at = kNever;  // when; kNever: nobody said
  std::string actor;    // who; may be empty
  bool operator==(const DeploymentRecord&) const = default;
};

/// An event that came before its lead; or that was refused while there was none.
struct WaitingEvent {
  std::uint64_t position = 0;  // order of arrival within its lead id, 1 and up
  Event event;                 // as told, personal values included
  std::uint64_t content_hash = 0;
  Instant told_at;
  Refusal refusal = Refusal::none;  // not none: it does not wait; its key may be told again
};

/// One personal value. Name is "person.email", "lead.FIELD" or "note.SEQ".
struct PersonalValue {
  LeadKey lead;
  std::string name;
  std::string value;
};

struct LeadWrite {
  /// The new state. When commit says true the store has set its revision (expected + 1), last_row
  /// and entries; else it is as it was given.
  LeadRecord* lead = nullptr;
  std::uint64_t expected = 0;   // its revision when read; 0: it must not exist
  std::string_view host_id;     // of a new lead
  bool attributes = false;      // attributes changed (or the lead is new)
  bool owner = false;           // the owner changed (or the lead is new)
  bool due_popped = false;      // set the due entry to exactly next_due()
  bool ready_popped = false;    // likewise the ready entry
  std::vector<KeyEntry> aside;  // keys moved out of lead->keys by this write
};

/// All that one call writes: committed together or not at all.
struct WriteSet {
  struct Tenant {
    std::uint32_t number = 0;
    std::uint64_t expected_last_lead = 0;
    std::uint64_t last_lead = 0;
  };
  struct Waiting {
    std::uint32_t tenant = 0;
    std::string lead;  // host id
    WaitingEvent event;
  };
  struct Dropped {  // told again: what was kept of it goes, of `waiting` comes its successor
    std::uint32_t tenant = 0;
    std::string lead;
    std::uint64_t position = 0;
  };
  struct Placed {  // the lead came: its waiting events go
    std::uint32_t tenant = 0;
    std::string lead;
    std::uint64_t last = 0;  // newest position read or written by this set; more: a conflict
  };
  std::vector<Tenant> tenants;
  std::vector<LeadWrite> leads;  // each lead once
  Journal journal;               // entries of `leads` only; per lead in seq order
  std::vector<PersonalValue> personal;
  std::vector<Waiting> waiting;
  std::vector<Dropped> dropped;
  std::vector<Placed> placed;

  void clear() {
    tenants.clear();
    leads.clear();
    journal.clear();
    personal.clear();
    waiting.clear();
    dropped.clear();
    placed.clear();
  }
  bool empty() const { return leads.empty() && waiting.empty() && placed.empty(); }
};

/// An entry of a scan. Entries are never later than the truth: the engine checks each against its
/// lead and pops the stale ones.
struct ScanEntry {
  Instant at;
  LeadKey lead;
};

/// A stretch of the journal.
struct JournalScan {
  Journal journal;
  std::vector<std::uint64_t> positions;  // of the entries of `journal`
  std::vector<LeadKey> damaged;          // leads of entries that could not be read
  std::uint64_t last = 0;                // the position that was looked at last
  bool more = false;                     // as many as the limit allows were looked at
};

/// Stored bytes of one lead are not what was written; all other leads can be used.
class CorruptLead : public Fault {
 public:
  CorruptLead(LeadKey lead, const std::string& message)
      : Fault(ErrorCode::corrupt, message), lead_(lead) {}
  LeadKey lead() const { return lead_; }

 private:
  LeadKey lead_;
};

/// One thread at a time. Faults are thrown (Fault); a conflict is an answer.
class Store {
 public:
  virtual ~Store() = default;

  // Tenants and texts. Each of the writing calls is a transaction of its own.
  virtual std::optional<TenantRecord> find_tenant(std::string_view name) = 0;
  virtual std::vector<TenantRecord> tenants() = 0;              // by number
  virtual std::uint32_t add_tenant(std::string_view name) = 0;  // the one there is, or a new one
  virtual std::uint32_t add_workflow(const StoredWorkflow& workflow) = 0;  // by fingerprint, once
  virtual std::optional<StoredWorkflow> workflow(std::uint32_t number) = 0;
  virtual std::vector<std::uint32_t> workflows() = 0;  // all numbers, ascending
  /// What new leads of a tenant take from now on, written down with the number after the last; the
  /// same as before changes nothing.
  virtual void use_workflow(const DeploymentRecord& deployment) = 0;
  virtual std::vector<DeploymentRecord> deployments(std::uint32_t tenant) = 0;  // by number

  // Reading. A read sees the last commit of any process.
  /// From here on all reads see one and the same commit, until end_reading() or until a commit of
  /// this store has been answered. Not nested.
  virtual void begin_reading() {}
  virtual void end_reading() noexcept {}
  /// numbers[i] = number of the lead with host id ids[i], 0 where there is none.
  virtual void find(std::uint32_t tenant, std::span<const std::string_view> ids,
                    std::span<std::uint64_t> numbers) = 0;
  /// Fills leads[i] (without attributes) for keys[i]; revision is 0 where there is none. A damaged
  /// lead is an answer too, so that it does not keep the others from being read.
  virtual void read(std::span<const LeadKey> keys, std::span<LeadRecord> leads) = 0;
  virtual void read_attributes(LeadRecord& lead) = 0;  // CorruptLead when they are damaged
  virtual std::string host_id(LeadKey lead) = 0;       // empty once erased
  /// Keys that were moved aside and have this hash.
  virtual std::vector<KeyEntry> keys_aside(LeadKey lead, std::uint64_t key_hash) = 0;
  /// Appends the entries of a lead with from_seq <= seq <= to_seq to `journal`, oldest first.
  /// CorruptLead when one on the way there is damaged.
  virtual void history(const LeadRecord& lead, std::uint32_t from_seq, std::uint32_t to_seq,
                       Journal& journal) = 0;
  /// Appends what stands in the journal at positions above `after`, in the order of the commits, to
  /// `page`; of one tenant only when it is given. A position is never given twice.
  virtual void scan_journal(std::optional<std::uint32_t> tenant, std::uint64_t after,
                            std::size_t limit, JournalScan& page) = 0;
  virtual std::vector<PersonalValue> personal(LeadKey lead) = 0;  // by name
  virtual std::vector<WaitingEvent> waiting(std::uint32_t tenant, std::string_view lead) = 0;
  /// Up to `limit` host ids greater than `after` that have waiting events, ascending by bytes.
  virtual std::vector<std::string> waiting_leads(std::uint32_t tenant, std::string_view after,
                                                 std::size_t limit) = 0;

  // Scans, ascending by (at, lead), at <= until, at most `limit`; they replace what was in the
  // vector.
  virtual void due(std::optional<std::uint32_t> tenant, Instant until, std::size_t limit,
                   std::vector<ScanEntry>& entries) = 0;
  virtual void ready(std::uint32_t tenant, Instant until, std::size_t limit,
                     std::vector<ScanEntry>& entries) = 0;
  /// Numbers of leads with an open step, above `after`, ascending, at most `limit`; of one owner
  /// only when `owner` is given.
  virtual void with_open_steps(std::uint32_t tenant, std::optional<std::string_view> owner,
                               std::uint64_t after, std::size_t limit,
                               std::vector<std::uint64_t>& numbers) = 0;
  /// Numbers of leads with a dead letter, above `after`, ascending, at most `limit`.
  virtual void with_dead_letters(std::uint32_t tenant, std::uint64_t after, std::size_t limit,
                                 std::vector<std::uint64_t>& numbers) = 0;

  /// True: all of it is durable as far as the store promises. False: some lead, tenant counter or
  /// waiting list is not as expected, nothing was written; read again and decide again.
  virtual bool commit(WriteSet& writes) = 0;

  /// Between two commits of a long work that nobody waits for: when another connection has
  /// committed since the last call, waits long enough (SQLite: 3 ms) for it to commit again. True:
  /// it waited.
  virtual bool give_way() { return false; }
  /// A good moment for housekeeping (SQLite: a checkpoint).
  virtual void idle() {}
  /// What is wrong with the stored bytes, in words; empty when nothing is.
  virtual std::vector<std::string> verify() = 0;
};

/// Keeps everything in memory; gone with the process. The reference for the contract tests.
std::unique_ptr<Store> memory_store();

enum class Durability : std::uint8_t {
  full = 0,    // every commit survives a power cut (default)
  normal = 1,  // the last commits may be lost in a power cut; nothing is ever torn
};

struct SqliteOptions {
  Durability durability = Durability::full;
  std::int64_t cache_bytes = 64 << 20;
  std::int64_t wal_bytes = 64 << 20;  // checkpoint when the write-ahead log passes this
  int busy_ms = 700;                  // how long to wait for another process
  bool create = true;                 // make the file when it is missing
};

/// Opens or creates a database file. Fault: not_ours, newer, busy, storage, corrupt.
std::unique_ptr<Store> sqlite_store(const std::string& path, const SqliteOptions& options = {});

}  // namespace relance
