// The engine: read, fire what is due, decide, commit. No clock, no threads, no I/O but its store.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "relance/core/tables.hpp"
#include "relance/decision.hpp"
#include "relance/deploy.hpp"
#include "relance/effect_id.hpp"
#include "relance/pages.hpp"
#include "relance/store.hpp"
#include "relance/workflow.hpp"

namespace relance {

struct EngineOptions {
  bool strict_order = false;         // a failing effect holds back the later ones of its lead
  int max_attempts = 12;             // hand-outs before an effect becomes a dead letter
  std::size_t behind_after = 1'000;  // more due timers than this in a call that must fire them all:
                                     // Fault behind
  std::size_t effects_per_lead = 1'000;  // open effects of one lead: submit gives
                                         // Fault full above it
};

/// One event of a batch with its own `now`.
struct Submission {
  const Event* event = nullptr;
  Instant now;
};

struct TickResult {
  std::size_t fired = 0;  // timers fired
  bool more = false;      // something due is left: tick again
  Instant next = kNever;  // when something may be due next; kNever: nothing is armed
};

/// An effect for the host, complete: data to act on, nothing personal.
struct Effect {
  EffectId id;
  std::string lead;     // the host's id
  std::string verb;     // "call", "send", ..., or "withdraw"
  std::string name;     // what: the template to send, whom to alert, ...
  std::string channel;  // "email", ...; empty: any
  std::string rule;     // "states.incoming.enter[0]"
  Instant emitted_at, not_before;
  Instant not_after = kNever;
  Instant lease_until;      // of this hand-out
  std::uint32_t token = 0;  // fencing token to give back with ack and fail
  int attempt = 0;          // 1 for the first hand-out
  EffectId withdraws;       // withdraw: the effect that is no longer wanted
  std::string error;        // dead letters: the last error code told
};

/// One line of the worklist: an open step that somebody should do.
struct WorkItem {
  std::string lead;
  std::string state, stage, owner, lane;
  std::string verb, name, channel;  // what
  std::string rule;                 // why: the rule that asked for it ...
  std::string because;              // ... and the event that made it do so
  Instant since;                    // when it was asked for
  Instant not_before;               // not to be done before
  Instant by = kNever;              // to be done by; kNever: no limit was set
  std::string deadline;             // the deadline of its lead that is due next; empty: none runs
  Instant promised = kNever;        // ... and its promised instant
  bool delivered = false;
  EffectId id;
};

/// Counters of one source (or of all) for a funnel.
struct FunnelRow {
  std::string source;
  std::uint64_t leads = 0;
  std::uint64_t by_milestone[kMilestones] = {};  // leads that reached it at least once
};

/// What became of the promises of one deadline. Each stands in one of the counters.
struct DeadlineRow {
  std::string name;
  std::uint64_t met = 0;        // in time
  std::uint64_t met_late = 0;   // after the breach
  std::uint64_t told_late = 0;  // after the breach, but it had happened in time
  std::uint64_t breached = 0;   // and not met since
  std::uint64_t running = 0;    // its clock counts
  std::uint64_t paused = 0;     // its clock stands
  std::uint64_t ended = 0;      // the lead was closed or put into nurture before
};

/// Sees the answers of a call before they are committed (again after a conflict with another
/// engine), and may take them. What it throws undoes the call: so nothing need be done behind a
/// commit that could fail, and no answer is lost of what was kept.
template <class Answer>
using BeforeCommit = std::function<void(std::vector<Answer>&)>;

struct EngineParts;

/// A lead whose stored bytes are not what was written. It stands still, every other lead goes on.
struct DamagedLead {
  std::string tenant;
  std::uint64_t number = 0;
  std::string lead;  // the host's id; empty when that is gone too
};
/// What is wrong and the way out, in one sentence.
std::string to_text(const DamagedLead& lead);

/// The line of the canonical export about an event that waits for `lead` (the host's id).
std::string to_text(std::string_view lead, const WaitingEvent& event);

/// An open lead that time alone will never bring back to anybody.
struct ForgottenLead {
  std::string tenant;
  std::string lead;  // the host's id
  std::string state;
  Instant since;  // the last decision about it
  std::uint64_t number = 0;
};

/// One thread at a time; several engines may share a database file. A `const` Workflow may be
/// shared by all of them.
class Engine {
 public:
  explicit Engine(std::unique_ptr<Store> store, const EngineOptions& options = {});
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Makes the tenant if need be, keeps the text, and pins new leads of the tenant to it; those
  /// that are there keep their rules. `at` and `actor` are written down beside it; without `at` it
  /// is as of the latest instant that the tenant is known to have reached.
  void deploy(std::string_view tenant, std::shared_ptr<const Workflow> workflow,
              Instant at = kNever, std::string_view actor = {});
  /// Everything that was ever put in force for the tenant, oldest first.
  std::vector<Deployment> deployments(std::string_view tenant);
  /// A kept text by its fingerprint or, when only one fits, the first 6 digits of it or more; null
  /// when none fits. Deploying it again is the roll-back.
  std::shared_ptr<const Workflow> kept(std::string_view fingerprint);

  /// Moves leads of the tenant to the rules of its new leads: facts and counters stay, timers and
  /// open steps are armed by the new rules from their recorded start, and the journal says so. What
  /// is due up to `now` fires first, by the rules before. Looks at no more than `at_most` leads, by
  /// number from the one behind `after` on, and commits a few at a time, so that others are not
  /// held up: call it until there is no more. Leads that have these rules are passed by, so calling
  /// it again, after a crash or for what was mapped since, does the rest. Faults: unknown, usage
  /// (the plan names what the new rules do not have), input (its guard; with place and caret).
  MoveResult move(std::string_view tenant, const MovePlan& plan, Instant now,
                  std::uint64_t after = 0, std::size_t at_most = 1'000);
  /// What move() would do once `workflow` is deployed. Writes nothing.
  MoveResult dry_run(std::string_view tenant, std::shared_ptr<const Workflow> workflow,
                     const MovePlan& plan, Instant now, std::uint64_t after = 0,
                     std::size_t at_most = 1'000);
  /// What new leads of the tenant take now; null when the tenant has no rules.
  std::shared_ptr<const Workflow> current(std::string_view tenant);
  std::vector<std::string> tenants();
  std::vector<TenantView> tenant_views();  // in the order in which they were made

  /// Decides events in order; all are committed together. A refusal is an answer; a fault commits
  /// none of them. Faults: unknown (no such tenant, or it has no rules), usage (unlawful now),
  /// behind, full, corrupt (an event of a damaged lead: tell the others without it), storage, busy.
  std::vector<Decision> submit(std::string_view tenant, std::span<const Event> events, Instant now);
  std::vector<Decision> submit(std::string_view tenant, std::span<const Submission> events,
                               const BeforeCommit<Decision>& before = {});

  /// Fires at most `at_most` timers due up to `now`, of one tenant or of all.
  TickResult tick(std::optional<std::string_view> tenant, Instant now, std::size_t at_most = 1'000);

  /// Leases up to `at_most` effects that may be done now, by (ready instant, lead, order).
  std::vector<Effect> claim(std::string_view tenant, Instant now, std::size_t at_most,
                            Duration lease = minutes(5), const BeforeCommit<Effect>& before = {});
  /// "Safe with the host." ok, unknown, stale_token or withdrawn; repeated acks are ok. An effect
  /// that is no step and has left the outbox is ok whatever the token: it is safe already.
  ErrorCode ack(std::string_view tenant, EffectId effect, std::uint32_t token, Instant now);
  /// "It did not work": back-off, and a dead letter after max_attempts. The same answers; unknown
  /// also for what is safe already. `error`: a code of at most 64 bytes [A-Za-z0-9_.-], no personal
  /// data.
  ErrorCode fail(std::string_view tenant, EffectId effect, std::uint32_t token,
                 std::string_view error, Instant now);
  /// Dead letters of leads whose number is above `after`, by lead; those of the last lead are not
  /// parted, so that there may be more of them than `at_most`. Hand one out anew, or drop it: ok,
  /// or unknown for what is none (any more).
  std::vector<Effect> dead_letters(std::string_view tenant, std::size_t at_most,
                                   std::uint64_t after = 0);
  ErrorCode requeue(std::string_view tenant, EffectId effect, Instant now);
  ErrorCode drop(std::string_view tenant, EffectId effect, Instant now);
  /// What an answer of these four calls other than ok means, in one sentence. `token`: the one that
  /// was given; none for requeue and drop.
  std::string answer_text(ErrorCode answer, std::string_view tenant, EffectId effect,
                          std::optional<std::uint32_t> token = std::nullopt);

  /// Open steps, most urgent first: by the earlier of `by` and `promised`, then `by`, `not_before`,
  /// lead and order; only those of the leads of one owner, in one lane, or of one lead (by the
  /// host's id), where that is given.
  std::vector<WorkItem> worklist(std::string_view tenant, Instant now,
                                 std::optional<std::string_view> owner, std::size_t at_most,
                                 std::optional<std::string_view> lane = std::nullopt,
                                 std::optional<std::string_view> lead = std::nullopt);

  /// All open steps by lead and order, those of one lead on one page, so that there may be more of
  /// them than `at_most`. Fires what is due first (or Fault behind).
  Page<WorkItem> open_steps(std::string_view tenant, Instant now, std::uint64_t after = 0,
                            std::size_t at_most = 1'000);

  /// A lead with its attributes, and its history; nothing when it is not known.
  struct LeadView {
    LeadRecord lead;
    std::shared_ptr<const Workflow> workflow;
    std::vector<PersonalValue> personal;
  };
  std::optional<LeadView> lead(std::string_view tenant, std::string_view id);
  /// Leads by number; damaged ones are passed by.
  Page<ListedLead> leads(std::string_view tenant, std::uint64_t after = 0,
                         std::size_t at_most = 1'000);
  /// Entries oldest first; Fault corrupt, and one of damaged(), when one of them is not what was
  /// written. `workflow(number)` names their ids.
  void history(const LeadRecord& lead, Journal& journal);
  /// Those with from_seq <= seq <= to_seq.
  void history(const LeadRecord& lead, std::uint32_t from_seq, std::uint32_t to_seq,
               Journal& journal);
  /// The journal of a tenant, or of all, by position; damaged entries are passed by, their leads
  /// are among damaged(). Whoever keeps `last` learns later what is new.
  JournalPage journal(std::optional<std::string_view> tenant, std::uint64_t after = 0,
                      std::size_t at_most = 1'000);
  std::shared_ptr<const Workflow> workflow(std::uint32_t number);
  std::vector<WaitingEvent> waiting(std::string_view tenant, std::string_view lead);
  std::vector<std::string> waiting_leads(std::string_view tenant, std::string_view after,
                                         std::size_t at_most);

  /// Funnel by source, sources ascending by bytes; fires what is due first (or Fault behind).
  std::vector<FunnelRow> funnel(std::string_view tenant, Instant now);
  /// Promises by deadline: those of the rules of new leads in written order, then others by name.
  /// Fires what is due first (or Fault behind), and reads every history once, one after the other.
  std::vector<DeadlineRow> deadlines(std::string_view tenant, Instant now);

  /// The canonical export: per tenant and lead, everything that was decided, in words, without row
  /// numbers; equal exports mean equal stores. Fires what is due up to `now` first. `write` gets
  /// whole lines.
  void export_all(Instant now, const std::function<void(std::string_view)>& write);
  /// The same of one tenant by pages, without the events that wait; the first page begins with what
  /// is told of the tenant itself.
  Page<ExportedLead> export_leads(std::string_view tenant, Instant now, std::uint64_t after = 0,
                                  std::size_t at_most = 1'000);

  /// Damaged leads that calls of this engine met so far, by tenant and number. Calls that ask for
  /// one of them by name are a Fault corrupt; all others pass it by. When the file was restored,
  /// open it anew.
  std::vector<DamagedLead> damaged();

  /// The latest instant that a lead is known to have reached: the newest one of the tenant (of each
  /// without one), or one that this engine read. kEarliest when there is none. A `now` before it
  /// comes from a clock that went back: no lead goes back with it, and nothing fires twice.
  Instant reached(std::optional<std::string_view> tenant);

  /// Open leads of all tenants for which nothing will ever be due, by tenant and number (law 7).
  /// None of rules that were proven; time changes nothing about it.
  std::vector<ForgottenLead> forgotten();
  /// Those of one tenant; looks at no more than `at_most` leads.
  Page<ForgottenLead> forgotten(std::string_view tenant, std::uint64_t after, std::size_t at_most);

  /// What is wrong with the kept leads, in words, one line each; empty when nothing is. Stops when
  /// it has found `at_most`.
  std::vector<std::string> audit(std::size_t at_most = std::numeric_limits<std::size_t>::max());

  Store& store();

 private:
  std::unique_ptr<EngineParts> parts_;
};

}  // namespace relance
