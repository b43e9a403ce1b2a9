// A lead as `relance show` and relance_explain tell it: where it stands, and the proof of how it
// came there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relance/engine.hpp"
#include "report/history.hpp"
#include "report/ran_out.hpp"

namespace relance {

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

/// Nothing when there is no such lead.
std::optional<ShownLead> read_lead(Engine& engine, std::string_view tenant, std::string_view id);

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

/// The same in pieces: where it stands, then a paragraph or an object for each decision.
std::vector<std::string> texts_of(Engine& engine, const ShownLead& lead);
std::vector<std::string> jsons_of(Engine& engine, const ShownLead& lead);

}  // namespace relance
