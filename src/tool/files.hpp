// Files that the user names: regular ones only, read within bounds, one clear message each.
#pragma once

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>

#include "intake/csv.hpp"

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

/// A file for whole lines, "-" for standard output. Fault storage when it cannot be made.
class LineFile {
 public:
  explicit LineFile(const std::string& path);
  ~LineFile();
  LineFile(const LineFile&) = delete;
  LineFile& operator=(const LineFile&) = delete;
  void write(const std::string& line);
  /// Fault storage when something could not be written.
  void close();

 private:
  std::string path_;
  std::FILE* file_ = nullptr;
};

}  // namespace relance::tool
