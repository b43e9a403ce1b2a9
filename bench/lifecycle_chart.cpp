// The lifecycle as a Boost.Statechart machine.
#include <boost/mpl/list.hpp>
#include <boost/statechart/custom_reaction.hpp>
#include <boost/statechart/event.hpp>
#include <boost/statechart/simple_state.hpp>
#include <boost/statechart/state_machine.hpp>
#include <boost/statechart/transition.hpp>

#include "lifecycle_stream.hpp"

namespace relance::bench {
namespace {

namespace mpl = boost::mpl;
namespace sc = boost::statechart;

template <Told kTold>
struct Tell : sc::event<Tell<kTold>> {};
template <Told kTold, class Target>
using On = sc::transition<Tell<kTold>, Target>;

struct Incoming;
struct Talking;
struct Known;
struct Planned;
struct Room;
struct Nursery;
struct Won;
struct Gone;

struct Machine : sc::state_machine<Machine, Incoming> {
  std::uint32_t attempts = 0;
};

/// A state that knows which one it is, so that the contestants can be compared.
struct NamedState {
  explicit NamedState(State value) : state(value) {}
  virtual ~NamedState() = default;
  State state;
};
template <class Self, State kState>
struct Leaf : sc::simple_state<Self, Machine>, NamedState {
  Leaf() : NamedState(kState) {}
};

struct Incoming : Leaf<Incoming, State::incoming> {
  using reactions = mpl::list<On<Told::talked, Talking>, On<Told::booked, Planned>,
                              On<Told::lost, Gone>, On<Told::unreachable, Nursery>>;
};
struct Talking : Leaf<Talking, State::talking> {
  using reactions =
      mpl::list<sc::custom_reaction<Tell<Told::attempted>>, On<Told::qualified, Known>,
                On<Told::booked, Planned>, On<Told::postponed, Nursery>, On<Told::lost, Gone>>;
  sc::result react(const Tell<Told::attempted>&) {
    if (context<Machine>().attempts++ >= kMostAttempts) return transit<Nursery>();
    return discard_event();
  }
};
struct Known : Leaf<Known, State::known> {
  using reactions = mpl::list<On<Told::booked, Planned>, On<Told::shown, Room>, On<Told::sold, Won>,
                              On<Told::lost, Gone>>;
};
struct Planned : Leaf<Planned, State::planned> {
  using reactions = mpl::list<On<Told::shown, Room>, On<Told::missed, Talking>,
                              On<Told::postponed, Nursery>, On<Told::lost, Gone>>;
};
struct Room : Leaf<Room, State::room> {
  using reactions = mpl::list<On<Told::booked, Planned>, On<Told::sold, Won>,
                              On<Told::postponed, Nursery>, On<Told::lost, Gone>>;
};
struct Nursery : Leaf<Nursery, State::nursery> {
  using reactions =
      mpl::list<On<Told::ripe, Talking>, On<Told::booked, Planned>, On<Told::lost, Gone>>;
};
struct Won : Leaf<Won, State::won> {
  using reactions = mpl::list<On<Told::reopened, Room>>;
};
struct Gone : Leaf<Gone, State::gone> {
  using reactions = mpl::list<On<Told::reopened, Talking>>;
};

template <Told kTold>
void tell(Machine& machine) {
  machine.process_event(Tell<kTold>());
}
// By Told.
constexpr void (*kTells[kTold])(Machine&) = {
    tell<Told::attempted>, tell<Told::talked>,   tell<Told::qualified>, tell<Told::booked>,
    tell<Told::shown>,     tell<Told::missed>,   tell<Told::postponed>, tell<Told::sold>,
    tell<Told::lost>,      tell<Told::reopened>, tell<Told::ripe>,      tell<Told::unreachable>,
};

}  // namespace

struct Chart::Parts {
  Machine machine;
};

Chart::Chart() : parts_(std::make_unique<Parts>()) { restart(); }
Chart::~Chart() = default;

void Chart::restart() { parts_->machine.initiate(); }
void Chart::reset_attempts() { parts_->machine.attempts = 0; }

void Chart::run(const Told* told, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    kTells[static_cast<std::size_t>(told[i])](parts_->machine);
  }
}

Standing Chart::standing() const {
  return {parts_->machine.state_cast<const NamedState&>().state, parts_->machine.attempts};
}

}  // namespace relance::bench
