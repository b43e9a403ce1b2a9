// Files that the user names: regular ones only, read within bounds, one clear message each.
#pragma once

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "relance/intake.hpp"

namespace relance::tool {

/// A text of at most `limit` bytes, "-" for standard input. Fault input when it is missing, no
/// regular file, not readable or longer (known before it is read).
std::string read_text(const std::string& path, std::size_t limit);

/// A file to be read as a stream, "-" for standard input. Fault input as above; also when reading
/// fails later.
ReadBytes open_input(const std::string& path);

/// Faults (input) where `path` cannot be a database: missing and not to be made, a directory, in a
/// folder that is not there.
void check_database(const std::string& path, bool create);

/// Whether both names lead to one file, by links of any kind too; files that are not there yet are
/// compared by their place.
bool is_same_file(const std::string& one, const std::string& other);

/// Faults (usage) where writing lines to `path` would destroy one of `precious`.
void check_line_file(const std::string& path, const std::vector<std::string>& precious);

/// A file for whole lines, "-" for standard output. They go to FILE.tmp until close(), so that FILE
/// is whole or as it was; pipes and devices are written at once. Fault storage when it cannot be
/// made.
class LineFile {
 public:
  explicit LineFile(const std::string& path);
  ~LineFile();
  LineFile(const LineFile&) = delete;
  LineFile& operator=(const LineFile&) = delete;
  void write(const std::string& line);
  /// Puts the lines in place. Fault storage when something could not be written.
  void close();

 private:
  [[noreturn]] void fail() const;

  std::string path_;
  std::string passing_;  // where the lines are until close(); empty: in `path_`
  std::FILE* file_ = nullptr;
  int error_ = 0;  // errno of the first write that failed
};

}  // namespace relance::tool
