// Leads and write sets for the tests of stores, written as an engine would.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "relance/store.hpp"

namespace relance {

/// 2026-11-02T09:00:00Z plus some seconds.
constexpr Instant at(std::int64_t offset) {
  return Instant{1'793'610'000'000'000} + seconds(offset);
}

inline LeadRecord one(Store& store, LeadKey key) {
  std::vector<LeadRecord> leads(1);
  store.read(std::vector<LeadKey>{key}, leads);
  return leads.front();
}

inline std::uint64_t number_of(Store& store, std::uint32_t tenant, std::string_view id) {
  std::vector<std::uint64_t> numbers(1);
  store.find(tenant, std::vector<std::string_view>{id}, numbers);
  return numbers.front();
}

inline Timer timer_due(Instant due) {
  Timer timer;
  timer.due = due;
  timer.since = due - minutes(5);
  return timer;
}

inline OpenEffect effect_ready(Instant ready, std::uint8_t flags = OpenEffect::in_outbox) {
  OpenEffect effect;
  effect.flags = flags;
  effect.emitted_at = ready;
  effect.not_before = ready;
  effect.ready_at = ready;
  return effect;
}

/// A write set that grows by leads and entries and knows what it expects.
class Writes {
 public:
  explicit Writes(Store& store) : store_(store) {}

  /// A lead that is not there yet, with the next number of its tenant.
  LeadRecord& add(std::uint32_t tenant, std::string_view id) {
    WriteSet::Tenant* counter = nullptr;
    for (WriteSet::Tenant& known : set_.tenants) {
      if (known.number == tenant) counter = &known;
    }
    if (counter == nullptr) {
      const std::uint64_t last = store_.tenants().at(tenant - 1).last_lead;
      counter = &set_.tenants.emplace_back(WriteSet::Tenant{tenant, last, last});
    }
    LeadRecord& lead = *leads_.emplace_back(std::make_unique<LeadRecord>());
    lead.key = {tenant, ++counter->last_lead};
    lead.workflow = 1;
    lead.state = 0;
    LeadWrite& write = set_.leads.emplace_back();
    write.lead = &lead;
    write.host_id = *ids_.emplace_back(std::make_unique<std::string>(id));
    write.attributes = write.owner = true;
    return lead;
  }

  LeadRecord& rewrite(LeadRecord lead) {
    LeadRecord& kept = *leads_.emplace_back(std::make_unique<LeadRecord>(std::move(lead)));
    LeadWrite& write = set_.leads.emplace_back();
    write.lead = &kept;
    write.expected = kept.revision;
    return kept;
  }
  LeadRecord& change(LeadKey key) { return rewrite(one(store_, key)); }

  LeadWrite& last() { return set_.leads.back(); }

  /// The next entry of a lead of this set.
  JournalEntry& enter(LeadRecord& lead, std::string_view key = {}) {
    JournalEntry& entry = set_.journal.entries.emplace_back();
    entry.lead = lead.key;
    entry.seq = ++lead.seq;
    entry.workflow = lead.workflow;
    entry.event = static_cast<Id>(EventKind::noted);
    entry.from = entry.to = lead.state;
    entry.decided_at = entry.occurred_at = at(entry.seq);
    entry.key = set_.journal.add_text(key);
    return entry;
  }

  WriteSet::Waiting& wait(std::uint32_t tenant, std::string_view id, std::uint64_t position) {
    WriteSet::Waiting& waiting = set_.waiting.emplace_back();
    waiting.tenant = tenant;
    waiting.lead = id;
    waiting.event.position = position;
    waiting.event.event.lead = id;
    waiting.event.event.name = "noted";
    waiting.event.told_at = at(0);
    return waiting;
  }

  bool commit() { return store_.commit(set_); }
  WriteSet& set() { return set_; }

 private:
  Store& store_;
  WriteSet set_;
  std::vector<std::unique_ptr<LeadRecord>> leads_;
  std::vector<std::unique_ptr<std::string>> ids_;
};

/// A folder of its own for temporary files, removed afterwards.
class Folder {
 public:
  Folder() {
    // mkdtemp puts letters of its own for the X.
    const std::string name = "relance-store-" + std::string(6, 'X');
    std::string pattern = (std::filesystem::temp_directory_path() / name).string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace relance
