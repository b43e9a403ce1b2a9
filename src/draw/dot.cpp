#include <fmt/format.h>

#include <array>

#include "draw/write.hpp"

namespace relance::draw {
namespace {

constexpr std::size_t kBoxWidth = 40;    // code points
constexpr std::size_t kLabelWidth = 26;  // of arrows
constexpr std::size_t kGuardLines = 4;
constexpr std::size_t kEffectLines = 3;
constexpr std::size_t kBoxLines = 3;  // of one sentence
constexpr std::size_t kNoteWidth = 110;
constexpr std::size_t kNoteLines = 6;

constexpr std::string_view kHead = R"(digraph rules {
  graph [rankdir=LR fontname="Helvetica" fontsize=12 labelloc=t labeljust=l nodesep=0.3 ranksep=0.75]
  node [shape=box style="rounded,filled" fontname="Helvetica" color="#616161" margin="0.12,0.08"]
  edge [fontname="Helvetica" fontsize=10]
  start [id="start" shape=circle style=filled fillcolor=black width=0.18 label=""]
)";

// The way of a lead that buys, which the layout keeps in a line.
constexpr std::array kBackbone = {Stage::fresh,       Stage::contacted, Stage::qualified,
                                  Stage::appointment, Stage::shown,     Stage::sold};

// The order of the layout: nurture stands beside that way, in the middle of what leads to it.
int place_of(Stage stage) {
  constexpr std::array<int, kStages> kPlaces = {0, 1, 3, 4, 5, 2, 6, 7};
  return kPlaces[static_cast<std::size_t>(stage)];
}

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

std::string row(const std::string& html) {
  return fmt::format(R"(<tr><td align="left" balign="left">{}</td></tr>)", html);
}

// Each line of a text in a row's cell; `style` is a tag such as "i", or empty.
std::string lines(const std::string& text, std::size_t width, std::size_t at_most,
                  std::string_view style) {
  std::string html;
  for (const std::string& line : wrapped(text, width, at_most)) {
    if (!html.empty()) html += "<br/>";
    html += style.empty() ? escaped(line) : fmt::format("<{0}>{1}</{0}>", style, escaped(line));
  }
  return html;
}

std::string table(const std::string& rows) {
  return fmt::format(
      R"(<table border="0" cellborder="0" cellspacing="0" cellpadding="2">{}</table>)", rows);
}

std::string box(const StateBox& state) {
  std::string rows = fmt::format(R"(<tr><td><b><font point-size="14">{}</font></b></td></tr>)",
                                 escaped(state.name));
  for (const std::string& line : state.lines) {
    rows += row(fmt::format(R"(<font point-size="10">{}</font>)",
                            lines("• " + line, kBoxWidth, kBoxLines, "")));
  }
  return table(rows);
}

std::string label(const Arrow& arrow) {
  std::string rows;
  for (const Way& way : arrow.ways) {
    std::string html = lines(way.cause, kLabelWidth, kEffectLines, "b");
    if (!way.guard.empty()) html += "<br/>" + lines(way.guard, kLabelWidth, kGuardLines, "i");
    if (!way.effect.empty())
      html += "<br/>" + lines("→ " + way.effect, kLabelWidth, kEffectLines, "");
    rows += row(html);
  }
  return table(rows);
}

// Arrows back are written the other way round, so that the lifecycle's order makes the layout.
std::string edge(const Picture& picture, const Arrow& arrow, std::size_t id) {
  const StateBox& from = picture.states[arrow.from];
  const StateBox& to = picture.states[arrow.to];
  const bool back = place_of(to.stage) < place_of(from.stage);
  const std::string_view colour = colours_of(to.stage).arrow;
  return fmt::format("  s{} -> s{} [id=\"arrow{}\"{}{} color=\"{}\" fontcolor=\"{}\" label=<{}>]\n",
                     back ? arrow.to : arrow.from, back ? arrow.from : arrow.to, id,
                     back ? " dir=back" : "", arrow.timed ? " style=dashed" : "", colour, colour,
                     label(arrow));
}

// The title of a group is a node, since arrows run through labels of groups and around nodes. It
// stands above its first state; that of nurture below, where no arrow comes from the way of a lead
// that buys.
std::string title(Stage stage, std::size_t state) {
  const std::string title = fmt::format("title_{}", name(stage)), box = fmt::format("s{}", state);
  const bool below = stage == Stage::nurture;
  return fmt::format(
      "    {0} [id=\"{0}\" shape=plaintext style=\"\" margin=0 height=0.2 fontsize=12 "
      "label=<<b>{1}</b>>]\n    {{rank=same {2} -> {3} [style=invis weight=50]}}\n",
      title, name(stage), below ? title : box, below ? box : title);
}

std::string group(const Picture& picture, Stage stage) {
  std::string nodes;
  std::size_t first = 0;
  for (std::size_t i = 0; i < picture.states.size(); ++i) {
    const StateBox& state = picture.states[i];
    if (state.stage != stage) continue;
    if (nodes.empty()) first = i;
    nodes +=
        fmt::format("    s{} [id=\"state{}\" fillcolor=\"{}\"{} label=<{}>]\n", i, i,
                    colours_of(stage).box, is_closed(stage) ? " peripheries=2" : "", box(state));
  }
  if (nodes.empty()) return {};
  return fmt::format(
      "  subgraph cluster_{0} {{\n    label=\"\"\n    style=\"rounded,filled\"\n"
      "    fillcolor=\"#fafafa\"\n    color=\"#bdbdbd\"\n    margin=12\n{1}{2}  }}\n",
      name(stage), nodes, title(stage, first));
}

std::string backbone(const Picture& picture) {
  std::string chain;
  for (const Stage stage : kBackbone) {
    for (std::size_t i = 0; i < picture.states.size(); ++i) {
      if (picture.states[i].stage != stage) continue;
      chain += fmt::format("{}s{}", chain.empty() ? "  " : " -> ", i);
      break;
    }
  }
  return chain.find('>') == std::string::npos ? "" : chain + " [style=invis weight=20]\n";
}

std::string legend(const Picture& picture) {
  std::string rows =
      fmt::format(R"(<tr><td align="left"><font point-size="20"><b>{}</b></font></td></tr>)",
                  escaped(picture.name));
  rows += row(
      "Groups are stages of the lifecycle. <b>●</b> A new lead begins here. Double frame: closed.");
  rows += row(
      "Solid arrow: what happened. Dashed arrow: time alone. <i>if, else</i>: only then, the first "
      "that holds. →: what is asked for on the way.");
  rows +=
      row("In a state: what is asked for when a lead comes in (•), and what happens without "
          "leaving it.");
  for (const std::string& note : picture.notes)
    rows += row(lines(note, kNoteWidth, kNoteLines, ""));
  return table(rows);
}

}  // namespace

std::string to_dot(const Picture& picture) {
  std::string text(kHead);
  text += fmt::format("  label=<{}>\n", legend(picture));
  for (int i = 0; i < kStages; ++i) text += group(picture, static_cast<Stage>(i));
  text += backbone(picture);
  for (std::size_t i = 0; i < picture.states.size(); ++i) {
    if (picture.states[i].initial) text += fmt::format("  start -> s{} [id=\"begin\"]\n", i);
  }
  for (std::size_t i = 0; i < picture.arrows.size(); ++i) {
    text += edge(picture, picture.arrows[i], i);
  }
  return text + "}\n";
}

}  // namespace relance::draw
