// The fixed lifecycle: eight canonical stages under three phases.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace relance {

/// Durable numbers: they stand in stored records.
enum class Stage : std::uint8_t {
  fresh = 0,  // written `new` everywhere outside C++, where the word is taken
  contacted = 1,
  qualified = 2,
  appointment = 3,
  shown = 4,
  nurture = 5,
  sold = 6,
  lost = 7,
};
inline constexpr int kStages = 8;

enum class Phase : std::uint8_t { reception = 0, follow_up = 1, closed = 2 };

constexpr Phase phase_of(Stage stage) {
  if (stage == Stage::fresh) return Phase::reception;
  return stage >= Stage::sold ? Phase::closed : Phase::follow_up;
}
constexpr bool is_closed(Stage stage) { return phase_of(stage) == Phase::closed; }

/// "new", "contacted", ... as written in rules, answers and reports.
std::string_view name(Stage stage);
std::string_view name(Phase phase);
std::optional<Stage> stage_named(std::string_view word);

/// Whether the lifecycle allows a lead to move between two stages. Moves inside a stage are free.
/// The table is read from the Boost.Statechart in src/lifecycle.
bool lawful_move(Stage from, Stage to);

}  // namespace relance
