// An intake as the C interface keeps it between its calls.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "decision_row.hpp"
#include "relance/intake.hpp"
#include "relance/relance.h"
#include "rows.hpp"

namespace relance::capi {

/// A line of the report that may outlive the intake.
class IntakeRow {
 public:
  IntakeRow(const ImportLine& line, std::shared_ptr<const std::string> file);
  std::string_view text(relance_field field) const;
  std::int64_t number(relance_field field) const;
  /// What it keeps in memory, about.
  std::size_t bytes() const;

 private:
  ImportLine::Kind kind_;
  std::shared_ptr<const std::string> file_;  // null where there is none
  std::uint64_t line_;
  std::string event_, lead_, reason_;
  std::optional<DecisionRow> decision_;
};

/// Lines that are known and have not been handed out.
class IntakeLines {
 public:
  IntakeLines(std::size_t memory, const std::vector<ImportInput>& inputs);
  /// Fault input when they are more than may be kept.
  void add(const ImportLine& line);
  std::size_t size() const { return lines_.size(); }
  std::vector<IntakeRow> take(std::size_t at_most);

 private:
  std::size_t memory_, bytes_ = 0;
  std::vector<std::shared_ptr<const std::string>> files_;
  std::deque<IntakeRow> lines_;
};

}  // namespace relance::capi

struct relance_mapping {
  std::shared_ptr<const relance::Mapping> mapping;
};

struct relance_intake {
  const relance::Engine* engine;  // that it began with; never used, it may be gone
  relance::capi::IntakeLines lines;
  std::optional<relance::Import> import;
  bool more = true;
};
