// Pale boxes under black text, and arrows dark enough to be read on white (contrast of 4.5 to 1 or
// more, as WCAG 2 asks of text).
#include <array>

#include "draw/write.hpp"

namespace relance::draw {
namespace {

constexpr std::array<Colours, kStages> kColours = {{
    {"#e3f2fd", "#1560a8"},  // new
    {"#e0f2f1", "#00695c"},  // contacted
    {"#f1f8e9", "#3f6b16"},  // qualified
    {"#fff8e1", "#8a5300"},  // appointment
    {"#ffe8d6", "#a33c00"},  // shown
    {"#f3e5f5", "#7b1fa2"},  // nurture
    {"#c8e6c9", "#1b6b21"},  // sold
    {"#eeeeee", "#5a5a5a"},  // lost
}};

}  // namespace

Colours colours_of(Stage stage) { return kColours[static_cast<std::size_t>(stage)]; }

}  // namespace relance::draw
