// A lead and its history for a reader: one paragraph a decision, repeats folded.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/printable.hpp"
#include "report/lead_clock.hpp"
#include "report/lead_deadlines.hpp"
#include "report/lead_repeats.hpp"
#include "report/lead_words.hpp"

namespace relance {
namespace {

constexpr std::size_t kFingerprintShown = 12;  // of 32 digits

std::string rules_text(const std::string& name, const std::string& fingerprint, bool whole) {
  return fmt::format("{}, fingerprint {}", name,
                     whole ? fingerprint : fingerprint.substr(0, kFingerprintShown));
}

class Text {
 public:
  Text(Engine& engine, const ShownLead& lead) : engine_(engine), lead_(lead), clock_(lead) {}

  std::string write() {
    head();
    open();
    promises();
    text_ += "\ndecisions\n";
    const std::vector<DecisionInWords>& decisions = lead_.history.decisions;
    for (std::size_t i = 0; i < decisions.size();) {
      const Cycle cycle = lead_.all ? Cycle{} : cycle_from(decisions, i);
      for (std::size_t end = i + cycle.length; i < end; ++i) decision(decisions[i]);
      if (cycle.more == 0) continue;
      const std::size_t last = i + cycle.length * cycle.more - 1;
      fold(cycle, decisions[i], decisions[last]);
      i = last + 1;
    }
    return std::move(text_);
  }

  std::vector<std::string> pieces() {
    std::vector<std::string> pieces;
    const auto cut = [&] { pieces.push_back(std::exchange(text_, {})); };
    head();
    open();
    promises();
    cut();
    for (const DecisionInWords& each : lead_.history.decisions) {
      decision(each);
      cut();
    }
    return pieces;
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
    const std::vector<std::string> lines = deadline_lines(lead_, clock_);
    if (!lines.empty()) text_ += "\ndeadlines\n";
    for (const std::string& line : lines) text_ += printable("  " + line) + '\n';
  }

  void fold(const Cycle& cycle, const DecisionInWords& first, const DecisionInWords& last) {
    const std::string what =
        cycle.length == 1 ? "the same" : fmt::format("the same {} decisions", cycle.length);
    text_ += fmt::format("{:>5} to {}: {} {} more, the last {}\n", first.seq, last.seq, what,
                         counted(cycle.more, "time"), clock_.with_offset(last.decided_at));
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
    why(decision);
    if (!decision.values.empty()) detail("carried", values(decision));
    for (const SetValue& each : decision.sets) set(each);
    for (const std::string& step : decision.carried) detail("goes on", step);
    for (const EndedStep& each : decision.ended) ended(each);
    for (const EffectInWords& each : decision.effects) effect(decision, each);
    for (const DeadlineInWords& each : decision.deadlines) {
      detail("deadline", deadline_line(decision, each, clock_));
    }
    for (const TimerInWords& each : decision.timers) timer(decision, each);
    if (lead_.all && !decision.key.empty()) detail("key", decision.key);
  }

  static bool passes_over_a_way(const DecisionInWords& decision) {
    return std::any_of(decision.passed.begin(), decision.passed.end(),
                       [](const PassedOver& passed) { return !passed.condition.empty(); });
  }

  /// The way that was taken, and the others that were looked at before.
  void why(const DecisionInWords& decision) {
    if (!decision.rule.empty()) {
      std::string why;
      if (!decision.condition.empty()) {
        why = ": its condition holds: " + decision.condition;
      } else if (passes_over_a_way(decision)) {
        why = ": it has no condition";
      }
      detail("rule", decision.rule + why);
    }
    for (const PassedOver& passed : decision.passed) {
      std::string text = passed.rule;
      if (!passed.to.empty()) text += fmt::format(" (to {})", passed.to);
      text += fmt::format("{}{}", text.empty() ? "" : ": ", passed.why);
      if (!passed.condition.empty()) text += ": " + passed.condition;
      detail("passed over", text);
    }
  }

  void how(const DecisionInWords& decision) {
    for (const TimerInWords& timer : decision.timers) {
      if (timer.change == "fired") detail("timer", fired(timer));
    }
    if (decision.derived) detail("follows", fmt::format("from {}", decision.follows));
    if (decision.late) detail("late", "told after later things had been decided");
    if (decision.waited) detail("waited", "it had been told before its lead came");
  }

  /// A line of a state by what it does; its rule stands behind.
  static const std::string& name_of(const TimerInWords& timer) {
    return timer.does.empty() ? timer.what : timer.does;
  }
  static std::string place_of(const TimerInWords& timer) {
    return timer.does.empty() ? std::string() : fmt::format(" [{}]", timer.what);
  }

  static std::string fired(const TimerInWords& timer) {
    std::string text = name_of(timer);
    if (!timer.length.empty()) text += fmt::format(" ({})", timer.length);
    if (timer.of_step) text += fmt::format(", asked for in {}", timer.of_seq);
    return text + ", was due" + place_of(timer);
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

  void set(const SetValue& set) {
    const bool nobody = set.value.name == "owner" && set.value.text == "\"\"";
    const std::string place = set.rule.empty() ? "" : fmt::format(" [{}]", set.rule);
    detail("sets",
           fmt::format("{} {}{}", set.value.name, nobody ? "nobody" : told(set.value), place));
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

  void timer(const DecisionInWords& decision, const TimerInWords& timer) {
    const bool told = timer.of_step && timer.of_seq == decision.seq;  // with its effect
    if (told_with_deadline(decision, timer)) return;
    if (timer.change == "armed" && !told) {
      detail("arms", fmt::format("{} due {}{}{}", name_of(timer), clock_(timer.due),
                                 length_text(timer), place_of(timer)));
    } else if (timer.change == "cancelled") {
      detail("cancels", fmt::format("{}, which was due {}{}", name_of(timer), clock_(timer.due),
                                    place_of(timer)));
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

std::vector<std::string> texts_of(Engine& engine, const ShownLead& lead) {
  return Text(engine, lead).pieces();
}

}  // namespace relance
