// A rules file as a picture, before it is written in the language of some program: states with what
// happens in them, arrows with what leads along them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "relance/stage.hpp"
#include "relance/workflow.hpp"

namespace relance::draw {

struct StateBox {
  std::string name;
  Stage stage = Stage::fresh;
  bool initial = false;
  std::vector<std::string> lines;  // what happens in it, a sentence each
};

/// One way to take an event, or what time alone does.
struct Way {
  std::string cause;   // "booked", "1 h since appointment: missed"
  std::string guard;   // "if has(lead.project)", "else"; empty: always
  std::string effect;  // "call after_no_show within 1 open h"; empty: none
};

/// All ways from one state to another that are of a kind.
struct Arrow {
  std::size_t from = 0, to = 0;  // Picture::states
  bool timed = false;
  std::vector<Way> ways;  // in written order
};

struct Picture {
  std::string name;
  std::vector<StateBox> states;    // in written order
  std::vector<Arrow> arrows;       // by `from`, then in written order
  std::vector<std::string> notes;  // what is true of all states
};

Picture picture_of(const Workflow& workflow);

/// Breaks a text between words (before the word that would pass `width` code points; longer words
/// stand alone), into at most `lines` lines; what is cut off ends in "...".
std::vector<std::string> wrapped(const std::string& text, std::size_t width, std::size_t lines);

}  // namespace relance::draw
