// Finds values that make a lead go a given way.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "proof/rehearsal.hpp"
#include "proof/silence.hpp"

namespace relance::proof {

class Player {
 public:
  Player(const Tables& tables, const Reach& reach);

  /// A lead that comes to be forgotten, in an open state without a timer; nothing when no values
  /// were found that make the guards on the way answer as needed.
  std::optional<Rehearsal> rehearse(const Forgotten& forgotten);

  /// A lead that has gone a silent round once.
  std::optional<Rehearsal> rehearse(const SilentRound& round,
                                    const std::vector<Forgotten>& resting);

  /// `lead` after it has gone the round once more, by time alone but for values that are told and
  /// steps that are done.
  std::optional<Rehearsal> go_round(const Rehearsal& lead, const SilentRound& round) const;

  /// A lead that has come to a state, if one could be brought there.
  const std::optional<Rehearsal>& in(Id state) const;

 private:
  /// `lead` after it has gone `way`; nothing when no values were found.
  std::optional<Rehearsal> go(const Rehearsal& lead, const Way& way) const;

  /// Ends what makes `lead` due by the ways of `ends`, until nothing does.
  std::optional<Rehearsal> end(Rehearsal lead, const std::vector<Forgotten::End>& ends) const;

  std::optional<Rehearsal> past_deadlines(const Rehearsal& lead) const;
  std::optional<Rehearsal> after_attempts(const Rehearsal& lead, int calls) const;
  std::optional<Rehearsal> come(const Rehearsal& lead, const Way& entry,
                                const Forgotten& forgotten) const;
  std::optional<Rehearsal> with_step_done(const Rehearsal& lead, const OpenEffect& step,
                                          const std::vector<Forgotten::End>& ends) const;
  Rehearsal steps_done(const Rehearsal& lead, bool waits) const;
  std::optional<Rehearsal> begin(const Rehearsal& lead, const SilentRound& round) const;
  std::optional<Rehearsal> with_dates(const Rehearsal& lead, const SilentRound& round) const;

  using Domains = std::map<FieldRef, std::vector<Value>>;

  Domains domains(const Way& way, bool with_event) const;
  std::optional<Rehearsal> told(const Rehearsal& lead, const Way& way, Id event) const;
  std::optional<Rehearsal> waits_for(const Rehearsal& lead, const Way& way) const;
  std::optional<Rehearsal> waits_for(const Rehearsal& lead, const Way& way, bool does_steps) const;
  std::optional<Rehearsal> waited(const Rehearsal& lead, const Way& way, Instant until) const;
  std::optional<Rehearsal> given_up(const Rehearsal& lead, const Way& way) const;
  std::optional<Rehearsal> prepared(const Rehearsal& lead, const Way& way, const Step& last) const;
  Id carrier(Id state) const;
  Step step_of(const Rehearsal& lead, Id event, const Assignment& assumed) const;
  std::optional<Rehearsal> end_one(const Rehearsal& lead,
                                   const std::vector<Forgotten::End>& ends) const;

  bool tries() const { return ++tried_ <= kMostTries; }

  static constexpr int kMostTries = 20'000;  // and decisions while time passes
  static constexpr int kMostCalls = 3;       // that nobody answers, told beforehand
  const Tables& tables_;
  const Reach& reach_;
  /// By state, two each: a lead that has come to it without an appointment, and one with.
  std::vector<std::optional<Rehearsal>> in_;
  mutable int tried_ = 0;
};

}  // namespace relance::proof
