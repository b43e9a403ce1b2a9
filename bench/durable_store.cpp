#include "durable_store.hpp"

#include <algorithm>
#include <stdexcept>

#include "relance/store.hpp"

namespace relance::bench {
namespace {

void set_timers(LeadRecord& lead, const Step& step) {
  lead.timers.resize(2);
  for (Timer& timer : lead.timers) {
    timer.due = step.due;
    timer.since = step.now;
    timer.place = 3;
    timer.index = 2;
    timer.seq = lead.seq;
  }
  lead.timers[1].kind = TimerKind::step_limit;
  lead.timers[1].due = step.due + hours(4);
}

void set_effect(LeadRecord& lead, const Step& step) {
  OpenEffect effect;
  effect.seq = lead.seq;
  effect.flags = OpenEffect::in_outbox | OpenEffect::open_step;
  effect.workflow = 1;
  effect.rule = 5;
  effect.state = lead.state;
  effect.emitted_at = effect.not_before = effect.ready_at = step.now;
  lead.effects.assign(1, effect);
}

void set_key(LeadRecord& lead, std::uint64_t hash) {
  if (lead.keys.size() == 8) lead.keys.erase(lead.keys.begin());
  lead.keys.push_back({hash * 0x9E3779B97F4A7C15u, hash * 0xD1B54A32D192ED03u, lead.seq});
}

void set_entry(const LeadRecord& lead, const Step& step, Journal& journal) {
  JournalEntry& entry = journal.entries.emplace_back();
  entry.lead = lead.key;
  entry.seq = lead.seq;
  entry.workflow = 1;
  entry.event = static_cast<Id>(EventKind::attempted);
  entry.from = entry.to = lead.state;
  entry.rule = 7;
  entry.decided_at = step.now;
  entry.occurred_at = step.now - seconds(20);
  entry.key = journal.add_text("k-" + std::to_string(step.now.us / 1'000'000));
  entry.actor = journal.add_text("seller-17");
  const auto range = [](std::size_t size, std::uint32_t count) {
    return Range{static_cast<std::uint32_t>(size), count};
  };
  entry.values = range(journal.values.size(), 1);
  journal.values.push_back({id(FieldKind::outcome), Value::of("no_answer")});
  entry.effects = range(journal.effects.size(), 1);
  EmittedEffect effect;
  effect.rule = 5;
  effect.not_before = step.now;
  journal.effects.push_back(effect);
  entry.timers = range(journal.timers.size(), 1);
  journal.timers.push_back({TimerChange::armed, lead.timers[0]});
  entry.trace = range(journal.trace.size(), 1);
  journal.trace.push_back({7, kNone, TraceStep::taken});
}

void decide(LeadRecord& lead, const Step& step, Journal& journal) {
  ++lead.seq;
  lead.clock = step.now;
  ++lead.attempts;
  ++lead.attempts_by[1][1];
  lead.milestones[1] = std::min(lead.milestones[1], step.now);
  set_timers(lead, step);
  set_effect(lead, step);
  set_key(lead, static_cast<std::uint64_t>(step.now.us));
  set_entry(lead, step, journal);
}

class StoreContender final : public Contender {
 public:
  StoreContender(const std::string& path, const Settings& settings) {
    SqliteOptions options;
    options.durability = settings.full ? Durability::full : Durability::normal;
    store_ = sqlite_store(path, options);
  }

  /// Steps on one lead within a batch fall together on one write, as in an engine.
  void take(const std::vector<Step>& steps) override {
    read(steps);
    writes_.clear();
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const std::size_t slot = slots_[i];
      decide(leads_[slot], steps[i], writes_.journal);
    }
    for (LeadRecord& lead : leads_) {
      LeadWrite& write = writes_.leads.emplace_back();
      write.lead = &lead;
      write.expected = lead.revision;
    }
    if (!store_->commit(writes_)) throw std::runtime_error("nobody else writes");
  }

  void close() override { store_->idle(); }

 private:
  void read(const std::vector<Step>& steps) {
    ids_.clear();
    for (const Step& step : steps) ids_.push_back(host_id(step.lead));
    views_.assign(ids_.begin(), ids_.end());
    numbers_.resize(ids_.size());
    store_->find(1, views_, numbers_);
    keys_.clear();
    for (const std::uint64_t number : numbers_) keys_.push_back({1, number});
    std::sort(keys_.begin(), keys_.end());
    keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
    slots_.clear();
    for (const std::uint64_t number : numbers_) {
      const auto found = std::lower_bound(keys_.begin(), keys_.end(), LeadKey{1, number});
      slots_.push_back(static_cast<std::size_t>(found - keys_.begin()));
    }
    leads_.resize(keys_.size());
    store_->read(keys_, leads_);
  }

  std::unique_ptr<Store> store_;
  WriteSet writes_;
  std::vector<std::string> ids_;
  std::vector<std::string_view> views_;
  std::vector<std::uint64_t> numbers_;
  std::vector<LeadKey> keys_;
  std::vector<std::size_t> slots_;
  std::vector<LeadRecord> leads_;
};

void add_leads(Store& store, Steps& steps, std::uint64_t first, std::uint64_t count) {
  std::vector<LeadRecord> leads(count);
  std::vector<std::string> ids(count);
  WriteSet writes;
  writes.tenants.push_back({1, first - 1, first - 1 + count});
  for (std::uint64_t i = 0; i < count; ++i) {
    LeadRecord& lead = leads[i];
    ids[i] = host_id(first + i);
    lead.key = {1, first + i};
    lead.workflow = 1;
    lead.state = 2;
    lead.owner = "seller-" + std::to_string((first + i) % 500);
    lead.lane = "seller";
    lead.source = "portal";
    lead.attributes.campaign = "spring";
    lead.attributes.fields = {Value::of("used"), Value::money(2'000'000)};
    const Step step = steps.next();
    lead.received_at = lead.milestones[0] = step.now;
    set_key(lead, first + i);
    decide(lead, step, writes.journal);
    LeadWrite& write = writes.leads.emplace_back();
    write.lead = &lead;
    write.host_id = ids[i];
    write.attributes = write.owner = true;
  }
  store.commit(writes);
}

}  // namespace

std::string make_store_file(const Settings& settings) {
  const std::string path = settings.folder + "/store.db";
  constexpr std::uint64_t kBatch = 50'000;
  {
    SqliteOptions options;
    options.durability = Durability::normal;
    const std::unique_ptr<Store> store = sqlite_store(path, options);
    store->add_tenant("north");
    Steps steps(settings.leads, 1);
    for (std::uint64_t first = 1; first <= settings.leads; first += kBatch) {
      add_leads(*store, steps, first, std::min(kBatch, settings.leads - first + 1));
    }
  }
  // Leads that have lived a little: rows that have grown and pages that are no longer packed.
  StoreContender contender(path, settings);
  Steps steps(settings.leads, 2);
  std::vector<Step> batch;
  for (int round = 0; round < 2; ++round) {
    for (std::uint64_t lead = 1; lead <= settings.leads; ++lead) {
      batch.push_back(steps.next());
      batch.back().lead = lead;
      if (batch.size() < kBatch && lead < settings.leads) continue;
      contender.take(batch);
      batch.clear();
    }
  }
  return path;
}

std::unique_ptr<Contender> open_store(const std::string& path, const Settings& settings) {
  return std::make_unique<StoreContender>(path, settings);
}

}  // namespace relance::bench
