#include "intake/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <span>

#include "intake/bind.hpp"
#include "intake/earlier.hpp"
#include "intake/pending.hpp"
#include "intake/row.hpp"
#include "relance/error.hpp"
#include "time/instant_text.hpp"

namespace relance {
namespace {

constexpr std::size_t kTimersAtOnce = 1'000;
constexpr std::size_t kLongestLead = 255;  // Event::lead
constexpr std::size_t kHead = 64 << 10;    // bytes in which a header is looked for

class Import {
 public:
  Import(Engine& engine, const std::vector<ImportInput>& inputs, const ImportOptions& options,
         const OnImportLine& on_line)
      : engine_(engine), inputs_(inputs), options_(options), on_line_(on_line) {}

  Imported run() {
    const std::shared_ptr<const Workflow> rules = engine_.current(options_.tenant);
    if (rules == nullptr) {
      throw Fault(ErrorCode::unknown, fmt::format("tenant '{}' has no rules", options_.tenant));
    }
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      check_events(*inputs_[i].mapping, rules->tables(), result_.diagnostics);
      read_input(static_cast<std::uint16_t>(i));
    }
    if (!result_.diagnostics.empty()) return std::move(result_);
    std::sort(pending_.begin(), pending_.end());
    earlier_.note(engine_, options_.tenant);
    tell_all();
    tick();
    settle();
    tell_earlier();
    return std::move(result_);
  }

 private:
  void read_input(std::uint16_t number) {
    const ImportInput& input = inputs_[number];
    std::string head;  // how the file begins, a pipe in small pieces
    const auto read = [&](std::span<char> into) {
      const std::size_t size = input.read(into);
      head.append(into.data(), std::min(size, kHead - head.size()));
      return size;
    };
    CsvReader reader(read, input.mapping->separator);
    CsvRecord record;
    const bool any = reader.next(record);
    if (std::optional<Diagnostic> other =
            other_separator(*input.mapping, input.file, head, record.fields)) {
      result_.diagnostics.push_back(std::move(*other));
      return;
    }
    if (!any || record.problem != CsvProblem::none) {
      throw Fault(ErrorCode::input, header_problem(input, record));
    }
    const std::size_t width = record.fields.size();
    const std::vector<std::size_t> places =
        find_columns(*input.mapping, input.file, record.fields, result_.diagnostics);
    zone_settled_ = input.mapping->zone.has_value();
    while (result_.diagnostics.empty() && reader.next(record)) {
      take_record(number, record, places, width);
    }
  }

  void take_record(std::uint16_t number, const CsvRecord& record,
                   const std::vector<std::size_t>& places, std::size_t width) {
    const ImportInput& input = inputs_[number];
    ++result_.counts.records;
    if (record.problem != CsvProblem::none) {
      refuse(input, record.line, {}, {}, fmt::format("the record {}", explain(record.problem)));
    } else if (record.fields.size() != width) {
      refuse(input, record.line, {}, {},
             fmt::format("the record has {} fields, the header has {}: give it as many",
                         record.fields.size(), width));
    } else {
      cells_.clear();
      for (std::size_t place : places) cells_.push_back(record.fields[place]);
      take_row(number, record.line);
    }
  }

  static std::string header_problem(const ImportInput& input, const CsvRecord& record) {
    if (record.line == 0) {
      return fmt::format("{} is empty: its first line names the columns", input.file);
    }
    return fmt::format("{}:{}: the header {}", input.file, record.line, explain(record.problem));
  }

  void take_row(std::uint16_t number, std::uint64_t line) {
    const ImportInput& input = inputs_[number];
    const Mapping& mapping = *input.mapping;
    const std::string_view lead = value_of(mapping.lead, cells_).value_or(std::string_view());
    if (lead.empty() || lead.size() > kLongestLead) {
      refuse(input, line, {}, {},
             fmt::format("column {} holds no lead's id (1 to 255 bytes)",
                         mapping.columns[mapping.lead.column].name));
      return;
    }
    const char* row = nullptr;
    bool wanted = false;
    for (std::size_t i = 0; i < mapping.events.size(); ++i) {
      const EventFrom& event = mapping.events[i];
      if (!holds(event.when, cells_)) continue;
      wanted = true;
      if (!zone_settled_ && lacks_zone(mapping, event, cells_)) {
        result_.diagnostics.push_back(zone_missing(mapping, event, input.file, line));
        return;
      }
      const std::optional<Instant> at = time_of_event(mapping, event);
      if (!at) {
        refuse(input, line, event.event, lead, problem_);
        continue;
      }
      zone_settled_ = true;
      const bool first = row == nullptr;
      if (first) row = keep_.add(cells_);
      pending_.push_back({*at, row, line, number, static_cast<std::uint16_t>(i), first});
    }
    if (!wanted) {
      ++result_.counts.eventless;
      on_line_({ImportLine::eventless, input.file, line, {}, lead, {}, nullptr});
    }
    check_memory(input);
  }

  /// When the event occurred, all its times being readable and this one not of the future; else
  /// `problem_` says why not.
  std::optional<Instant> time_of_event(const Mapping& mapping, const EventFrom& event) {
    const std::optional<Instant> at = time_of(event.at, mapping, cells_, problem_);
    if (!at || !times_readable(mapping, event, cells_, problem_)) return std::nullopt;
    if (*at <= options_.now + kClockTolerance) return at;
    problem_ = fmt::format(
        "it occurred after {}, the end of this run: correct the time, or take it in by "
        "a later run (is the clock of this computer right?)",
        to_rfc3339(options_.now));
    return std::nullopt;
  }

  void check_memory(const ImportInput& input) const {
    if (keep_.bytes() + pending_.capacity() * sizeof(PendingEvent) <= options_.memory) return;
    throw Fault(ErrorCode::input,
                fmt::format("{} is too large to be sorted by time in {} bytes; split it into "
                            "files of earlier and later rows and run them in that order",
                            input.file, options_.memory));
  }

  void refuse(const ImportInput& input, std::uint64_t line, std::string_view event,
              std::string_view lead, std::string_view reason) {
    ++result_.counts.unreadable;
    on_line_({ImportLine::unreadable, input.file, line, event, lead, reason, nullptr});
  }

  void make_event(const PendingEvent& pending, Event& event) {
    const Mapping& mapping = *inputs_[pending.input].mapping;
    RowKeep::get(pending.row, mapping.columns.size(), cells_);
    fill(mapping, mapping.events[pending.event], cells_, pending.at, pending.first, event);
  }

  void tell_all() {
    events_.resize(options_.batch);
    for (std::size_t first = 0; first < pending_.size(); first += options_.batch) {
      const std::span some(pending_.data() + first,
                           std::min(options_.batch, pending_.size() - first));
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
        refuse(inputs_[some[i].input], some[i].line, events_[i].name, events_[i].lead,
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
    ++result_.counts.events;
    if (decision.repeated) ++result_.counts.repeated;
    if (decision.late) ++result_.counts.late;
    if (decision.verdict == Verdict::accepted) ++result_.counts.accepted;
    if (decision.verdict == Verdict::refused) ++result_.counts.refused;
    if (decision.verdict == Verdict::waiting) waiting_.push_back(pending);
    report(ImportLine::decided, pending, events_[i], decision);
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
      result_.counts.timers += result.fired;
    } while (result.more);
  }

  /// The same event under the same key gives the decision as it now stands; nothing new is decided.
  void settle() {
    for (const PendingEvent& pending : waiting_) {
      make_event(pending, spare_);
      batch_.assign(1, {&spare_, options_.now});
      const Decision decision = submit().front();
      if (decision.verdict == Verdict::waiting) {
        ++result_.counts.waiting;
        continue;
      }
      ++result_.counts.waited;
      ++(decision.verdict == Verdict::accepted ? result_.counts.accepted : result_.counts.refused);
      report(ImportLine::settled, pending, spare_, decision);
    }
  }

  void tell_earlier() {
    earlier_.tell_decided(
        engine_, options_.tenant,
        [this](std::string_view lead, std::string_view event, const Decision& decision) {
          ++(decision.verdict == Verdict::accepted ? result_.counts.earlier_accepted
                                                   : result_.counts.earlier_refused);
          on_line_({ImportLine::earlier, {}, 0, event, lead, {}, &decision});
        });
  }

  Engine& engine_;
  const std::vector<ImportInput>& inputs_;
  const ImportOptions& options_;
  const OnImportLine& on_line_;
  Imported result_;
  RowKeep keep_;
  EarlierEvents earlier_;
  std::vector<PendingEvent> pending_, waiting_;
  std::set<std::string> damaged_;  // ids of leads whose events cannot be told
  std::vector<std::string_view> cells_;
  std::vector<Event> events_;
  std::vector<Submission> batch_;
  Event spare_;
  std::string problem_;
  // The first time that is read tells whether the input states its offsets or needs a zone.
  bool zone_settled_ = false;
};

}  // namespace

Imported run_import(Engine& engine, const std::vector<ImportInput>& inputs,
                    const ImportOptions& options, const OnImportLine& on_line) {
  return Import(engine, inputs, options, on_line).run();
}

}  // namespace relance
