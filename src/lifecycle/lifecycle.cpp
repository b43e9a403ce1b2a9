#include "lifecycle/lifecycle.hpp"

#include <array>
#include <boost/mpl/list.hpp>
#include <boost/statechart/event.hpp>
#include <boost/statechart/simple_state.hpp>
#include <boost/statechart/state_machine.hpp>
#include <boost/statechart/transition.hpp>
#include <cstddef>

namespace relance {

// Not without a name: Statechart takes the address of functions that nobody defines nor calls,
// which Clang allows for types with linkage only.
namespace chart {

namespace mpl = boost::mpl;
namespace sc = boost::statechart;

template <class Target>
struct MoveTo : sc::event<MoveTo<Target>> {};

template <class... Targets>
using MovesTo = mpl::list<sc::transition<MoveTo<Targets>, Targets>...>;

struct InPhase {
  explicit InPhase(Phase value) : phase(value) {}
  virtual ~InPhase() = default;
  Phase phase;
};
struct InStage {
  explicit InStage(Stage value) : stage(value) {}
  virtual ~InStage() = default;
  Stage stage;
};

template <class Self, class Chart, class Initial, Phase kPhase>
struct Superstate : sc::simple_state<Self, Chart, Initial>, InPhase {
  Superstate() : InPhase(kPhase) {}
};
template <class Self, class Parent, Stage kOwnStage>
struct Leaf : sc::simple_state<Self, Parent>, InStage {
  Leaf() : InStage(kOwnStage) {}
  static constexpr Stage kStage = kOwnStage;
};

struct Reception;
struct FollowUp;
struct Closed;
struct New;
struct Contacted;
struct Qualified;
struct Appointment;
struct Shown;
struct Nurture;
struct Sold;
struct Lost;

struct Lifecycle : sc::state_machine<Lifecycle, Reception> {};

struct Reception : Superstate<Reception, Lifecycle, New, Phase::reception> {};
struct FollowUp : Superstate<FollowUp, Lifecycle, Contacted, Phase::follow_up> {};
struct Closed : Superstate<Closed, Lifecycle, Sold, Phase::closed> {};

// Shown at once is a walk-in.
struct New : Leaf<New, Reception, Stage::fresh> {
  using reactions = MovesTo<Contacted, Qualified, Appointment, Shown, Nurture, Lost>;
};
struct Contacted : Leaf<Contacted, FollowUp, Stage::contacted> {
  using reactions = MovesTo<Qualified, Appointment, Shown, Sold, Nurture, Lost>;
};
struct Qualified : Leaf<Qualified, FollowUp, Stage::qualified> {
  using reactions = MovesTo<Contacted, Appointment, Shown, Sold, Nurture, Lost>;
};
struct Appointment : Leaf<Appointment, FollowUp, Stage::appointment> {
  using reactions = MovesTo<Contacted, Qualified, Shown, Sold, Nurture, Lost>;
};
struct Shown : Leaf<Shown, FollowUp, Stage::shown> {
  using reactions = MovesTo<Qualified, Appointment, Sold, Nurture, Lost>;
};
struct Nurture : Leaf<Nurture, FollowUp, Stage::nurture> {
  using reactions = MovesTo<Contacted, Qualified, Appointment, Shown, Lost>;
};
// Back to shown when the sale falls through; nurture is the customer's next project.
struct Sold : Leaf<Sold, Closed, Stage::sold> {
  using reactions = MovesTo<Shown, Nurture>;
};
// Lost leads are recalled.
struct Lost : Leaf<Lost, Closed, Stage::lost> {
  using reactions = MovesTo<Contacted, Qualified, Appointment, Shown, Nurture>;
};

}  // namespace chart

namespace {

using namespace chart;

// A set of stages, one bit each.
using StageSet = unsigned;
constexpr StageSet only(Stage stage) { return 1U << static_cast<unsigned>(stage); }

template <class Reaction>
struct Target {
  static constexpr StageSet kSet = 0;  // the list's filling behind its last reaction
};
template <class Event, class State, class Context, void (Context::*kDo)(const Event&)>
struct Target<sc::transition<Event, State, Context, kDo>> {
  static constexpr StageSet kSet = only(State::kStage);
};

template <class... Reactions>
constexpr StageSet targets(const mpl::list<Reactions...>*) {
  return (Target<Reactions>::kSet | ...);
}
template <class State>
constexpr StageSet row() {
  constexpr const typename State::reactions* kReactions = nullptr;
  return targets(kReactions);
}

// The 8 x 8 table, by Stage, as the reaction lists say it.
constexpr std::array<StageSet, kStages> kLawful = {
    row<New>(),   row<Contacted>(), row<Qualified>(), row<Appointment>(),
    row<Shown>(), row<Nurture>(),   row<Sold>(),      row<Lost>(),
};

template <class State>
void move_to(Lifecycle& run) {
  run.process_event(MoveTo<State>());
}
// By Stage.
constexpr std::array<void (*)(Lifecycle&), kStages> kMoves = {
    move_to<New>,   move_to<Contacted>, move_to<Qualified>, move_to<Appointment>,
    move_to<Shown>, move_to<Nurture>,   move_to<Sold>,      move_to<Lost>,
};

constexpr std::array<std::string_view, kStages> kStageNames = {
    "new", "contacted", "qualified", "appointment", "shown", "nurture", "sold", "lost",
};
constexpr std::array<std::string_view, 3> kPhaseNames = {"reception", "follow-up", "closed"};

}  // namespace

std::string_view name(Stage stage) { return kStageNames.at(static_cast<std::size_t>(stage)); }
std::string_view name(Phase phase) { return kPhaseNames.at(static_cast<std::size_t>(phase)); }

std::optional<Stage> stage_named(std::string_view word) {
  for (std::size_t i = 0; i < kStageNames.size(); ++i) {
    if (kStageNames[i] == word) return static_cast<Stage>(i);
  }
  return std::nullopt;
}

bool lawful_move(Stage from, Stage to) {
  return from == to || (kLawful.at(static_cast<std::size_t>(from)) & only(to)) != 0;
}

struct LifecycleRun::Parts {
  Lifecycle run;
};

LifecycleRun::LifecycleRun() : parts_(std::make_unique<Parts>()) { parts_->run.initiate(); }
LifecycleRun::~LifecycleRun() = default;

Stage LifecycleRun::now() const { return parts_->run.state_cast<const InStage&>().stage; }
Phase LifecycleRun::phase() const { return parts_->run.state_cast<const InPhase&>().phase; }

bool LifecycleRun::move(Stage stage) {
  if (stage == now()) return true;
  kMoves.at(static_cast<std::size_t>(stage))(parts_->run);
  return now() == stage;
}

}  // namespace relance
