#include "engine/outbox.hpp"

#include <algorithm>

#include "base/fnv.hpp"
#include "engine/effects.hpp"

namespace relance {
namespace {

constexpr std::size_t kErrorBytes = 64;

OpenEffect* find(LeadRecord& lead, EffectId id) {
  for (OpenEffect& effect : lead.effects) {
    if (effect.seq == id.seq() && effect.index == id.index()) return &effect;
  }
  return nullptr;
}

/// What became of an effect that the lead no longer has.
ErrorCode settled(EngineParts& parts, const LeadRecord& lead, EffectId id) {
  Journal journal;
  parts.store->history(lead, id.seq(), id.seq(), journal);
  if (journal.entries.empty()) return ErrorCode::unknown;
  const JournalEntry& entry = journal.entries.front();
  if (id.index() >= entry.effects.count) return ErrorCode::unknown;
  const EmittedEffect& emitted = journal.effects[entry.effects.first + id.index()];
  const Verb verb = parts.workflow(entry.workflow).tables.effects[emitted.rule].verb;
  return is_step(verb) && !emitted.withdrawal ? ErrorCode::withdrawn : ErrorCode::ok;
}

/// Calls `change(work, lead, effect)` for an open effect, after what is due for its lead; what it
/// answers is the answer.
template <class Change>
ErrorCode with_effect(EngineParts& parts, std::string_view tenant, EffectId id, Instant now,
                      Change change) {
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
      return id.tag() == lead.tag ? settled(parts, lead.lead, id) : ErrorCode::unknown;
    }
    if (id_of(parts, tenant, lead.lead, id.seq(), id.index(), effect->workflow) != id) {
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

void remove(LeadRecord& lead, const OpenEffect& effect) {
  lead.effects.erase(lead.effects.begin() + (&effect - lead.effects.data()));
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
  const EffectId id = id_of(parts, tenant, lead.lead, effect.seq, effect.index, effect.workflow);
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
  return with_effect(*parts_, tenant, effect, now, acknowledge);
}

ErrorCode Engine::fail(std::string_view tenant, EffectId effect, std::uint32_t token,
                       std::string_view error, Instant now) {
  if (!is_code(error)) {
    throw Fault(ErrorCode::usage,
                "an error code has at most 64 of the characters A-Z a-z 0-9 _ . - and says nothing "
                "personal");
  }
  const auto report = [&](Work& work, WorkingLead& lead, OpenEffect& open, Instant at) {
    if (token == 0 || open.token != token || !open.claimable()) return ErrorCode::stale_token;
    open.error = error;
    ++open.token;  // the hand-out is over: neither its ack nor a second report counts
    open.ready_at = at + back_off(effect, open.attempts);
    if (open.attempts >= parts_->options.max_attempts) {
      give_up(*parts_, work, tenant, lead, open, at);
    }
    return ErrorCode::ok;
  };
  return with_effect(*parts_, tenant, effect, now, report);
}

ErrorCode Engine::requeue(std::string_view tenant, EffectId effect, Instant now) {
  const auto revive = [](Work&, WorkingLead&, OpenEffect& open, Instant at) {
    if (!open.has(OpenEffect::dead)) return ErrorCode::unknown;
    open.flags = static_cast<std::uint8_t>(open.flags & ~OpenEffect::dead);
    open.attempts = 0;
    open.ready_at = std::max(at, open.not_before);
    return ErrorCode::ok;
  };
  return with_effect(*parts_, tenant, effect, now, revive);
}

ErrorCode Engine::drop(std::string_view tenant, EffectId effect, Instant now) {
  const auto discard = [](Work&, WorkingLead& lead, OpenEffect& open, Instant) {
    if (!open.has(OpenEffect::dead)) return ErrorCode::unknown;
    leave_outbox(lead.lead, open);
    return ErrorCode::ok;
  };
  return with_effect(*parts_, tenant, effect, now, discard);
}

std::vector<Effect> Engine::dead_letters(std::string_view tenant, std::size_t at_most) {
  constexpr std::size_t kAtOnce = 256;
  const TenantRecord record = parts_->tenant(tenant);
  std::vector<Effect> letters;
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t after = 0;; after = numbers.back()) {
    parts_->store->with_dead_letters(record.number, after, kAtOnce, numbers);
    if (numbers.empty()) return letters;
    std::vector<LeadKey> keys;
    for (const std::uint64_t number : numbers) keys.push_back({record.number, number});
    std::vector<LeadRecord> leads(keys.size());
    parts_->store->read(keys, leads);
    for (const LeadRecord& lead : leads) {
      if (!parts_->readable(lead)) continue;
      const std::string host_id = parts_->store->host_id(lead.key);
      for (const OpenEffect& effect : lead.effects) {
        if (!effect.has(OpenEffect::dead)) continue;
        if (letters.size() >= at_most) return letters;
        letters.push_back(to_effect(*parts_, tenant, lead, host_id, effect));
      }
    }
  }
}

}  // namespace relance
