#include "engine/outbox.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/fnv.hpp"
#include "engine/effects.hpp"

namespace relance {
namespace {

constexpr std::size_t kErrorBytes = 64;

OpenEffect* find(LeadRecord& lead, EffectId id) {
  for (OpenEffect& effect : lead.effects) {
    if (effect.is(id.seq(), id.index())) return &effect;
  }
  return nullptr;
}

/// What `ack` answers for an effect that the lead no longer has.
ErrorCode settled(EngineParts& parts, const LeadRecord& lead, EffectId id) {
  Journal journal;
  parts.store->history(lead, id.seq(), id.seq(), journal);
  if (journal.entries.empty()) return ErrorCode::unknown;
  const JournalEntry& entry = journal.entries.front();
  if (id.index() >= entry.effects.count) return ErrorCode::unknown;
  const EmittedEffect& emitted = journal.effects[entry.effects.first + id.index()];
  if (emitted.withdrawal) return ErrorCode::ok;
  const Verb verb = parts.workflow(entry.workflow).tables.effects[emitted.rule].verb;
  return is_step(verb) ? ErrorCode::withdrawn : ErrorCode::ok;
}

/// Calls `change(work, lead, effect, at)` for an open effect, after what is due for its lead; what
/// it answers is the answer. That of an effect which is gone is what `settled` says, where it is
/// not ok; ok is answered as `done`.
template <class Change>
ErrorCode with_effect(EngineParts& parts, std::string_view tenant, EffectId id, Instant now,
                      ErrorCode done, Change change) {
  require_lawful(now);
  const TenantRecord record = parts.tenant(tenant);
  return until_committed(parts, [&](Work& work) {
    const LeadKey key{record.number, id.lead()};
    if (key.number == 0 || key.number > record.last_lead) return ErrorCode::unknown;
    std::vector<WorkingLead*> leads;
    work.read(record, std::span(&key, 1), leads);
    if (leads.front() == nullptr) throw parts.fault_of(key);
    WorkingLead& lead = *leads.front();
    const Instant at = std::max(now, lead.lead.clock);
    work.catch_up(lead, at);
    OpenEffect* effect = find(lead.lead, id);
    if (effect == nullptr) {
      if (id.tag() != lead.tag) return ErrorCode::unknown;
      const ErrorCode answer = settled(parts, lead.lead, id);
      return answer == ErrorCode::ok ? done : answer;
    }
    if (id_of(parts, tenant, lead.lead, id.seq(), id.index()) != id) {
      return ErrorCode::unknown;
    }
    const ErrorCode answer = change(work, lead, *effect, at);
    if (answer == ErrorCode::ok) {
      lead.lead.clock = at;
      lead.touched = lead.ready_popped = true;
    }
    return answer;
  });
}

/// The same for a dead letter; whatever is none is unknown.
template <class Change>
ErrorCode of_dead_letter(EngineParts& parts, std::string_view tenant, EffectId id, Instant now,
                         Change change) {
  const auto change_dead = [&](Work& work, WorkingLead& lead, OpenEffect& open, Instant at) {
    return open.has(OpenEffect::dead) ? change(work, lead, open, at) : ErrorCode::unknown;
  };
  const ErrorCode answer = with_effect(parts, tenant, id, now, ErrorCode::unknown, change_dead);
  return answer == ErrorCode::withdrawn ? ErrorCode::unknown : answer;
}

/// Why `token` is not the one of the last hand-out. Tokens of an effect are given in rising order.
std::string wrong_token(const OpenEffect* open, const std::string& effect, std::uint32_t token) {
  if (token == 0 || open == nullptr || token > open->token) {
    return fmt::format(
        "no hand-out of {} had the token {}: the token is the number that claim "
        "gives with the effect",
        effect, token);
  }
  if (token == open->token) {
    return fmt::format("{} waits for no answer: it {}", effect,
                       open->has(OpenEffect::dead) ? "is a dead letter" : "was acknowledged");
  }
  return fmt::format(
      "the token {} of {} no longer counts: it was handed out again since, or its "
      "failure was told; claim gives the next token",
      token, effect);
}

void remove(LeadRecord& lead, const OpenEffect& effect) {
  lead.effects.erase(lead.effects.begin() + (&effect - lead.effects.data()));
}

/// Keeps the last error of an effect, and forgets those of effects that are over.
void tell_error(LeadRecord& lead, const OpenEffect& effect, std::string_view code) {
  std::erase_if(lead.errors, [&](const EffectError& error) {
    return effect.is(error.seq, error.index) ||
           std::none_of(lead.effects.begin(), lead.effects.end(),
                        [&](const OpenEffect& open) { return open.is(error.seq, error.index); });
  });
  if (!code.empty()) lead.errors.push_back({effect.seq, effect.index, std::string(code)});
}

/// Out of the outbox; a step stays until its outcome is told.
void leave_outbox(LeadRecord& lead, OpenEffect& effect) {
  constexpr std::uint8_t kGone = OpenEffect::in_outbox | OpenEffect::dead;
  effect.flags = static_cast<std::uint8_t>(effect.flags & ~kGone);
  if (!effect.has(OpenEffect::open_step)) remove(lead, effect);
}

bool is_code(std::string_view text) {
  return text.size() <= kErrorBytes && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                  c == '_' || c == '.' || c == '-';
         });
}

}  // namespace

Duration back_off(EffectId effect, int attempts) {
  constexpr std::int64_t kFirst = 5, kCap = 3'600;
  const int doublings = std::clamp(attempts - 1, 0, 20);
  const std::int64_t plain = std::min(kCap, kFirst << doublings);
  const std::uint64_t draw =
      fnv1a(attempts, fnv1a(static_cast<std::int64_t>(effect.low),
                            fnv1a(static_cast<std::int64_t>(effect.high), kFnvStart)));
  const std::int64_t percent = 80 + static_cast<std::int64_t>((draw ^ draw >> 32) % 41);
  return microseconds(std::min(plain * percent * 10'000, kCap * 1'000'000));
}

void give_up(EngineParts& parts, Work& work, std::string_view tenant, WorkingLead& lead,
             OpenEffect& effect, Instant now) {
  effect.flags |= OpenEffect::dead;
  const EffectId id = id_of(parts, tenant, lead.lead, effect.seq, effect.index);
  const BoundValue cited{relance::id(FieldKind::effect), Value::of(to_text(id))};
  BoundEvent event;
  event.event = static_cast<Id>(EventKind::undelivered);
  event.flags = JournalEntry::derived;
  event.now = event.occurred_at = std::max(now, lead.lead.clock);
  event.values = std::span(&cited, 1);
  work.decide(lead, event);
}

ErrorCode Engine::ack(std::string_view tenant, EffectId effect, std::uint32_t token, Instant now) {
  const auto acknowledge = [&](Work&, WorkingLead& lead, OpenEffect& open, Instant) {
    if (token == 0 || open.token != token) return ErrorCode::stale_token;
    leave_outbox(lead.lead, open);
    return ErrorCode::ok;
  };
  return with_effect(*parts_, tenant, effect, now, ErrorCode::ok, acknowledge);
}

ErrorCode Engine::fail(std::string_view tenant, EffectId effect, std::uint32_t token,
                       std::string_view error, Instant now) {
  if (!is_code(error)) {
    throw Fault(ErrorCode::usage,
                "the reason is a code of at most 64 of the characters A-Z a-z 0-9 _ . - that says "
                "nothing personal");
  }
  const auto report = [&](Work& work, WorkingLead& lead, OpenEffect& open, Instant at) {
    if (token == 0 || open.token != token || !open.claimable()) return ErrorCode::stale_token;
    tell_error(lead.lead, open, error);
    ++open.token;  // the hand-out is over: neither its ack nor a second report counts
    open.ready_at = at + back_off(effect, open.attempts);
    if (open.attempts >= parts_->options.max_attempts) {
      give_up(*parts_, work, tenant, lead, open, at);
    }
    return ErrorCode::ok;
  };
  return with_effect(*parts_, tenant, effect, now, ErrorCode::unknown, report);
}

ErrorCode Engine::requeue(std::string_view tenant, EffectId effect, Instant now) {
  const auto revive = [](Work&, WorkingLead&, OpenEffect& open, Instant at) {
    open.flags = static_cast<std::uint8_t>(open.flags & ~OpenEffect::dead);
    open.attempts = 0;
    open.ready_at = std::max(at, open.not_before);
    return ErrorCode::ok;
  };
  return of_dead_letter(*parts_, tenant, effect, now, revive);
}

ErrorCode Engine::drop(std::string_view tenant, EffectId effect, Instant now) {
  const auto discard = [](Work&, WorkingLead& lead, OpenEffect& open, Instant) {
    leave_outbox(lead.lead, open);
    return ErrorCode::ok;
  };
  return of_dead_letter(*parts_, tenant, effect, now, discard);
}

std::string Engine::answer_text(ErrorCode answer, std::string_view tenant, EffectId effect,
                                std::optional<std::uint32_t> token) {
  const std::string id = to_text(effect);
  switch (answer) {
    case ErrorCode::unknown:
      return token ? "no such effect is open: " + id : id + " is no dead letter";
    case ErrorCode::withdrawn:
      return id + " is no longer wanted: do not do it";
    case ErrorCode::stale_token: {
      const LeadKey key{parts_->tenant(tenant).number, effect.lead()};
      LeadRecord lead;
      parts_->store->read(std::span(&key, 1), std::span(&lead, 1));
      return wrong_token(find(lead, effect), id, token.value_or(0));
    }
    default:
      return id + " could not be answered";
  }
}

std::vector<Effect> Engine::dead_letters(std::string_view tenant, std::size_t at_most,
                                         std::uint64_t after) {
  constexpr std::size_t kAtOnce = 256;
  const TenantRecord record = parts_->tenant(tenant);
  std::vector<Effect> letters;
  std::vector<std::uint64_t> numbers;
  for (;; after = numbers.back()) {
    parts_->store->with_dead_letters(record.number, after, kAtOnce, numbers);
    if (numbers.empty()) return letters;
    std::vector<LeadKey> keys;
    for (const std::uint64_t number : numbers) keys.push_back({record.number, number});
    std::vector<LeadRecord> leads(keys.size());
    parts_->store->read(keys, leads);
    for (const LeadRecord& lead : leads) {
      if (!parts_->readable(lead)) continue;
      if (letters.size() >= at_most) return letters;
      const std::string host_id = parts_->store->host_id(lead.key);
      for (const OpenEffect& effect : lead.effects) {
        if (!effect.has(OpenEffect::dead)) continue;
        letters.push_back(to_effect(*parts_, tenant, lead, host_id, effect));
      }
    }
  }
}

}  // namespace relance
