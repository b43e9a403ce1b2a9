#include "tool/run_report.hpp"

#include <fmt/format.h>

#include "base/printable.hpp"
#include "report/json.hpp"

namespace relance::tool {
namespace {

constexpr std::size_t kShown = 20;  // troubles on the screen

std::string_view word(const ImportLine& line) {
  if (line.kind == ImportLine::unreadable) return "unreadable";
  if (line.kind == ImportLine::future) return "future";
  if (line.kind == ImportLine::eventless) return "no event";
  return name(line.decision->verdict);
}

std::string line_json(const ImportLine& line) {
  JsonObject object;
  if (line.kind == ImportLine::earlier) {
    object.flag("earlier_run", true);
  } else {
    object.text("file", line.file).count("line", line.line);
  }
  object.text_if("lead", line.lead).text_if("event", line.event);
  object.text("verdict", word(line)).text_if("reason", line.reason);
  if (line.decision != nullptr) {
    const Decision& decision = *line.decision;
    if (decision.refusal != Refusal::none) object.text("refusal", name(decision.refusal));
    object.text_if("message", decision.message);
    object.text_if("from", decision.from).text_if("to", decision.to);
    object.text_if("rule", decision.rule);
    if (decision.repeated && line.kind == ImportLine::decided) object.flag("repeated", true);
    if (decision.late) object.flag("late", true);
    if (line.kind == ImportLine::settled) object.flag("waited", true);
  }
  return object.done();
}

/// Empty when there is nothing to worry about.
std::string trouble(const ImportLine& line) {
  const std::string place = fmt::format("{}:{}", line.file, line.line);
  if (line.kind == ImportLine::unreadable || line.kind == ImportLine::future) {
    return line.event.empty() ? fmt::format("{}: {}", place, line.reason)
                              : fmt::format("{}: {}: {}", place, line.event, line.reason);
  }
  if (line.decision == nullptr || line.decision->verdict != Verdict::refused) return {};
  if (line.kind == ImportLine::earlier) {
    return fmt::format("an event of an earlier run: {} refused: {}", line.event,
                       name(line.decision->refusal));
  }
  return fmt::format("{}: {} refused: {}", place, line.event, line.decision->message);
}

std::string counts_json(const ImportCounts& counts) {
  return JsonObject()
      .count("records", counts.records)
      .count("unreadable", counts.unreadable)
      .count("future", counts.future)
      .count("eventless", counts.eventless)
      .count("trimmed", counts.trimmed)
      .count("events", counts.events)
      .count("accepted", counts.accepted)
      .count("refused", counts.refused)
      .count("waiting", counts.waiting)
      .count("waited", counts.waited)
      .count("earlier_accepted", counts.earlier_accepted)
      .count("earlier_refused", counts.earlier_refused)
      .count("faulty", counts.faulty)
      .count("repeated", counts.repeated)
      .count("late", counts.late)
      .count("timers", counts.timers)
      .count("waiting_here", counts.waiting_here)
      .count("waiting_leads", counts.waiting_leads)
      .done();
}

std::string counts_text(const ImportCounts& counts, std::size_t files) {
  std::string text =
      fmt::format("{} of {}\n", counted(counts.records, "record"), counted(files, "file"));
  const auto add = [&](std::uint64_t n, std::string_view what) {
    if (n > 0) text += fmt::format("{:>9} {}\n", n, what);
  };
  add(counts.unreadable, "not readable");
  add(counts.future, "of the future, left to a later run");
  add(counts.eventless, "without an event");
  add(counts.trimmed, "with blanks around the lead's id, which were left off");
  text += counted(counts.events, "event") + '\n';
  add(counts.accepted, "accepted");
  add(counts.refused, "refused");
  add(counts.waiting, "waiting for their lead");
  add(counts.waited, "of these waited for their lead");
  add(counts.repeated, "of these told before");
  add(counts.late, "of these late");
  if (const std::uint64_t earlier = counts.earlier_accepted + counts.earlier_refused; earlier > 0) {
    text += counted(earlier, "event") + " of earlier runs decided\n";
    add(counts.earlier_accepted, "accepted");
    add(counts.earlier_refused, "refused");
  }
  text += fmt::format("{} fired at the end\n", counted(counts.timers, "timer"));
  return text + waiting_text(counts.waiting_here, counts.waiting_leads);
}

/// Why the exit code is 1, where nothing else on standard error says it; empty when all is well.
std::string verdict(const ImportCounts& counts, bool quiet) {
  std::string text;
  const auto add = [&](std::uint64_t n, std::string_view what, std::string_view how) {
    if (n == 0) return;
    text += fmt::format("{}{} {} {}", text.empty() ? "" : "; ", counted(n, what),
                        n == 1 ? "was" : "were", how);
  };
  if (quiet) add(counts.unreadable, "record", "not readable");
  if (quiet) add(counts.future, "event", "of the future");
  add(counts.faulty, "event", "refused for wrong data");
  return text;
}

}  // namespace

RunReport::RunReport(const Tool& tool, const std::string& path) : tool_(tool), path_(path) {
  if (!path.empty()) file_.emplace(path);
}

void RunReport::line(const ImportLine& line) {
  if (file_) file_->write(line_json(line));
  const std::string text = trouble(line);
  if (!text.empty() && ++troubles_ <= kShown && !tool_.quiet) complain(text);
}

void RunReport::finish(const ImportCounts& counts, std::size_t files) {
  if (troubles_ > kShown && !tool_.quiet) {
    complain(
        fmt::format("and {} more; {}", troubles_ - kShown,
                    path_.empty() ? "--report FILE has them all" : fmt::format("see {}", path_)));
  }
  if (const std::string text = verdict(counts, tool_.quiet); !text.empty()) {
    complain(fmt::format("{}: correct that and run this again", text));
  }
  if (file_) file_->close();
  if (tool_.quiet) return;
  if (tool_.json) {
    print_line(counts_json(counts));
  } else {
    print(counts_text(counts, files));
  }
}

}  // namespace relance::tool
