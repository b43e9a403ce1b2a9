#include "durable_peers.hpp"

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "bare_database.hpp"

namespace relance::bench {
namespace {

/// A prepared statement without any checks but the last one.
class Prepared {
 public:
  Prepared(Database& database, const char* sql) { statement_ = database.prepare(sql); }
  ~Prepared() { sqlite3_finalize(statement_); }
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

  Prepared& bind(int parameter, std::int64_t value) {
    sqlite3_bind_int64(statement_, parameter, value);
    return *this;
  }
  Prepared& text(int parameter, const std::string& value) {
    sqlite3_bind_text(statement_, parameter, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
    return *this;
  }
  Prepared& blob(int parameter, const std::string& value) {
    sqlite3_bind_blob(statement_, parameter, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
    return *this;
  }
  bool step() { return sqlite3_step(statement_) == SQLITE_ROW; }
  std::int64_t number(int column) { return sqlite3_column_int64(statement_, column); }
  std::string bytes(int column) {
    const void* bytes = sqlite3_column_blob(statement_, column);
    return {static_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  void reset() { sqlite3_reset(statement_); }
  void run() {
    if (sqlite3_step(statement_) != SQLITE_DONE) throw std::runtime_error("a statement failed");
    sqlite3_reset(statement_);
  }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

constexpr std::int64_t kTenant = std::int64_t{1} << 40;
constexpr std::int64_t kNone = INT64_MAX;
constexpr int kBodyColumn = 21;

int remember_frames(void* frames, sqlite3*, const char*, int count) {
  *static_cast<int*>(frames) = count;
  return SQLITE_OK;
}

class Bare final : public Contender {
 public:
  Bare(const std::string& path, const Settings& settings, bool reading)
      : database_(path), reading_(reading) {
    database_.execute(
        "PRAGMA cell_size_check=ON; PRAGMA secure_delete=FAST;"
        "PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=0;"
        "PRAGMA cache_size=-65536; PRAGMA journal_size_limit=67108864");
    database_.execute(settings.full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    Prepared size(database_, "PRAGMA page_size");
    size.step();
    wal_limit_ = (64 << 20) / (size.number(0) + 24);
    sqlite3_wal_hook(database_.handle(), remember_frames, &wal_frames_);
    prepare();
    leads_.resize(settings.leads + 1);
    Prepared all(database_, "SELECT id, revision, seq, last_row, due_at FROM lead");
    while (all.step()) {
      leads_[static_cast<std::size_t>(all.number(0) - kTenant)] = {all.number(1), all.number(2),
                                                                   all.number(3), all.number(4)};
    }
    Prepared sample(database_, "SELECT body FROM lead WHERE id = (1 << 40) + 7");
    sample.step();
    // Rows grow with the keys of their first events, as ours do.
    for (std::size_t keys = 0; keys < 5; ++keys) {
      lead_bodies_.push_back(sample.bytes(0) + std::string(17 * keys, 'k'));
    }
    Prepared entry(database_, "SELECT max(row), body FROM journal");
    entry.step();
    row_ = entry.number(0);
    entry_body_ = entry.bytes(1);
  }

  void tell(const std::vector<Step>& steps) override {
    steps_ = sorted_ = steps;
    std::stable_sort(sorted_.begin(), sorted_.end(),
                     [](const Step& a, const Step& b) { return a.lead < b.lead; });
    ids_.clear();
    for (const Step& step : sorted_) ids_.push_back(host_id(step.lead));
    std::sort(ids_.begin(), ids_.end());
  }

  void take() override {
    moves_.clear();
    gone_.clear();
    if (reading_) read();
    begin_->run();
    for (const Step& step : steps_) write_entry(step);
    for (std::size_t i = 0; i < sorted_.size(); ++i) {
      if (i + 1 == sorted_.size() || sorted_[i + 1].lead != sorted_[i].lead) write_lead(sorted_[i]);
    }
    std::sort(gone_.begin(), gone_.end());
    for (const auto& [at, lead] : gone_) remove_->bind(1, at).bind(2, lead).run();
    std::sort(moves_.begin(), moves_.end());
    for (const auto& [at, lead] : moves_) insert_->bind(1, at).bind(2, lead).run();
    commit_->run();
    if (wal_frames_ > wal_limit_) close();
  }

  void close() override {
    sqlite3_wal_checkpoint_v2(database_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &wal_frames_,
                              nullptr);
  }

 private:
  struct Lead {
    std::int64_t revision = 0, seq = 0, last_row = 0, due_at = kNone;
  };

  void prepare() {
    const auto make = [&](const char* sql) { return std::make_unique<Prepared>(database_, sql); };
    find_ = make("SELECT lead FROM host_id WHERE tenant = 1 AND id = ?");
    read_ = make("SELECT * FROM lead WHERE id = ?");
    begin_reading_ = make("BEGIN");
    begin_ = make("BEGIN IMMEDIATE");
    commit_ = make("COMMIT");
    append_ = make(
        "INSERT INTO journal(lead, prev, seq, workflow, event, state_from, state_to, verdict, "
        "refusal, decided_at, occurred_at, event_key, actor, body, row) "
        "VALUES(?, ?, ?, 1, 1, 2, 2, 0, 0, ?, ?, ?, 'seller-17', ?, ?)");
    update_ = make(
        "UPDATE lead SET revision = ?1, workflow = 1, state = 2, seq = ?2, last_row = ?3, "
        "due_at = ?4, ready_at = ?5, lane = 'seller', source = 'portal', received = ?5, "
        "booked = ?5, body = ?6 WHERE id = ?7 AND revision = ?1 - 1");
    remove_ = make("DELETE FROM armed WHERE tenant = 1 AND at = ? AND number = ?");
    insert_ = make("INSERT OR IGNORE INTO armed(tenant, at, number) VALUES(1, ?, ?)");
  }

  /// What an engine must know before it decides: in the order of the ids, then of the leads.
  void read() {
    begin_reading_->run();
    for (const std::string& id : ids_) {
      if (!find_->text(1, id).step()) throw std::runtime_error("an id is not there");
      find_->reset();
    }
    for (const Step& step : sorted_) {
      const auto number = static_cast<std::int64_t>(step.lead);
      if (!read_->bind(1, kTenant + number).step()) throw std::runtime_error("a lead is not there");
      benchmark::DoNotOptimize(read_->bytes(kBodyColumn));
      read_->reset();
    }
    commit_->run();
  }

  void write_entry(const Step& step) {
    Lead& lead = leads_[step.lead];
    key_ = event_key(step);
    append_->bind(1, kTenant + static_cast<std::int64_t>(step.lead))
        .bind(2, lead.last_row)
        .bind(3, ++lead.seq)
        .bind(4, step.now.us)
        .bind(5, step.now.us - 20'000'000)
        .text(6, key_)
        .blob(7, entry_body_)
        .bind(8, ++row_)
        .run();
    lead.last_row = row_;
  }

  void write_lead(const Step& step) {
    Lead& lead = leads_[step.lead];
    const auto number = static_cast<std::int64_t>(step.lead);
    if (step.due.us < lead.due_at) {
      gone_.emplace_back(lead.due_at, number);
      moves_.emplace_back(step.due.us, number);
      lead.due_at = step.due.us;
    }
    const std::size_t grown =
        std::min(static_cast<std::size_t>(lead.seq) - 3, lead_bodies_.size() - 1);
    update_->bind(1, ++lead.revision)
        .bind(2, lead.seq)
        .bind(3, lead.last_row)
        .bind(4, lead.due_at)
        .bind(5, step.now.us)
        .blob(6, lead_bodies_[grown])
        .bind(7, kTenant + number)
        .run();
  }

  Database database_;
  const bool reading_;
  std::unique_ptr<Prepared> find_, read_, begin_reading_;
  std::unique_ptr<Prepared> begin_, commit_, append_, update_, remove_, insert_;
  std::vector<std::string> ids_;
  std::vector<Lead> leads_;
  std::vector<Step> steps_, sorted_;
  std::vector<std::pair<std::int64_t, std::int64_t>> moves_, gone_;
  std::vector<std::string> lead_bodies_;
  std::string entry_body_, key_;
  std::int64_t row_ = 0;
  std::int64_t wal_limit_ = 0;
  int wal_frames_ = 0;
};

constexpr const char* kPlainTables = R"sql(
PRAGMA journal_mode=WAL;
CREATE TABLE lead(id INTEGER PRIMARY KEY, host_id TEXT NOT NULL UNIQUE, state TEXT, owner TEXT,
  lane TEXT, source TEXT, campaign TEXT, vehicle TEXT, budget INTEGER, seq INTEGER,
  attempts INTEGER, received_at INTEGER, updated_at INTEGER);
CREATE INDEX lead_owner ON lead(owner);
CREATE TABLE journal(id INTEGER PRIMARY KEY, lead INTEGER, seq INTEGER, event TEXT, state TEXT,
  event_key TEXT, actor TEXT, decided_at INTEGER, occurred_at INTEGER, detail TEXT);
CREATE INDEX journal_lead ON journal(lead, seq);
CREATE TABLE effect(id INTEGER PRIMARY KEY, lead INTEGER, seq INTEGER, verb TEXT, name TEXT,
  not_before INTEGER, done INTEGER);
CREATE INDEX effect_open ON effect(not_before) WHERE done = 0;
CREATE TABLE timer(lead INTEGER, name TEXT, due INTEGER, since INTEGER,
  PRIMARY KEY(lead, name)) WITHOUT ROWID;
CREATE INDEX timer_due ON timer(due);
)sql";

class Plain final : public Contender {
 public:
  Plain(const std::string& path, const Settings& settings) : database_(path) {
    database_.execute("PRAGMA cache_size=-65536");
    database_.execute(settings.full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    const auto make = [&](const char* sql) { return std::make_unique<Prepared>(database_, sql); };
    begin_ = make("BEGIN IMMEDIATE");
    commit_ = make("COMMIT");
    find_ = make("SELECT id, state, owner, seq, attempts FROM lead WHERE host_id = ?");
    timers_ = make("SELECT name, due, since FROM timer WHERE lead = ?");
    journal_ = make(
        "INSERT INTO journal(lead, seq, event, state, event_key, actor, decided_at, "
        "occurred_at, detail) VALUES(?, ?, 'attempted', 'talking', ?, 'seller-17', ?, "
        "?, ?)");
    lead_ = make("UPDATE lead SET seq = ?, attempts = ?, updated_at = ? WHERE id = ?");
    effect_ = make(
        "INSERT INTO effect(lead, seq, verb, name, not_before, done) "
        "VALUES(?, ?, 'call', 'second_call', ?, 0)");
    timer_ = make(
        "INSERT INTO timer(lead, name, due, since) VALUES(?, 'watch', ?, ?) "
        "ON CONFLICT(lead, name) DO UPDATE SET due = excluded.due, "
        "since = excluded.since");
  }

  void tell(const std::vector<Step>& steps) override { steps_ = steps; }

  void take() override {
    begin_->run();
    for (const Step& step : steps_) write(step);
    commit_->run();
  }

  void close() override { database_.execute("PRAGMA wal_checkpoint"); }

 private:
  void write(const Step& step) {
    id_ = host_id(step.lead);
    find_->text(1, id_).step();
    const std::int64_t lead = find_->number(0);
    const std::int64_t seq = find_->number(3) + 1;
    const std::int64_t attempts = find_->number(4) + 1;
    find_->reset();
    timers_->bind(1, lead);
    while (timers_->step()) {
    }
    timers_->reset();
    key_ = event_key(step);
    journal_->bind(1, lead).bind(2, seq).text(3, key_).bind(4, step.now.us);
    journal_->bind(5, step.now.us - 20'000'000).text(6, detail_).run();
    lead_->bind(1, seq).bind(2, attempts).bind(3, step.now.us).bind(4, lead).run();
    effect_->bind(1, lead).bind(2, seq).bind(3, step.now.us).run();
    timer_->bind(1, lead).bind(2, step.due.us).bind(3, step.now.us).run();
  }

  Database database_;
  std::unique_ptr<Prepared> begin_, commit_, find_, timers_, journal_, lead_, effect_, timer_;
  std::vector<Step> steps_;
  std::string id_, key_;
  // What our journal holds as bytes: outcome, rule, trace.
  std::string detail_ = R"({"outcome":"no_answer","rule":"states.talking.events.attempted[0]"})";
};

}  // namespace

std::unique_ptr<Contender> open_bare(const std::string& path, const Settings& settings,
                                     bool reading) {
  return std::make_unique<Bare>(path, settings, reading);
}

std::string make_plain_file(const Settings& settings) {
  const std::string path = settings.folder + "/plain.db";
  {
    Database database(path);
    database.execute(kPlainTables);
    database.execute("PRAGMA synchronous=NORMAL; BEGIN");
    Prepared lead(database,
                  "INSERT INTO lead VALUES(?, ?, 'talking', ?, 'seller', 'portal', 'spring', "
                  "'used', 2000000, 0, 0, ?, ?)");
    Steps steps(settings.leads, 1);
    for (std::uint64_t number = 1; number <= settings.leads; ++number) {
      const Step step = steps.next();
      const std::string id = host_id(number);
      const std::string owner = "seller-" + std::to_string(number % 500);
      const auto row = static_cast<std::int64_t>(number);
      lead.bind(1, row).text(2, id).text(3, owner).bind(4, step.now.us).bind(5, step.now.us).run();
    }
    database.execute("COMMIT");
  }
  Settings quick = settings;
  quick.full = false;
  Plain plain(path, quick);
  live(settings, 3, [&](const std::vector<Step>& steps, int) {
    plain.tell(steps);
    plain.take();
  });
  plain.close();
  return path;
}

std::unique_ptr<Contender> open_plain(const std::string& path, const Settings& settings) {
  return std::make_unique<Plain>(path, settings);
}

}  // namespace relance::bench
