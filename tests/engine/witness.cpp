#include "engine/witness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "relance/core/verb.hpp"

namespace relance::test {
namespace {

/// Timers in an order of their own, to be compared as sets.
bool before(const Timer& a, const Timer& b) {
  return std::tie(a.due, a.kind, a.place, a.seq, a.effect, a.index) <
         std::tie(b.due, b.kind, b.place, b.seq, b.effect, b.index);
}

using Place = std::pair<std::uint32_t, std::uint32_t>;

Place place_of(const Timer& limit) { return {limit.seq, limit.effect}; }

/// The open steps of a lead, told by the limits in its journal alone.
class OpenSteps {
 public:
  explicit OpenSteps(const Tables& tables) : tables_(tables) {}

  void follow(const TimerChange& change) {
    if (change.timer.kind != TimerKind::step_limit) return;
    if (change.kind == TimerChange::armed) {
      open_.push_back(change.timer);
    } else {
      std::erase_if(open_, [&](const Timer& t) { return place_of(t) == place_of(change.timer); });
    }
  }

  /// A call, or a message or reminder.
  bool holds(Place place, bool call) const {
    return std::any_of(open_.begin(), open_.end(), [&](const Timer& limit) {
      return place_of(limit) == place && is_call(limit) == call;
    });
  }

  /// Those that an outcome told at `now` can belong to, as a worklist shows them.
  std::vector<Place> listed(bool calls, Instant now) const {
    std::vector<std::tuple<Instant, Instant, Place>> lines;
    for (const Timer& limit : open_) {
      if (is_call(limit) == calls && limit.since <= now) {
        lines.emplace_back(limit.due, limit.since, place_of(limit));
      }
    }
    std::sort(lines.begin(), lines.end());
    std::vector<Place> places;
    for (const auto& line : lines) places.push_back(std::get<Place>(line));
    return places;
  }

 private:
  bool is_call(const Timer& limit) const { return tables_.effects[limit.index].verb == Verb::call; }

  const Tables& tables_;
  std::vector<Timer> open_;
};

/// The effect whose outcome an event tells by its own words.
std::optional<Place> cited_by(const Event& event) {
  for (const Attribute& attribute : event.attributes) {
    if (attribute.name != "effect") continue;
    const auto id = effect_id(attribute.value.text);
    return id ? Place{id->seq(), id->index()} : Place{};
  }
  return std::nullopt;
}

}  // namespace

Witness::Witness(const std::vector<Exchange>& exchanges) {
  for (const Exchange& each : exchanges) {
    for (std::size_t i = 0; i < each.answer.decisions.size(); ++i) {
      learn(each.call.events[i], each.answer.decisions[i]);
    }
    for (const Effect& effect : each.answer.effects) learn(effect);
    for (const LeadMove& move : each.answer.moves) moved_[move.lead] += move.without.empty();
    if (each.call.kind == HostCall::ack && each.answer.code == ErrorCode::ok) {
      const EffectId id = each.call.effect;
      acked_.insert({id.lead(), {id.seq(), id.index()}});
    }
  }
}

void Witness::learn(const Event& event, const Decision& decision) {
  const auto [found, first] = told_.try_emplace({event.lead, event.key});
  Told& told = found->second;
  if (decision.repeated == first) problem(fmt::format("{}: repeated is wrong", event.key));
  if (first) {
    told.event = event;
    told.verdict = decision.verdict;
  }
  if (told.seq != 0 && told.seq != decision.seq) {
    problem(fmt::format("{}: was entry {}, is {}", event.key, told.seq, decision.seq));
  }
  told.seq = decision.seq;
}

void Witness::learn(const Effect& effect) {
  const EffectPlace place{effect.id.lead(), {effect.id.seq(), effect.id.index()}};
  if (acked_.contains(place)) problem(to_text(effect.id) + ": handed out after its ack");
  std::uint32_t& token = tokens_[place];
  if (effect.token <= token) problem(to_text(effect.id) + ": the token does not grow");
  token = effect.token;
}

std::vector<std::string> Witness::problems(Engine& engine) {
  emitted_ = chosen_ = 0;
  std::uint64_t leads = 0;
  for (const std::string_view id : kHostLeads) {
    const auto view = engine.lead(kHostTenant, id);
    if (!view) {
      check_waiting(engine, id);
      continue;
    }
    ++leads;
    check_lead(engine, id, *view);
    if (!engine.waiting(kHostTenant, id).empty()) problem(fmt::format("{}: still waits", id));
  }
  const auto tenant = engine.store().find_tenant(kHostTenant);
  if (!tenant || tenant->last_lead != leads) problem("leads that nobody told of");
  for (std::string& each : engine.audit()) problem("audit: " + std::move(each));
  return problems_;
}

/// Before its lead an event waits, in the order of arrival.
void Witness::check_waiting(Engine& engine, std::string_view lead) {
  std::set<std::string> kept;
  for (const WaitingEvent& waiting : engine.waiting(kHostTenant, lead)) {
    if (!kept.insert(waiting.event.key).second) problem(waiting.event.key + ": waits twice");
    if (!told_.contains({std::string(lead), waiting.event.key})) {
      problem(waiting.event.key + ": waits, but was never told");
    }
  }
  for (const auto& [name, told] : told_) {
    if (name.first == lead && !kept.contains(name.second)) problem(name.second + ": is lost");
  }
}

void Witness::check_lead(Engine& engine, std::string_view id, const Engine::LeadView& view) {
  Journal journal;
  engine.history(view.lead, journal);
  if (journal.entries.size() != view.lead.seq) return problem("entries are missing");
  check_entries(id, journal);
  check_timers(view.lead, journal);
  check_outcomes(id, view.workflow->tables(), journal);
  check_effects(view.lead, view.workflow->tables(), journal);
}

/// What was told is there once; what nobody told was asked for by a timer or follows from another.
void Witness::check_entries(std::string_view id, const Journal& journal) {
  std::set<std::string> kept;
  std::size_t moved = 0;
  for (const JournalEntry& entry : journal.entries) {
    const std::string key(journal.slice(entry.key));
    moved += entry.event == kDeployedEvent;
    if (key.empty()) {
      if (entry.event != kDeployedEvent && !entry.has(JournalEntry::by_timer) &&
          !entry.has(JournalEntry::derived)) {
        problem(fmt::format("{} entry {}: nobody told it", id, entry.seq));
      }
      continue;
    }
    if (!kept.insert(key).second) problem(key + ": is there twice");
    const auto found = told_.find({std::string(id), key});
    if (found == told_.end()) {
      problem(key + ": was never told");
      continue;
    }
    const Told& told = found->second;
    if (told.seq != 0 && told.seq != entry.seq) problem(key + ": is another entry");
    const bool waited = told.verdict == Verdict::waiting;
    if (waited != entry.has(JournalEntry::waited)) problem(key + ": `waited` is wrong");
    if (!waited && entry.verdict != told.verdict) problem(key + ": was answered otherwise");
  }
  const auto moves = moved_.find(id);
  if (moved != (moves == moved_.end() ? 0 : moves->second)) {
    problem(fmt::format("{}: was moved {} times", id, moved));
  }
  for (const auto& [name, told] : told_) {
    if (name.first == id && !kept.contains(name.second)) problem(name.second + ": is lost");
  }
}

/// Only what was armed fires or is cancelled, once; the rest is what the lead has.
void Witness::check_timers(const LeadRecord& lead, const Journal& journal) {
  Pool<Timer> armed;
  for (const JournalEntry& entry : journal.entries) {
    for (std::uint32_t i = 0; i < entry.timers.count; ++i) {
      const TimerChange& change = journal.timers[entry.timers.first + i];
      if (change.kind == TimerChange::armed) {
        armed.push_back(change.timer);
        continue;
      }
      const auto found = std::find(armed.begin(), armed.end(), change.timer);
      if (found == armed.end()) {
        problem(fmt::format("lead {} entry {}: a timer that was not armed, or is over",
                            lead.key.number, entry.seq));
      } else {
        armed.erase(found);
      }
    }
  }
  Pool<Timer> kept = lead.timers;
  std::sort(kept.begin(), kept.end(), before);
  std::sort(armed.begin(), armed.end(), before);
  if (kept != armed) problem(fmt::format("lead {}: timers lost or invented", lead.key.number));
}

/// An outcome ends the step of its kind that it cites, else the first that a worklist would have
/// shown.
void Witness::check_outcomes(std::string_view id, const Tables& tables, const Journal& journal) {
  OpenSteps open(tables);
  for (const JournalEntry& entry : journal.entries) {
    const bool attempted = tables.event_name(entry.event) == "attempted";
    const bool outcome = attempted || tables.event_name(entry.event) == "sent";
    std::vector<Place> wanted, ended;
    const auto told = told_.find({std::string(id), std::string(journal.slice(entry.key))});
    if (outcome && entry.verdict == Verdict::accepted && told != told_.end()) {
      const std::vector<Place> listed = open.listed(attempted, entry.decided_at);
      const std::optional<Place> cited = cited_by(told->second.event);
      chosen_ += !cited && listed.size() > 1;
      if (cited && open.holds(*cited, attempted)) wanted = {*cited};
      if (!cited && !listed.empty()) wanted = {listed.front()};
    }
    for (std::uint32_t i = 0; i < entry.timers.count; ++i) {
      const TimerChange& change = journal.timers[entry.timers.first + i];
      const bool limit = change.timer.kind == TimerKind::step_limit;
      if (limit && change.kind == TimerChange::cancelled) ended.push_back(place_of(change.timer));
      open.follow(change);
    }
    if (outcome && ended != wanted) {
      problem(fmt::format("{} entry {}: ended another step", id, entry.seq));
    }
  }
}

void Witness::check_effects(const LeadRecord& lead, const Tables& tables, const Journal& journal) {
  std::set<Place> over;  // steps whose limit is gone and was not armed anew by a move
  for (const JournalEntry& entry : journal.entries) {
    for (std::uint32_t i = 0; i < entry.timers.count; ++i) {
      const TimerChange& change = journal.timers[entry.timers.first + i];
      if (change.timer.kind != TimerKind::step_limit) continue;
      over.erase(place_of(change.timer));
      if (change.kind != TimerChange::armed) over.insert(place_of(change.timer));
    }
  }
  std::set<Place> emitted;
  for (const JournalEntry& entry : journal.entries) {
    for (std::uint32_t i = 0; i < entry.effects.count; ++i) {
      const EmittedEffect& effect = journal.effects[entry.effects.first + i];
      const Place place{entry.seq, effect.index};
      const bool step = !effect.withdrawal && is_step(tables.effects[effect.rule].verb);
      emitted.insert(place);
      check_effect(lead, place, step, over.contains(place));
    }
  }
  emitted_ += emitted.size();
  for (const OpenEffect& open : lead.effects) {
    if (!emitted.contains({open.seq, open.index})) problem("an effect that was never emitted");
  }
}

void Witness::check_effect(const LeadRecord& lead, Place place, bool step, bool over) {
  const auto same = [&](const OpenEffect& e) { return Place{e.seq, e.index} == place; };
  const auto count = std::count_if(lead.effects.begin(), lead.effects.end(), same);
  const bool acked = acked_.contains({lead.key.number, place});
  const std::string where =
      fmt::format("lead {} effect {}.{}", lead.key.number, place.first, place.second);
  const bool wanted = step ? !over : !acked;
  if (count != (wanted ? 1 : 0)) return problem(where + (wanted ? " is lost" : " is still there"));
  if (!wanted) return;
  const OpenEffect& open = *std::find_if(lead.effects.begin(), lead.effects.end(), same);
  if (open.has(OpenEffect::open_step) != step) problem(where + ": is no step, or should be one");
  if (open.has(OpenEffect::in_outbox) == acked) problem(where + ": the outbox is wrong");
}

std::vector<std::string> Witness::retold(Engine& engine, Instant now) {
  std::vector<std::string> wrong;
  for (const auto& [name, told] : told_) {
    const Decision again = engine.submit(kHostTenant, std::span(&told.event, 1), now).front();
    const bool waits = told.verdict == Verdict::waiting;
    const bool same = told.seq != 0
                          ? again.seq == told.seq && (waits || again.verdict == told.verdict)
                          : waits && (again.seq != 0 || again.verdict == told.verdict);
    if (!again.repeated || !same) wrong.push_back(name.second + ": told again, other answer");
  }
  return wrong;
}

}  // namespace relance::test
