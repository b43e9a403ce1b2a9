#include "intake/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "intake/earlier.hpp"
#include "intake/gather.hpp"
#include "intake/row.hpp"
#include "relance/error.hpp"

namespace relance {
namespace {

constexpr std::size_t kTimersAtOnce = 1'000;

/// What is wrong lies in the event itself, not in where its lead stands.
bool is_of_data(Refusal refusal) {
  switch (refusal) {
    case Refusal::none:
    case Refusal::not_here:
    case Refusal::guard_false:
    case Refusal::guard_failed:
    case Refusal::too_deep:
      return false;
    default:
      return true;
  }
}

/// Tells what was gathered.
class Import {
 public:
  Import(Engine& engine, const std::vector<ImportInput>& inputs, const ImportOptions& options,
         const OnImportLine& on_line, Gathered gathered)
      : engine_(engine),
        inputs_(inputs),
        options_(options),
        on_line_(on_line),
        gathered_(std::move(gathered)),
        counts_(gathered_.counts) {}

  ImportCounts run() {
    earlier_.note(engine_, options_.tenant);
    tell_all();
    tick();
    settle();
    tell_earlier();
    count_waiting(engine_, options_.tenant, counts_.waiting_here, counts_.waiting_leads);
    return counts_;
  }

 private:
  void make_event(const PendingEvent& pending, Event& event) {
    const Mapping& mapping = *inputs_[pending.input].mapping;
    RowKeep::get(pending.row, mapping.columns.size(), cells_);
    fill(mapping, mapping.events[pending.event], cells_, pending.at, pending.first, event);
  }

  void refuse(const PendingEvent& pending, const Event& event, std::string_view reason) {
    ++counts_.unreadable;
    on_line_({ImportLine::unreadable, inputs_[pending.input].file, pending.line, event.name,
              event.lead, reason, nullptr});
  }

  void tell_all() {
    std::vector<PendingEvent>& all = gathered_.pending;
    events_.resize(options_.batch);
    for (std::size_t first = 0; first < all.size(); first += options_.batch) {
      const std::span some(all.data() + first, std::min(options_.batch, all.size() - first));
      for (std::size_t i = 0; i < some.size(); ++i) make_event(some[i], events_[i]);
      while (!tell(some)) {
      }
    }
  }

  /// Tells the events of `some`, which are made, without those of damaged leads. False: one more
  /// such lead was met, and nothing was told.
  bool tell(std::span<const PendingEvent> some) {
    batch_.clear();
    for (std::size_t i = 0; i < some.size(); ++i) {
      if (damaged_.contains(events_[i].lead)) continue;
      batch_.push_back({&events_[i], std::min(some[i].at, options_.now)});
    }
    std::vector<Decision> decisions;
    try {
      decisions = submit();
    } catch (const CorruptLead&) {
      if (!note_damaged()) throw;
      return false;
    }
    std::size_t told = 0;
    for (std::size_t i = 0; i < some.size(); ++i) {
      if (damaged_.contains(events_[i].lead)) {
        refuse(some[i], events_[i],
               "its lead is damaged in the database: restore a copy, then run this again");
      } else {
        count_decision(some[i], i, decisions[told++]);
      }
    }
    return true;
  }

  /// False when there is none that was not known.
  bool note_damaged() {
    const std::size_t before = damaged_.size();
    for (DamagedLead& lead : engine_.damaged()) {
      if (lead.tenant == options_.tenant) damaged_.insert(std::move(lead.lead));
    }
    return damaged_.size() > before;
  }

  /// When too many timers are due for one call, ticks up to the first event of the batch and tells
  /// it again.
  std::vector<Decision> submit() {
    try {
      return engine_.submit(options_.tenant, batch_);
    } catch (const Fault& fault) {
      if (fault.code() != ErrorCode::behind) throw;
    }
    while (engine_.tick(options_.tenant, batch_.front().now, kTimersAtOnce).more) {
    }
    return engine_.submit(options_.tenant, batch_);
  }

  void count_decision(const PendingEvent& pending, std::size_t i, const Decision& decision) {
    ++counts_.events;
    if (decision.repeated) ++counts_.repeated;
    if (decision.late) ++counts_.late;
    if (decision.verdict == Verdict::waiting) {
      waiting_.push_back(pending);
    } else {
      count(decision, counts_.accepted, counts_.refused);
    }
    report(ImportLine::decided, pending, events_[i], decision);
  }

  void count(const Decision& decision, std::uint64_t& accepted, std::uint64_t& refused) {
    ++(decision.verdict == Verdict::accepted ? accepted : refused);
    if (is_of_data(decision.refusal)) ++counts_.faulty;
  }

  void report(ImportLine::Kind kind, const PendingEvent& pending, const Event& event,
              const Decision& decision) {
    on_line_(
        {kind, inputs_[pending.input].file, pending.line, event.name, event.lead, {}, &decision});
  }

  void tick() {
    TickResult result;
    do {
      result = engine_.tick(options_.tenant, options_.now, kTimersAtOnce);
      counts_.timers += result.fired;
    } while (result.more);
  }

  /// The same event under the same key gives the decision as it now stands; nothing new is decided.
  void settle() {
    for (const PendingEvent& pending : waiting_) {
      make_event(pending, spare_);
      batch_.assign(1, {&spare_, options_.now});
      const Decision decision = submit().front();
      if (decision.verdict == Verdict::waiting) {
        ++counts_.waiting;
        continue;
      }
      ++counts_.waited;
      count(decision, counts_.accepted, counts_.refused);
      report(ImportLine::settled, pending, spare_, decision);
    }
  }

  void tell_earlier() {
    earlier_.tell_decided(
        engine_, options_.tenant,
        [this](std::string_view lead, std::string_view event, const Decision& decision) {
          count(decision, counts_.earlier_accepted, counts_.earlier_refused);
          on_line_({ImportLine::earlier, {}, 0, event, lead, {}, &decision});
        });
  }

  Engine& engine_;
  const std::vector<ImportInput>& inputs_;
  const ImportOptions& options_;
  const OnImportLine& on_line_;
  Gathered gathered_;
  ImportCounts counts_;
  EarlierEvents earlier_;
  std::vector<PendingEvent> waiting_;
  std::set<std::string> damaged_;  // ids of leads whose events cannot be told
  std::vector<std::string_view> cells_;
  std::vector<Event> events_;
  std::vector<Submission> batch_;
  Event spare_;
};

}  // namespace

Imported run_import(const Tables& rules, const std::function<Engine&()>& engine,
                    const std::vector<ImportInput>& inputs, const ImportOptions& options,
                    const OnImportLine& on_line) {
  Gathered gathered = gather(rules, inputs, options, on_line);
  if (!gathered.diagnostics.empty()) return {gathered.counts, std::move(gathered.diagnostics)};
  return {Import(engine(), inputs, options, on_line, std::move(gathered)).run(), {}};
}

Imported run_import(Engine& engine, const std::vector<ImportInput>& inputs,
                    const ImportOptions& options, const OnImportLine& on_line) {
  const std::shared_ptr<const Workflow> rules = engine.current(options.tenant);
  if (rules == nullptr) {
    throw Fault(ErrorCode::unknown, fmt::format("tenant '{}' has no rules", options.tenant));
  }
  const auto same = [&engine]() -> Engine& { return engine; };
  return run_import(rules->tables(), same, inputs, options, on_line);
}

}  // namespace relance
