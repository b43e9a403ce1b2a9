#include <fmt/format.h>

#include "draw/write.hpp"

namespace relance::draw {
namespace {

constexpr std::size_t kWidth = 36;  // code points
constexpr std::size_t kLines = 4;   // of one sentence
constexpr std::size_t kNoteWidth = 72;
constexpr std::size_t kNoteLines = 6;

// Mermaid has characters by number, and reads nothing else in a label as its own.
std::string escaped(std::string_view text) {
  constexpr std::string_view kPlain = " _.,:=+-()'/";
  std::string label;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || byte >= 0x80 || kPlain.find(c) != std::string_view::npos) {
      label += c;
    } else {
      label += fmt::format("#{};", static_cast<int>(byte));
    }
  }
  return label;
}

std::string lines(const std::string& text, std::size_t width = kWidth,
                  std::size_t at_most = kLines) {
  std::string label;
  for (const std::string& line : wrapped(text, width, at_most)) {
    label += (label.empty() ? "" : "<br/>") + escaped(line);
  }
  return label;
}

std::string box(const StateBox& state) {
  std::string label = fmt::format("<b>{}</b>", escaped(state.name));
  for (const std::string& line : state.lines) label += "<br/>" + lines("• " + line);
  return label;
}

std::string label(const Arrow& arrow) {
  std::string label;
  for (const Way& way : arrow.ways) {
    label += (label.empty() ? "" : "<br/>") + lines(way.cause);
    if (!way.guard.empty()) label += "<br/>" + lines(fmt::format("[{}]", way.guard));
    if (!way.effect.empty()) label += "<br/>" + lines(fmt::format("/ {}", way.effect));
  }
  return label;
}

std::string group(const Picture& picture, Stage stage) {
  std::string nodes;
  for (std::size_t i = 0; i < picture.states.size(); ++i) {
    const StateBox& state = picture.states[i];
    if (state.stage != stage) continue;
    const std::string_view open = is_closed(stage) ? "[[" : "(";
    const std::string_view close = is_closed(stage) ? "]]" : ")";
    nodes += fmt::format("    s{}{}\"{}\"{}:::stage_{}\n", i, open, box(state), close, name(stage));
  }
  if (nodes.empty()) return {};
  return fmt::format("  subgraph group_{0} [\"{0}\"]\n{1}  end\n", name(stage), nodes);
}

}  // namespace

std::string to_mermaid(const Picture& picture) {
  std::string text = fmt::format("---\ntitle: {}\n---\nflowchart LR\n", picture.name);
  text += "  start((( )))\n";
  for (int i = 0; i < kStages; ++i) text += group(picture, static_cast<Stage>(i));
  for (std::size_t i = 0; i < picture.states.size(); ++i) {
    if (picture.states[i].initial) text += fmt::format("  start --> s{}\n", i);
  }
  for (const Arrow& arrow : picture.arrows) {
    text += fmt::format("  s{} {}|\"{}\"| s{}\n", arrow.from, arrow.timed ? "-.->" : "-->",
                        label(arrow), arrow.to);
  }
  for (std::size_t i = 0; i < picture.notes.size(); ++i) {
    text += fmt::format("  note{}[\"{}\"]\n", i, lines(picture.notes[i], kNoteWidth, kNoteLines));
  }
  for (int i = 0; i < kStages; ++i) {
    const auto stage = static_cast<Stage>(i);
    const Colours colours = colours_of(stage);
    text += fmt::format("  classDef stage_{} fill:{},stroke:{},color:#000\n", name(stage),
                        colours.box, colours.arrow);
  }
  return text;
}

}  // namespace relance::draw
