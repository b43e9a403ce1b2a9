// What a run tells: one line per record or event, counts at the end.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "relance/intake.hpp"
#include "tool/command.hpp"
#include "tool/files.hpp"

namespace relance::tool {

/// Writes every line to a file as JSON (if one is wanted) and the first troubles to standard error.
class RunReport {
 public:
  /// `path` empty: no file.
  RunReport(const Tool& tool, const std::string& path);
  void line(const ImportLine& line);
  /// The counts, and how many troubles were not shown.
  void finish(const ImportCounts& counts, std::size_t files);

 private:
  const Tool& tool_;
  std::optional<LineFile> file_;
  std::string path_;
  std::size_t troubles_ = 0;
};

}  // namespace relance::tool
