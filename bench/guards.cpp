// Guards beside hand-written C++, on the same random leads. G1 and G2 are those of
// docs/performance.md; in G2, `startsWith` is not there yet and an equality stands in its place.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "expr/compile.hpp"
#include "relance/core/evaluate.hpp"

namespace {

using relance::Scalar;
using relance::expr::Name;
using relance::expr::Scope;

constexpr std::string_view kG1 =
    "lead.attempts >= 5 && event.channel == 'phone' && lead.score < 40";
constexpr std::string_view kG2 =
    "event.channel in ['phone', 'sms', 'email'] && lead.campaign == 'spring' || "
    "lead.source == 'walk_in' && lead.score > 60 && !lead.vip";

// More than a branch predictor learns by heart, few enough for the second-level cache.
constexpr std::size_t kLeads = 8192;

enum Field : std::uint16_t { attempts, score, campaign, source, vip, channel };

struct Lead {
  std::int64_t attempts;
  std::int64_t score;
  std::string campaign;
  std::string source;
  bool vip;
  std::string_view channel;
};

class BenchNames : public relance::expr::Names {
 public:
  const Name* find(Scope scope, std::string_view name) const override {
    for (const Entry& entry : entries_) {
      if (entry.scope == scope && entry.text == name) return &entry.name;
    }
    return nullptr;
  }
  std::vector<std::string_view> all(Scope) const override { return {}; }
  std::string_view currency() const override { return "EUR"; }
  std::int64_t currency_scale() const override { return 100; }

 private:
  struct Entry {
    Scope scope;
    std::string_view text;
    Name name;
  };
  static Name field(Field number, relance::Type type) { return {number, type, false, {}, false}; }
  const std::array<Entry, 6> entries_{{
      {Scope::lead, "attempts", field(attempts, relance::Type::number)},
      {Scope::lead, "score", field(score, relance::Type::number)},
      {Scope::lead, "campaign", field(campaign, relance::Type::text)},
      {Scope::lead, "source", field(source, relance::Type::text)},
      {Scope::lead, "vip", field(vip, relance::Type::boolean)},
      {Scope::event, "channel", field(channel, relance::Type::text)},
  }};
};

/// How a lead is shown to a program, as core/fields.hpp does.
class LeadFields {
 public:
  explicit LeadFields(const Lead& lead) : lead_(lead) {}

  Scalar lead(std::uint16_t field) const {
    switch (field) {
      case Field::attempts:
        return Scalar::of(Scalar::integer, lead_.attempts);
      case score:
        return Scalar::of(Scalar::integer, lead_.score);
      case campaign:
        return Scalar::of(std::string_view(lead_.campaign));
      case source:
        return Scalar::of(std::string_view(lead_.source));
      case vip:
        return Scalar::of(Scalar::boolean, lead_.vip ? 1 : 0);
      default:
        return Scalar::missing(field);
    }
  }
  Scalar event(std::uint16_t) const { return Scalar::of(lead_.channel); }
  relance::Instant now() const { return {}; }
  const relance::ZoneTable& zone() const { return zone_; }
  std::int64_t attempts(std::uint8_t, std::uint16_t) const { return 0; }
  bool is_open(std::uint16_t, relance::Instant) const { return false; }

 private:
  static inline const relance::ZoneTable zone_;
  const Lead& lead_;
};

std::vector<Lead> random_leads() {
  constexpr std::array<std::string_view, 4> kChannels{"phone", "email", "sms", "letter"};
  constexpr std::array<std::string_view, 3> kCampaigns{"spring", "summer", "autumn"};
  constexpr std::array<std::string_view, 3> kSources{"walk_in", "web", "partner"};
  std::minstd_rand random(7);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  std::vector<Lead> leads(kLeads);
  for (Lead& lead : leads) {
    lead.attempts = static_cast<std::int64_t>(below(10));
    lead.score = static_cast<std::int64_t>(below(100));
    lead.campaign = kCampaigns[below(kCampaigns.size())];
    lead.source = kSources[below(kSources.size())];
    lead.vip = below(2) == 0;
    lead.channel = kChannels[below(kChannels.size())];
  }
  return leads;
}

bool g1_by_hand(const Lead& lead) {
  return lead.attempts >= 5 && lead.channel == "phone" && lead.score < 40;
}

bool g2_by_hand(const Lead& lead) {
  const bool written = lead.channel == "phone" || lead.channel == "sms" || lead.channel == "email";
  return (written && lead.campaign == "spring") ||
         (lead.source == "walk_in" && lead.score > 60 && !lead.vip);
}

relance::Program compiled(std::string_view source) {
  auto result =
      relance::expr::compile(source, BenchNames(), relance::expr::Wanted::a_guard(), true);
  if (!result.program) std::abort();
  return *std::move(result.program);
}

/// The guard is called as rules call theirs, by a pointer that the compiler does not see through.
template <bool (*by_hand)(const Lead&)>
void hand_written(benchmark::State& state) {
  const std::vector<Lead> leads = random_leads();
  bool (*guard)(const Lead&) = by_hand;
  benchmark::DoNotOptimize(guard);
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(guard(leads[i++ % kLeads]));
}

template <bool (*by_hand)(const Lead&)>
void evaluated(benchmark::State& state, std::string_view source) {
  const std::vector<Lead> leads = random_leads();
  const relance::Program program = compiled(source);
  for (const Lead& lead : leads) {
    if (evaluate(program, LeadFields(lead)).is(true) != by_hand(lead)) std::abort();
  }
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(evaluate(program, LeadFields(leads[i++ % kLeads])));
  }
}

void compiling(benchmark::State& state, std::string_view source) {
  const BenchNames names;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        relance::expr::compile(source, names, relance::expr::Wanted::a_guard(), true));
  }
}

void g1_hand_written(benchmark::State& state) { hand_written<g1_by_hand>(state); }
void g2_hand_written(benchmark::State& state) { hand_written<g2_by_hand>(state); }
void g1_evaluated(benchmark::State& state) { evaluated<g1_by_hand>(state, kG1); }
void g2_evaluated(benchmark::State& state) { evaluated<g2_by_hand>(state, kG2); }
void g1_compiling(benchmark::State& state) { compiling(state, kG1); }
void g2_compiling(benchmark::State& state) { compiling(state, kG2); }

}  // namespace

BENCHMARK(g1_hand_written)->Name("Guard/G1/by_hand");
BENCHMARK(g1_evaluated)->Name("Guard/G1/program");
BENCHMARK(g2_hand_written)->Name("Guard/G2/by_hand");
BENCHMARK(g2_evaluated)->Name("Guard/G2/program");
BENCHMARK(g1_compiling)->Name("Guard/G1/compile");
BENCHMARK(g2_compiling)->Name("Guard/G2/compile");
BENCHMARK_MAIN();
