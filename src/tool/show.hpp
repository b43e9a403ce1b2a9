// A lead as `relance show` prints it: where it stands, and the proof of how it came there.
#pragma once

#include <string>
#include <vector>

#include "relance/engine.hpp"
#include "report/history.hpp"

namespace relance::tool {

/// A lead with its history, read once.
struct ShownLead {
  std::string id;
  Engine::LeadView view;
  Journal journal;
  LeadHistory history;
  bool person = false;  // personal values are wanted
  bool all = false;     // repeats are not folded; keys and effects' ids are told

  const Tables& rules() const { return view.workflow->tables(); }
  std::string state() const;
  std::string stage() const;
};

/// An open effect of a lead.
struct OpenInWords {
  std::string what;  // "call first_call"
  const OpenEffect* effect = nullptr;
  RanOut ran_out;
};
/// Steps that somebody should do.
std::vector<OpenInWords> open_steps(Engine& engine, const ShownLead& lead);

/// "source", "owner", ... and the declared fields that are known, without what is personal.
std::vector<ToldValue> facts_of(const ShownLead& lead);

std::string to_text(Engine& engine, const ShownLead& lead);
/// One JSON object.
std::string to_json(Engine& engine, const ShownLead& lead);

}  // namespace relance::tool
