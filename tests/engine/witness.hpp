// What a host knows for certain, and whether a database agrees. Reads journals and leads only, and
// works out by itself what they must say.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/host_calls.hpp"

namespace relance::test {

class Witness {
 public:
  /// `exchanges`: all calls that were answered, in order. What contradicts itself in the answers
  /// alone is a problem already: an effect handed out after its ack, or with a token not above the
  /// last one.
  explicit Witness(const std::vector<Exchange>& exchanges);

  /// Compares with an engine that has nothing in flight; problems in words.
  std::vector<std::string> problems(Engine& engine);
  /// Tells everything again; each answer must be the one recorded.
  std::vector<std::string> retold(Engine& engine, Instant now);

  std::size_t told() const { return told_.size(); }
  std::size_t acknowledged() const { return acked_.size(); }
  /// Outcomes that cited nothing while several steps were open to which they could belong.
  std::size_t chosen() const { return chosen_; }
  /// Effects that the journals seen by the last problems() say were emitted.
  std::size_t emitted() const { return emitted_; }

 private:
  struct Told {
    Event event;
    Verdict verdict = Verdict::accepted;  // the first answer
    std::uint32_t seq = 0;                // 0: it waited, and nobody said yet where it went
  };
  /// Journal entry, place in it.
  using Place = std::pair<std::uint32_t, std::uint32_t>;
  struct EffectPlace {
    std::uint64_t lead = 0;
    Place place;
    auto operator<=>(const EffectPlace&) const = default;
  };

  void learn(const Event& event, const Decision& decision);
  void learn(const Effect& effect);
  void check_waiting(Engine& engine, std::string_view lead);
  void check_lead(Engine& engine, std::string_view id, const Engine::LeadView& view);
  void check_entries(std::string_view id, const Journal& journal);
  void check_timers(const LeadRecord& lead, const Journal& journal);
  void check_outcomes(std::string_view id, const Tables& tables, const Journal& journal);
  void check_effects(const LeadRecord& lead, const Tables& tables, const Journal& journal);
  void check_effect(const LeadRecord& lead, Place place, bool step, bool over);
  void problem(std::string text) { problems_.push_back(std::move(text)); }

  std::map<std::pair<std::string, std::string>, Told> told_;  // by lead, key
  std::map<std::string, std::size_t, std::less<>> moved_;     // how often, by lead
  std::set<EffectPlace> acked_;
  std::map<EffectPlace, std::uint32_t> tokens_;
  std::size_t emitted_ = 0;
  std::size_t chosen_ = 0;
  std::vector<std::string> problems_;
};

}  // namespace relance::test
