#include "intake/gather.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

#include "intake/bind.hpp"
#include "intake/csv.hpp"
#include "intake/row.hpp"
#include "relance/error.hpp"
#include "time/instant_text.hpp"

namespace relance {
namespace {

constexpr std::size_t kLongestLead = 255;  // Event::lead
constexpr std::size_t kHead = 64 << 10;    // bytes in which a header is looked for

class Gathering {
 public:
  Gathering(const std::vector<ImportInput>& inputs, const ImportOptions& options,
            const OnImportLine& on_line)
      : inputs_(inputs), options_(options), on_line_(on_line) {}

  Gathered run(const Tables& rules) {
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      check_events(*inputs_[i].mapping, rules, result_.diagnostics);
      read_input(static_cast<std::uint16_t>(i));
    }
    std::sort(result_.pending.begin(), result_.pending.end());
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
    const std::string_view lead = lead_of(mapping, cells_);
    if (lead.empty() || lead.size() > kLongestLead) {
      refuse(input, line, {}, {},
             fmt::format("column {} holds no lead's id (1 to 255 bytes)",
                         mapping.columns[mapping.lead.column].name));
      return;
    }
    if (lead != value_of(mapping.lead, cells_)) ++result_.counts.trimmed;
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
      const std::optional<Instant> at = time_of_event(input, line, event, lead);
      if (!at) continue;
      const bool first = row == nullptr;
      if (first) row = result_.keep.add(cells_);
      result_.pending.push_back({*at, row, line, number, static_cast<std::uint16_t>(i), first});
    }
    if (!wanted) {
      ++result_.counts.eventless;
      on_line_({ImportLine::eventless, input.file, line, {}, lead, {}, nullptr});
    }
    check_memory(input);
  }

  /// When the event occurred, all its times being readable and this one not of the future; else
  /// nothing, and that is told.
  std::optional<Instant> time_of_event(const ImportInput& input, std::uint64_t line,
                                       const EventFrom& event, std::string_view lead) {
    const Mapping& mapping = *input.mapping;
    const std::optional<Instant> at = time_of(event.at, mapping, cells_, problem_);
    if (!at || !times_readable(mapping, event, cells_, problem_)) {
      refuse(input, line, event.event, lead, problem_);
      return std::nullopt;
    }
    zone_settled_ = true;
    if (*at <= options_.now + kClockTolerance) return at;
    leave(input, line, event.event, lead);
    return std::nullopt;
  }

  void check_memory(const ImportInput& input) const {
    const std::size_t events = result_.pending.capacity() * sizeof(PendingEvent);
    if (result_.keep.bytes() + events <= options_.memory) return;
    throw Fault(ErrorCode::input,
                fmt::format("{} is too large to be sorted by time in {} bytes; split it into "
                            "files of earlier and later rows and run them in that order",
                            input.file, options_.memory));
  }

  /// An event of the future is left to a later run.
  void leave(const ImportInput& input, std::uint64_t line, std::string_view event,
             std::string_view lead) {
    ++result_.counts.future;
    const std::string end =
        options_.now_text.empty() ? to_rfc3339(options_.now) : options_.now_text;
    const std::string reason = fmt::format(
        "it occurred after {}, the end of this run: correct the time, or take it in by a later run "
        "(is the clock of this computer right?)",
        end);
    on_line_({ImportLine::future, input.file, line, event, lead, reason, nullptr});
  }

  void refuse(const ImportInput& input, std::uint64_t line, std::string_view event,
              std::string_view lead, std::string_view reason) {
    ++result_.counts.unreadable;
    on_line_({ImportLine::unreadable, input.file, line, event, lead, reason, nullptr});
  }

  const std::vector<ImportInput>& inputs_;
  const ImportOptions& options_;
  const OnImportLine& on_line_;
  Gathered result_;
  std::vector<std::string_view> cells_;
  std::string problem_;
  // The first time that is read tells whether the input states its offsets or needs a zone.
  bool zone_settled_ = false;
};

}  // namespace

Gathered gather(const Tables& rules, const std::vector<ImportInput>& inputs,
                const ImportOptions& options, const OnImportLine& on_line) {
  return Gathering(inputs, options, on_line).run(rules);
}

}  // namespace relance
