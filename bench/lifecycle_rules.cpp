#include <fmt/format.h>

#include <array>
#include <string_view>

#include "lifecycle_stream.hpp"

namespace relance::bench {
namespace {

constexpr std::array<std::string_view, 8> kStates = {"incoming", "talking", "known", "planned",
                                                     "room",     "nursery", "won",   "gone"};
constexpr std::array<std::string_view, 8> kStageOf = {
    "new", "contacted", "qualified", "appointment", "shown", "nurture", "sold", "lost"};

std::string line(const Row& row, bool acting) {
  const std::string_view told = kToldNames[static_cast<std::size_t>(row.told)];
  const std::string_view to = kStates[static_cast<std::size_t>(row.to)];
  if (row.told == Told::attempted) {
    std::string text = fmt::format("      {}:\n        - {{to: {}, if: 'lead.attempts >= {}'}}\n",
                                   told, to, kMostAttempts);
    if (acting) text += "        - {do: [{call: again, within: 20 min}]}\n";
    return text;
  }
  if (!acting) return fmt::format("      {}: {}\n", told, to);
  return fmt::format("      {}: {{to: {}, if: 'lead.attempts < 1000'}}\n", told, to);
}

}  // namespace

std::string rules(bool acting) {
  std::string text =
      "relance: 1\nname: lifecycle\ninitial: incoming\nevents: {talked: {}}\n"
      "watch: {every: 90 d, do: [{alert: boss}]}\nstates:\n";
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    text += fmt::format("  {}:\n    stage: {}\n", kStates[i], kStageOf[i]);
    if (acting) text += "    enter: [{call: next, within: 20 min}]\n";
    text += "    events:\n";
    for (const Row& row : rows()) {
      if (row.from == static_cast<State>(i)) text += line(row, acting);
    }
  }
  return text;
}

}  // namespace relance::bench
