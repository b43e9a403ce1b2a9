// What the engine's tests share.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "relance/relance.hpp"

namespace relance::test {

/// The workflow of `text`, which need not keep law 7: what an engine does must hold for rules that
/// were taken before it was proven. Throws with the diagnostics when it has any.
std::shared_ptr<const Workflow> rules(std::string_view text);

/// RFC 3339; throws for anything else.
Instant at(std::string_view text);

/// An event of lead "L1" with attributes given as texts.
Event event(std::string_view name, std::vector<std::pair<std::string, std::string>> attributes = {},
            std::string_view key = {}, std::string_view lead = "L1");

/// `text` with each first words of `edits` replaced wherever they stand; throws when they stand
/// nowhere.
using Edits = std::vector<std::pair<std::string_view, std::string_view>>;
std::string edited(std::string_view text, const Edits& edits);

/// An engine on a memory store with one tenant, "t".
class Scene {
 public:
  explicit Scene(std::string_view text, const EngineOptions& options = {});
  Scene(std::unique_ptr<Store> store, std::string_view text, const EngineOptions& options = {});

  Decision submit(const Event& event, std::string_view now);
  std::vector<Effect> claim(std::string_view now, std::size_t at_most = 100);
  std::string state(std::string_view lead = "L1");
  LeadRecord record(std::string_view lead = "L1");
  std::string exported(std::string_view now);
  /// "event verdict from to decided" of each entry of a lead.
  std::vector<std::string> history(std::string_view lead = "L1");
  /// Puts `text` in force and moves the one lead there is to it. Throws when its dry run foretold
  /// something else, or the audit finds something.
  LeadMove moved(std::string_view text, std::string_view now,
                 const std::vector<MovePlan::Mapping>& map = {});

  Engine engine;
};

}  // namespace relance::test
