// From the author's text to what runs.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relance/compile_options.hpp"
#include "relance/core/tables.hpp"
#include "relance/diagnostic.hpp"

namespace relance {

/// A named set of rates that reports compare with: "sold: 13% of leads".
struct Benchmark {
  struct Rate {
    Milestone milestone = Milestone::received;
    std::optional<Milestone> of;    // nothing: of all leads
    std::int64_t basis_points = 0;  // hundredths of a percent, 0 to 10'000
    bool operator==(const Rate&) const = default;
  };
  std::string name;
  std::vector<Rate> rates;
};

/// Compiled rules: immutable, to be shared between engines and threads.
class Workflow {
 public:
  const Tables& tables() const { return tables_; }
  const std::string& name() const { return name_; }
  /// The text as given, and its normalised form with holidays expanded. Compiling either gives the
  /// same fingerprint.
  const std::string& text() const { return text_; }
  const std::string& normalised() const { return normalised_; }
  /// 32 hexadecimal digits over the normalised form, the engine format and the zone data used.
  const std::string& fingerprint() const { return fingerprint_; }
  /// "2025b": the release of the zone data it was compiled with.
  const std::string& zone_data() const { return zone_data_; }
  /// In written order. No decision reads them.
  const std::vector<Benchmark>& benchmarks() const { return benchmarks_; }

 private:
  friend class WorkflowBuilder;
  Tables tables_;
  std::string name_, text_, normalised_, fingerprint_, zone_data_;
  std::vector<Benchmark> benchmarks_;
};

struct Compiled {
  std::shared_ptr<const Workflow> workflow;  // null when a diagnostic is an error
  std::vector<Diagnostic> diagnostics;       // all problems, in the order of the text
};

/// Never throws for anything that stands in `text`. `file` is only for the diagnostics.
Compiled compile(std::string_view text, std::string_view file, const CompileOptions& options = {});

}  // namespace relance
