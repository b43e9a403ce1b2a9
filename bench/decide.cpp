// The bare transition and the whole decision beside a hand-written switch and Boost.Statechart, on
// the same random stream. An iteration is the whole stream; `per_event` is what counts.
#include "relance/core/decide.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lifecycle_stream.hpp"
#include "relance/relance.hpp"

namespace {

using namespace relance;
using bench::Told;

constexpr Instant kStart{1'800'000'000'000'000};  // 2027-01-15T08:00:00Z

std::shared_ptr<const Workflow> lifecycle(bool acting) {
  const Compiled compiled = compile(bench::rules(acting), "lifecycle.yaml");
  if (!compiled.workflow) std::abort();
  return compiled.workflow;
}

/// The twelve events, bound to the ids of a workflow.
class BoundStream {
 public:
  explicit BoundStream(const Tables& tables)
      : reason_{{id(FieldKind::reason), Value::of("price")}} {
    for (std::size_t i = 0; i < bench::kTold; ++i) {
      const auto& names = tables.event_names;
      const auto at = std::find(names.begin(), names.end(), bench::kToldNames[i]);
      if (at == names.end()) std::abort();
      BoundEvent& event = events_[i];
      event.event = static_cast<Id>(at - names.begin());
      event.key = "crm-2027-004711";
    }
    of(Told::attempted).outcome = Outcome::no_answer;
    of(Told::attempted).channel = Channel::phone;
    of(Told::booked).at = kStart + hours(100);
    of(Told::lost).values = reason_;
  }
  BoundEvent& of(Told told) { return events_[static_cast<std::size_t>(told)]; }

 private:
  std::vector<BoundValue> reason_;
  std::array<BoundEvent, bench::kTold> events_;
};

/// Where the stream leads, by the switch; who comes to another place is not measured.
bench::Standing destination() {
  bench::Standing lead;
  for (std::size_t i = 0; i < bench::kStream; i += bench::kStretch) {
    lead.attempts = 0;
    bench::by_switch(lead, &bench::stream()[i], bench::kStretch);
  }
  return lead;
}

void require_destination(benchmark::State& state, std::size_t at, std::uint32_t attempts) {
  const bench::Standing wanted = destination();
  if (at == static_cast<std::size_t>(wanted.state) && attempts == wanted.attempts) return;
  state.SkipWithError("the stream led elsewhere");
}

void count_events(benchmark::State& state, std::size_t events) {
  using benchmark::Counter;
  state.counters["per_event"] =
      Counter(static_cast<double>(events), Counter::kIsIterationInvariantRate | Counter::kInvert);
}

void transition_switch(benchmark::State& state) {
  bench::Standing lead;
  const std::vector<Told>& stream = bench::stream();
  for (auto _ : state) {
    lead.state = bench::State::incoming;
    for (std::size_t i = 0; i < bench::kStream; i += bench::kStretch) {
      lead.attempts = 0;
      bench::by_switch(lead, &stream[i], bench::kStretch);
    }
  }
  require_destination(state, static_cast<std::size_t>(lead.state), lead.attempts);
  count_events(state, bench::kStream);
}
BENCHMARK(transition_switch)->Name("Transition/switch")->Unit(benchmark::kMicrosecond);

void transition_statechart(benchmark::State& state) {
  bench::Chart chart;
  const std::vector<Told>& stream = bench::stream();
  for (auto _ : state) {
    chart.restart();
    for (std::size_t i = 0; i < bench::kStream; i += bench::kStretch) {
      chart.reset_attempts();
      chart.run(&stream[i], bench::kStretch);
    }
  }
  const bench::Standing lead = chart.standing();
  require_destination(state, static_cast<std::size_t>(lead.state), lead.attempts);
  count_events(state, bench::kStream);
}
BENCHMARK(transition_statechart)->Name("Transition/statechart")->Unit(benchmark::kMicrosecond);

/// What choose() asks for: guards are evaluated, nothing is traced.
struct Guards {
  const Tables& tables;
  const GuardFields fields;

  Scalar value(Id program) const { return evaluate(tables.programs[program], fields); }
  void trace(TraceStep::Kind, Id, Id) const {}
};

void transition(const Tables& tables, LeadRecord& lead, const BoundEvent& event) {
  Guards guards{tables, GuardFields(tables, lead, event)};
  const Choice choice = choose(tables, lead.state, event.event, guards);
  if (event.event == static_cast<Id>(EventKind::attempted)) ++lead.attempts;
  if (choice.candidate == kNone) return;
  const Id target = tables.candidates[choice.candidate].target;
  if (target != kNone) lead.state = target;
}

void transition_relance(benchmark::State& state) {
  const auto workflow = lifecycle(false);
  const Tables& tables = workflow->tables();
  BoundStream events(tables);
  const std::vector<Told>& stream = bench::stream();
  LeadRecord lead;
  for (auto _ : state) {
    lead.state = tables.initial;
    for (std::size_t i = 0; i < bench::kStream; ++i) {
      if (i % bench::kStretch == 0) lead.attempts = 0;
      transition(tables, lead, events.of(stream[i]));
    }
  }
  require_destination(state, lead.state, lead.attempts);
  count_events(state, bench::kStream);
}
BENCHMARK(transition_relance)->Name("Transition/relance")->Unit(benchmark::kMicrosecond);

/// The tag of effect ids: any 40 bits.
constexpr std::uint64_t kTag = 0x12'3456'789A;

/// Of the last entry.
void name_effects(const LeadRecord& lead, const Journal& journal) {
  const JournalEntry& entry = journal.entries.back();
  for (std::uint32_t i = 0; i < entry.effects.count; ++i) {
    const EmittedEffect& effect = journal.effects[entry.effects.first + i];
    benchmark::DoNotOptimize(make_effect_id(lead.key.number, entry.seq, effect.index, kTag));
  }
}

/// A lead already read, in its first state, with the call that its rules asked for.
LeadRecord new_lead(const Tables& tables, Journal& journal) {
  LeadRecord lead;
  lead.key = {1, 1};
  lead.workflow = 1;
  lead.attributes_loaded = true;
  BoundEvent received;
  received.event = static_cast<Id>(EventKind::received);
  received.now = received.occurred_at = kStart;
  const AttributeLoader loader;
  Decider(tables, lead, journal, loader).decide(received);
  return lead;
}

void decide_whole(benchmark::State& state) {
  const auto workflow = lifecycle(true);
  const Tables& tables = workflow->tables();
  BoundStream events(tables);
  const std::vector<Told>& stream = bench::stream();
  const AttributeLoader loader;
  WriteSet writes;
  const LeadRecord fresh = new_lead(tables, writes.journal);
  LeadRecord lead;
  std::size_t effects = 0, changes = 0;
  for (auto _ : state) {
    lead = fresh;
    for (std::size_t i = 0; i < bench::kStream; ++i) {
      if (i % bench::kStretch == 0) {
        lead.attempts = 0;
        effects += writes.journal.effects.size();
        changes += writes.journal.timers.size();
        writes.clear();
      }
      BoundEvent& event = events.of(stream[i]);
      event.now = event.occurred_at = lead.clock + microseconds(1);
      Decider decider(tables, lead, writes.journal, loader);
      decider.decide(event);
      benchmark::DoNotOptimize(decider.changes());
      name_effects(lead, writes.journal);
    }
  }
  require_destination(state, lead.state, lead.attempts);
  count_events(state, bench::kStream);
  const double decided =
      static_cast<double>(bench::kStream) * static_cast<double>(state.iterations());
  state.counters["effects"] = static_cast<double>(effects) / decided;
  state.counters["timer_changes"] = static_cast<double>(changes) / decided;
}
BENCHMARK(decide_whole)->Name("Decide/whole")->Unit(benchmark::kMicrosecond);

/// The same lifecycle told to an engine on the memory store: many leads, each on its own way.
class Host {
 public:
  static constexpr std::size_t kLeads = 1024;

  Host() : engine_(memory_store()) {
    engine_.deploy("t", lifecycle(true));
    std::vector<Event> received(kLeads);
    for (std::size_t i = 0; i < kLeads; ++i) {
      received[i].lead = std::to_string(i);
      received[i].name = "received";
    }
    require_accepted(engine_.submit("t", received, kStart));
  }

  void submit(std::span<const Event> events) {
    now_ = now_ + microseconds(1);
    require_accepted(engine_.submit("t", events, now_));
  }

 private:
  static void require_accepted(const std::vector<Decision>& decisions) {
    for (const Decision& decision : decisions) {
      if (decision.verdict != Verdict::accepted) std::abort();
    }
  }
  Engine engine_;
  Instant now_ = kStart;
};

/// Each lead goes through the stream from its beginning.
std::vector<Event> told_events() {
  std::vector<Event> events(bench::kStream);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Told told = bench::stream()[i / Host::kLeads];
    Event& event = events[i];
    event.lead = std::to_string(i % Host::kLeads);
    event.name = bench::kToldNames[static_cast<std::size_t>(told)];
    event.key = "crm-" + std::to_string(i);
    if (told == Told::attempted) {
      event.attributes = {{"outcome", Value::of("no_answer")}, {"channel", Value::of("phone")}};
    } else if (told == Told::booked) {
      event.attributes = {{"at", Value::of(kStart + hours(100))}};
    } else if (told == Told::lost) {
      event.attributes = {{"reason", Value::of("price")}};
    }
  }
  return events;
}

void submit_memory(benchmark::State& state) {
  const std::size_t batch = static_cast<std::size_t>(state.range(0));
  const std::vector<Event> events = told_events();
  auto host = std::make_unique<Host>();
  std::size_t at = 0;
  for (auto _ : state) {
    if (at + batch > events.size()) {
      state.PauseTiming();
      host = std::make_unique<Host>();
      at = 0;
      state.ResumeTiming();
    }
    host->submit(std::span(events).subspan(at, batch));
    at += batch;
  }
  count_events(state, batch);
}
BENCHMARK(submit_memory)->Name("Submit/memory")->ArgName("batch")->Arg(1)->Arg(100);

}  // namespace

BENCHMARK_MAIN();
