// What an effect asks for.
#pragma once

#include <cstdint>
#include <string_view>

namespace relance {

/// The verbs of effects. Durable numbers.
enum class Verb : std::uint8_t {
  assign = 0,
  hand_to,
  start,
  stop,
  send,
  call,
  remind,
  alert,
  raise,
  set,
  charge,
  refund,
  tell,
};
inline constexpr int kVerbs = 13;
std::string_view name(Verb verb);
/// call, send, remind: done when somebody says so, withdrawn when their state is left.
constexpr bool is_step(Verb verb) {
  return verb == Verb::send || verb == Verb::call || verb == Verb::remind;
}
/// assign and hand_to name a lane, and the host chooses a person of it.
constexpr bool names_lane(Verb verb) { return verb == Verb::assign || verb == Verb::hand_to; }
/// raise and set happen inside the decision; the others go to the host.
constexpr bool is_internal(Verb verb) { return verb == Verb::raise || verb == Verb::set; }

}  // namespace relance
