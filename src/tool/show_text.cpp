// A lead and its history for a reader: one paragraph a decision, repeats folded.
#include <fmt/format.h>

#include <algorithm>

#include "base/printable.hpp"
#include "tool/command.hpp"
#include "tool/show.hpp"

namespace relance::tool {
namespace {

constexpr std::size_t kFingerprintShown = 12;  // of 32 digits

/// Clock times of the rules' zone, to the second.
class Clock {
 public:
  explicit Clock(const ZoneTable& zone) : zone_(zone) {}

  std::string operator()(Instant t) const {
    const std::string text = short_time(t, zone_);
    const bool whole_minute = text.size() == std::string_view("2026-12-24 09:00").size();
    return whole_minute ? text + ":00" : text;
  }
  /// "2026-12-24 09:00:00 +01:00"
  std::string with_offset(Instant t) const {
    const std::int64_t minutes = zone_.offset_at(t) / 60;
    return fmt::format("{} {}{:02}:{:02}", (*this)(t), minutes < 0 ? '-' : '+',
                       std::abs(minutes) / 60, std::abs(minutes) % 60);
  }

 private:
  const ZoneTable& zone_;
};

std::string rules_text(const std::string& name, const std::string& fingerprint, bool whole) {
  return fmt::format("{}, fingerprint {}", name,
                     whole ? fingerprint : fingerprint.substr(0, kFingerprintShown));
}

class Text {
 public:
  Text(Engine& engine, const ShownLead& lead)
      : engine_(engine), lead_(lead), clock_(lead.rules().zone) {}

  std::string write() {
    head();
    open();
    promises();
    text_ += "\ndecisions\n";
    const std::vector<DecisionInWords>& history = lead_.history;
    for (std::size_t i = 0; i < history.size();) {
      decision(history[i]);
      std::size_t same = i + 1;
      while (!lead_.all && same < history.size() && repeats(history[same - 1], history[same])) {
        ++same;
      }
      if (same - i > 2) {
        fold(history[i + 1], history[same - 1]);
        i = same;
      } else {
        ++i;
      }
    }
    return std::move(text_);
  }

 private:
  void line(std::string_view what, std::string_view value) {
    text_ += printable(fmt::format("  {:<12} {}", what, value)) + '\n';
  }
  void detail(std::string_view what, std::string_view value) {
    text_ += printable(fmt::format("        {:<11} {}", what, value)) + '\n';
  }

  void head() {
    const LeadRecord& lead = lead_.view.lead;
    text_ +=
        printable(fmt::format("lead {}: {} (stage {})", lead_.id, lead_.state(), lead_.stage())) +
        '\n';
    line("times in", lead_.rules().zone.name);
    line("rules",
         rules_text(lead_.view.workflow->name(), lead_.view.workflow->fingerprint(), lead_.all));
    for (const ToldValue& fact : facts_of(lead_)) line(fact.name, told(fact));
    line("received", clock_(lead.received_at));
    if (lead.appointment != kNever) line("appointment", clock_(lead.appointment));
    line("attempts", std::to_string(lead.attempts));
    line("next due", clock_(lead.next_due()));
    if (!lead_.person) return;
    for (const PersonalValue& value : lead_.view.personal) line(value.name, value.value);
  }

  void open() {
    const std::vector<OpenInWords> steps = open_steps(engine_, lead_);
    if (steps.empty()) return;
    text_ += "\nopen steps\n";
    for (const OpenInWords& step : steps) {
      std::string text = step.what;
      if (step.effect->not_after != kNever) text += " by " + clock_(step.effect->not_after);
      text += ", asked for " + clock_(step.ran_out.since);
      if (step.ran_out.times > 0) {
        text += fmt::format(", ran out {} since", counted(step.ran_out.times, "time"));
      }
      text_ += printable("  " + text) + '\n';
    }
  }

  void promises() {
    const std::vector<StandingDeadline> deadlines =
        standing_deadlines(lead_.rules(), lead_.view.lead);
    if (deadlines.empty()) return;
    text_ += "\ndeadlines\n";
    for (const StandingDeadline& each : deadlines) {
      text_ += printable(fmt::format("  {} {}", each.name, standing(each))) + '\n';
    }
  }

  /// "due 2026-11-23 14:02:00: closed 12:30-13:30"
  std::string standing(const StandingDeadline& deadline) const {
    if (deadline.phase == "paused") {
      return fmt::format("stands ({}), {} left", fmt::join(deadline.reasons, ", "), deadline.left);
    }
    const std::string promised = clock_(deadline.promised);
    if (deadline.phase == "breached") return "broken: was due " + promised;
    return deadline.closed.empty() ? "due " + promised
                                   : fmt::format("due {}: {}", promised, deadline.closed);
  }

  /// A timer's decision that only its instants tell from the one before.
  static bool repeats(const DecisionInWords& before, const DecisionInWords& after) {
    const auto same_effects = [](const EffectInWords& a, const EffectInWords& b) {
      return a.rule == b.rule && (a.of_seq == 0) == (b.of_seq == 0);
    };
    const auto same_ended = [](const EndedStep& a, const EndedStep& b) {
      return a.completed == b.completed && a.what == b.what;
    };
    const auto same_timers = [](const TimerInWords& a, const TimerInWords& b) {
      return a.change == b.change && a.what == b.what;
    };
    const auto same_passed = [](const PassedOver& a, const PassedOver& b) {
      return a.rule == b.rule && a.why == b.why;
    };
    const auto same_deadlines = [](const DeadlineInWords& a, const DeadlineInWords& b) {
      return a.name == b.name && a.what == b.what && a.reason == b.reason;
    };
    const auto equal = [](const auto& a, const auto& b, auto same) {
      return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
    };
    return before.by_timer && after.by_timer && before.event == after.event &&
           before.from == after.from && before.to == after.to && before.rule == after.rule &&
           before.refusal == after.refusal && before.fingerprint == after.fingerprint &&
           before.derived == after.derived && before.values == after.values &&
           equal(before.effects, after.effects, same_effects) &&
           equal(before.ended, after.ended, same_ended) &&
           equal(before.timers, after.timers, same_timers) &&
           equal(before.deadlines, after.deadlines, same_deadlines) &&
           equal(before.passed, after.passed, same_passed);
  }

  void fold(const DecisionInWords& first, const DecisionInWords& last) {
    const std::uint32_t times = last.seq - first.seq + 1;
    text_ += fmt::format("{:>5} to {}: the same {} more, the last {}\n", first.seq, last.seq,
                         counted(times, "time"), clock_.with_offset(last.decided_at));
  }

  static std::string outcome(const DecisionInWords& decision) {
    if (decision.verdict == "refused") return "REFUSED in " + decision.from;
    if (decision.from.empty()) return "new > " + decision.to;
    return decision.from == decision.to && decision.rule.empty()
               ? "stays in " + decision.to
               : decision.from + " > " + decision.to;
  }

  void decision(const DecisionInWords& decision) {
    std::string head = fmt::format("{:>5}  {}  {}", decision.seq,
                                   clock_.with_offset(decision.decided_at), decision.event);
    if (!decision.actor.empty()) head += " by " + decision.actor;
    text_ += printable(fmt::format("{}: {}", head, outcome(decision))) + '\n';
    if (decision.occurred_at != decision.decided_at) {
      detail("occurred", clock_.with_offset(decision.occurred_at));
    }
    how(decision);
    if (decision.fingerprint != fingerprint_told_) {
      fingerprint_told_ = decision.fingerprint;
      detail("decided by", rules_text(decision.rules, decision.fingerprint, lead_.all));
    }
    if (!decision.rules_before.empty()) {
      detail("before", rules_text(decision.rules_before, decision.fingerprint_before, lead_.all));
    }
    if (!decision.message.empty()) detail("because", decision.message);
    if (!decision.rule.empty()) detail("rule", decision.rule);
    for (const PassedOver& passed : decision.passed) {
      detail("passed over",
             fmt::format("{}{}{}", passed.rule, passed.rule.empty() ? "" : ": ", passed.why));
    }
    if (!decision.values.empty()) detail("carried", values(decision));
    for (const std::string& step : decision.carried) detail("goes on", step);
    for (const EndedStep& each : decision.ended) ended(each);
    for (const EffectInWords& each : decision.effects) effect(decision, each);
    for (const DeadlineInWords& each : decision.deadlines) {
      detail("deadline", each.reason.empty()
                             ? fmt::format("{} {}", each.name, each.what)
                             : fmt::format("{} {}: {}", each.name, each.what, each.reason));
    }
    for (const TimerInWords& each : decision.timers) timer(decision, each);
    if (lead_.all && !decision.key.empty()) detail("key", decision.key);
  }

  void how(const DecisionInWords& decision) {
    for (const TimerInWords& timer : decision.timers) {
      if (timer.change == "fired") detail("timer", fired(timer));
    }
    if (decision.derived) detail("follows", fmt::format("from {}", decision.follows));
    if (decision.late) detail("late", "told after later things had been decided");
    if (decision.waited) detail("waited", "it had been told before its lead came");
  }

  std::string fired(const TimerInWords& timer) const {
    std::string text = timer.what;
    if (!timer.length.empty()) text += fmt::format(" ({})", timer.length);
    if (timer.of_step) text += fmt::format(", asked for in {}", timer.of_seq);
    return text + ", was due";
  }

  std::string told(const ToldValue& value) const {
    return value.time == kNever ? value.text : clock_.with_offset(value.time);
  }

  std::string values(const DecisionInWords& decision) const {
    std::string text;
    for (const ToldValue& value : decision.values) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", value.name, told(value));
    }
    return text;
  }

  void ended(const EndedStep& step) {
    std::string text = step.what;
    if (step.seq != 0) text += fmt::format(" asked for in {}", step.seq);
    if (lead_.all && step.seq != 0) text += ", its id " + to_text(step.id);
    if (lead_.all && step.told_as != EffectId{}) {
      text += ", id of the withdrawal " + to_text(step.told_as);
    }
    detail(step.completed ? "completes" : "withdraws", text);
  }

  void effect(const DecisionInWords& decision, const EffectInWords& effect) {
    if (effect.of_seq != 0) return;  // told with what it ended
    const std::string id = lead_.all ? ", id " + to_text(effect.id) : std::string();
    std::string text = effect.what;
    if (effect.not_before != decision.decided_at) text += " from " + clock_(effect.not_before);
    if (effect.not_after != kNever) text += " by " + clock_(effect.not_after);
    for (const TimerInWords& timer : decision.timers) {
      const bool own = timer.change == "armed" && timer.of_seq == decision.seq;
      if (own && timer.of_index == effect.index) text += length_text(timer);
    }
    detail("asks", fmt::format("{} [{}]{}", text, effect.rule, id));
  }

  /// " (4 open h: closed 12:30-13:30)"
  static std::string length_text(const TimerInWords& timer) {
    if (timer.length.empty()) return {};
    return timer.closed.empty() ? fmt::format(" ({})", timer.length)
                                : fmt::format(" ({}: {})", timer.length, timer.closed);
  }

  void timer(const DecisionInWords& decision, const TimerInWords& timer) {
    const bool told = timer.of_step && timer.of_seq == decision.seq;  // with its effect
    if (timer.change == "armed" && !told) {
      detail("arms", fmt::format("{} due {}{}", timer.what, clock_(timer.due), length_text(timer)));
    } else if (timer.change == "cancelled") {
      detail("cancels", fmt::format("{}, which was due {}", timer.what, clock_(timer.due)));
    }
  }

  Engine& engine_;
  const ShownLead& lead_;
  const Clock clock_;
  std::string fingerprint_told_;
  std::string text_;
};

}  // namespace

std::string to_text(Engine& engine, const ShownLead& lead) { return Text(engine, lead).write(); }

}  // namespace relance::tool
