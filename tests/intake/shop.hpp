// A shop with rules, mappings and an engine in memory, for the tests of imports.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "csv_text.hpp"
#include "relance/intake.hpp"
#include "relance/store.hpp"
#include "relance/workflow.hpp"
#include "time/instant_text.hpp"

namespace relance {

inline constexpr const char* kRules = R"(
relance: 1
name: shop
timezone: UTC
initial: came
watch: {every: 90 d, do: [{alert: boss}]}
states:
  came:
    stage: new
    events: {reached: talking, lost: gone}
    after: [{delay: 10 d, raise: lost, with: {reason: gone_cold}}]
  talking: {stage: contacted, events: {sold: won, lost: gone}}
  won: {stage: sold}
  gone: {stage: lost}
)";

inline constexpr const char* kLeads = R"(
relance_mapping: 1
name: leads
timezone: UTC
lead: {column: id}
person: {email: {column: mail}}
events:
  - {event: received, at: {column: came}, with: {source: {column: origin, empty: not_given}}}
  - {event: sold, at: {column: won}, when: {filled: won}}
)";

inline constexpr const char* kCalls = R"(
relance_mapping: 1
name: calls
timezone: UTC
separator: ";"
lead: {column: lead}
events:
  - event: attempted
    at: {column: at}
    with: {channel: phone, outcome: {column: result}}
)";

struct Told {
  ImportLine::Kind kind;
  std::string file, event, lead, reason, state;
  std::uint64_t line;
  Verdict verdict;
  bool repeated;
};

class Shop {
 public:
  Shop() : engine_(memory_store()) {
    const Compiled compiled = compile(kRules, "rules");
    EXPECT_NE(compiled.workflow, nullptr) << to_text(compiled.diagnostics);
    engine_.deploy("main", compiled.workflow);
  }

  Imported run(const std::vector<std::pair<std::string, const char*>>& files,
               std::size_t batch = 1'000, std::string_view now = "2026-06-30T00:00:00Z") {
    std::vector<ImportInput> inputs;
    for (const auto& [text, mapping] : files) {
      const MappingRead read = read_mapping(mapping, "mapping");
      EXPECT_NE(read.mapping, nullptr) << to_text(read.diagnostics);
      inputs.push_back(
          {fmt::format("file{}", inputs.size() + 1), read_pieces(text, 16), read.mapping});
    }
    ImportOptions options{.tenant = "main", .now = *parse_instant(now)};
    options.batch = batch;
    told_.clear();
    return run_import(engine_, inputs, options, [this](const ImportLine& line) {
      const Decision* decision = line.decision;
      told_.push_back({line.kind, std::string(line.file), std::string(line.event),
                       std::string(line.lead), std::string(line.reason),
                       decision ? decision->to : "", line.line,
                       decision ? decision->verdict : Verdict::refused,
                       decision != nullptr && decision->repeated});
    });
  }

  std::string export_text() {
    std::string text;
    engine_.export_all(*parse_instant("2026-06-30T00:00:00Z"),
                       [&](std::string_view lines) { text += lines; });
    return text;
  }

  Engine engine_;
  std::vector<Told> told_;
};

class ImportTest : public testing::Test, public Shop {};

}  // namespace relance
