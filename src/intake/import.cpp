#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "intake/earlier.hpp"
#include "intake/gather.hpp"
#include "intake/row.hpp"
#include "relance/error.hpp"
#include "relance/intake.hpp"

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

}  // namespace

/// Tells what was gathered.
class Import::Run {
 public:
  Run(const Tables& rules, std::vector<ImportInput> inputs, ImportOptions options,
      const OnImportLine& on_line)
      : inputs_(std::move(inputs)),
        options_(std::move(options)),
        gathered_(gather(rules, inputs_, options_, on_line)),
        counts_(gathered_.counts) {}

  /// A stage is over when it says false.
  bool step(Engine& engine, const OnImportLine& on_line) {
    engine_ = &engine;
    on_line_ = &on_line;
    switch (stage_) {
      case Stage::before:
        earlier_.note(engine, options_.tenant);
        return next(Stage::telling);
      case Stage::telling:
        return tell_some() || next(Stage::ticking);
      case Stage::ticking:
        return tick() || next(Stage::settling);
      case Stage::settling:
        return settle() || next(Stage::after);
      case Stage::after:
        next(Stage::counting);  // nothing is told twice, should a history not be readable
        return tell_earlier();
      case Stage::counting:
        count_waiting(engine, options_.tenant, counts_.waiting_here, counts_.waiting_leads);
        next(Stage::done);
        break;
      case Stage::done:
        break;
    }
    return false;
  }

  const std::vector<Diagnostic>& diagnostics() const { return gathered_.diagnostics; }
  const ImportCounts& counts() const { return counts_; }

 private:
  enum class Stage { before, telling, ticking, settling, after, counting, done };

  bool next(Stage stage) {
    stage_ = stage;
    return true;
  }

  void make_event(const PendingEvent& pending, Event& event) {
    const Mapping& mapping = *inputs_[pending.input].mapping;
    RowKeep::get(pending.row, mapping.columns.size(), cells_);
    fill(mapping, mapping.events[pending.event], cells_, pending.at, pending.first, event);
  }

  void refuse(const PendingEvent& pending, const Event& event, std::string_view reason) {
    ++counts_.unreadable;
    (*on_line_)({ImportLine::unreadable, inputs_[pending.input].file, pending.line, event.name,
                 event.lead, reason, nullptr});
  }

  /// The next batch; false when there is none.
  bool tell_some() {
    const std::vector<PendingEvent>& all = gathered_.pending;
    if (told_ == all.size()) return false;
    events_.resize(options_.batch);
    const std::span some(all.data() + told_, std::min(options_.batch, all.size() - told_));
    for (std::size_t i = 0; i < some.size(); ++i) make_event(some[i], events_[i]);
    while (!tell(some)) {
    }
    told_ += some.size();
    return true;
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
    for (DamagedLead& lead : engine_->damaged()) {
      if (lead.tenant == options_.tenant) damaged_.insert(std::move(lead.lead));
    }
    return damaged_.size() > before;
  }

  /// When too many timers are due for one call, ticks up to the first event of the batch and tells
  /// it again.
  std::vector<Decision> submit() {
    try {
      return engine_->submit(options_.tenant, batch_);
    } catch (const Fault& fault) {
      if (fault.code() != ErrorCode::behind) throw;
    }
    while (engine_->tick(options_.tenant, batch_.front().now, kTimersAtOnce).more) {
    }
    return engine_->submit(options_.tenant, batch_);
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
    (*on_line_)(
        {kind, inputs_[pending.input].file, pending.line, event.name, event.lead, {}, &decision});
  }

  bool tick() {
    const TickResult result = engine_->tick(options_.tenant, options_.now, kTimersAtOnce);
    counts_.timers += result.fired;
    return result.more;
  }

  /// The same event under the same key gives the decision as it now stands; nothing new is decided.
  bool settle() {
    if (settled_ == waiting_.size()) return false;
    const PendingEvent& pending = waiting_[settled_];
    make_event(pending, spare_);
    batch_.assign(1, {&spare_, options_.now});
    const Decision decision = submit().front();
    ++settled_;
    if (decision.verdict == Verdict::waiting) {
      ++counts_.waiting;
      return true;
    }
    ++counts_.waited;
    count(decision, counts_.accepted, counts_.refused);
    report(ImportLine::settled, pending, spare_, decision);
    return true;
  }

  bool tell_earlier() {
    earlier_.tell_decided(
        *engine_, options_.tenant,
        [this](std::string_view lead, std::string_view event, const Decision& decision) {
          count(decision, counts_.earlier_accepted, counts_.earlier_refused);
          (*on_line_)({ImportLine::earlier, {}, 0, event, lead, {}, &decision});
        });
    return true;
  }

  const std::vector<ImportInput> inputs_;
  const ImportOptions options_;
  Gathered gathered_;
  ImportCounts counts_;
  Stage stage_ = Stage::before;
  std::size_t told_ = 0, settled_ = 0;  // of the pending events; of those that had to wait
  Engine* engine_ = nullptr;            // during a step, as is the next
  const OnImportLine* on_line_ = nullptr;
  EarlierEvents earlier_;
  std::vector<PendingEvent> waiting_;
  std::set<std::string> damaged_;  // ids of leads whose events cannot be told
  std::vector<std::string_view> cells_;
  std::vector<Event> events_;
  std::vector<Submission> batch_;
  Event spare_;
};

Import::Import(const Tables& rules, std::vector<ImportInput> inputs, ImportOptions options,
               const OnImportLine& on_line)
    : run_(std::make_unique<Run>(rules, std::move(inputs), std::move(options), on_line)) {}
Import::~Import() = default;
Import::Import(Import&&) noexcept = default;

const std::vector<Diagnostic>& Import::diagnostics() const { return run_->diagnostics(); }

bool Import::step(Engine& engine, const OnImportLine& on_line) {
  return run_->step(engine, on_line);
}

const ImportCounts& Import::counts() const { return run_->counts(); }

Imported run_import(const Tables& rules, const std::function<Engine&()>& engine,
                    const std::vector<ImportInput>& inputs, const ImportOptions& options,
                    const OnImportLine& on_line) {
  Import import(rules, inputs, options, on_line);
  if (!import.diagnostics().empty()) return {import.counts(), import.diagnostics()};
  Engine& used = engine();
  while (import.step(used, on_line)) {
  }
  return {import.counts(), {}};
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
