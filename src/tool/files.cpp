#include "tool/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "relance/error.hpp"

namespace relance::tool {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPassing = ".tmp";  // behind the name of a file that is not whole yet

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
  throw Fault(ErrorCode::input, fmt::format("{}: {}", path, why));
}

/// What errno says, with the way out where there is one.
std::string unreadable() {
  const int error = errno;
  return fmt::format("cannot be read: {}{}", std::strerror(error),
                     error == EACCES ? "; give yourself the right to read it" : "");
}

/// Closes at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ > STDERR_FILENO) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

struct stat facts_of(const std::string& path) {
  struct stat facts = {};
  if (path.empty()) throw Fault(ErrorCode::usage, "a file name is empty");
  if (::stat(path.c_str(), &facts) != 0) {
    refuse(path, errno == ENOENT ? "there is no such file" : unreadable());
  }
  return facts;
}

/// Looks before it opens, so that no pipe or device makes the command wait.
std::shared_ptr<Descriptor> open_regular(const std::string& path, std::size_t& size) {
  if (path == "-") return std::make_shared<Descriptor>(STDIN_FILENO);
  const struct stat facts = facts_of(path);
  if (S_ISDIR(facts.st_mode)) refuse(path, "is a directory, not a file");
  if (!S_ISREG(facts.st_mode)) refuse(path, "is no regular file; use - to read standard input");
  const int number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (number < 0) refuse(path, unreadable());
  size = static_cast<std::size_t>(facts.st_size);
  return std::make_shared<Descriptor>(number);
}

std::size_t read_some(const Descriptor& file, const std::string& path, std::span<char> into) {
  for (;;) {
    const ssize_t got = ::read(file.number(), into.data(), into.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) refuse(path, unreadable());
  }
}

/// What a link leads to, so that the link stays when the file is replaced.
std::string target_of(const std::string& path) {
  std::error_code error;
  const fs::path target = fs::weakly_canonical(path, error);
  return error ? path : target.string();
}

bool is_open_as(const std::string& path, int descriptor) {
  struct stat named = {};
  struct stat open = {};
  return ::stat(path.c_str(), &named) == 0 && ::fstat(descriptor, &open) == 0 &&
         named.st_dev == open.st_dev && named.st_ino == open.st_ino;
}

}  // namespace

std::string read_text(const std::string& path, std::size_t limit) {
  std::size_t size = 0;
  const std::shared_ptr<Descriptor> file = open_regular(path, size);
  const auto too_long = [&] {
    refuse(path, fmt::format("is longer than {} bytes; is it the right file?", limit));
  };
  if (size > limit) too_long();
  std::string text(limit + 1, '\0');
  std::size_t length = 0;
  while (length <= limit) {
    const std::size_t got = read_some(*file, path, std::span<char>(text).subspan(length));
    if (got == 0) break;
    length += got;
  }
  if (length > limit) too_long();
  text.resize(length);
  return text;
}

ReadBytes open_input(const std::string& path) {
  std::size_t size = 0;
  const std::shared_ptr<Descriptor> file = open_regular(path, size);
  return [file, path](std::span<char> into) { return read_some(*file, path, into); };
}

void check_database(const std::string& path, bool create) {
  if (path.empty()) throw Fault(ErrorCode::usage, "--db: the file name is empty");
  struct stat facts = {};
  if (::stat(path.c_str(), &facts) == 0) {
    if (S_ISDIR(facts.st_mode)) refuse(path, "is a directory, not a database file");
    if (!S_ISREG(facts.st_mode)) refuse(path, "is no regular file");
    if (!create && facts.st_size == 0) refuse(path, "is empty: `relance run` makes a database");
    return;
  }
  if (errno != ENOENT) {
    throw Fault(ErrorCode::storage,
                fmt::format("{}: cannot be reached ({}): the database and its folder must be "
                            "readable and writable",
                            path, std::strerror(errno)));
  }
  if (!create) refuse(path, "there is no such database; `relance run` makes one");
  const fs::path folder = fs::absolute(path).parent_path();
  if (!fs::is_directory(folder)) {
    refuse(path, "the folder it should be made in is not there");
  }
}

bool is_same_file(const std::string& one, const std::string& other) {
  std::error_code error;
  if (fs::equivalent(one, other, error)) return true;
  const fs::path place = fs::weakly_canonical(fs::absolute(one, error), error);
  return !error && place == fs::weakly_canonical(fs::absolute(other, error), error) && !error;
}

void check_line_file(const std::string& path, const std::vector<std::string>& precious) {
  if (path.empty() || path == "-") return;
  for (const std::string& file : precious) {
    if (!is_same_file(path, file) && !is_same_file(target_of(path) + kPassing, file)) continue;
    throw Fault(ErrorCode::usage,
                fmt::format("--report {} would overwrite {}: name another file", path, file));
  }
}

LineFile::LineFile(const std::string& path) : path_(path) {
  if (path == "-" || is_open_as(path, STDOUT_FILENO)) {
    file_ = stdout;
    return;
  }
  std::error_code error;
  const fs::file_type type = fs::status(path, error).type();
  if (type == fs::file_type::regular || type == fs::file_type::not_found) {
    passing_ = target_of(path) + kPassing;
  }
  file_ = std::fopen(passing_.empty() ? path.c_str() : passing_.c_str(), "w");
  if (file_ == nullptr) fail();
}

LineFile::~LineFile() {
  if (file_ == nullptr || file_ == stdout) return;
  std::fclose(file_);
  if (!passing_.empty()) ::unlink(passing_.c_str());
}

void LineFile::write(const std::string& line) {
  const bool written = std::fwrite(line.data(), 1, line.size(), file_) == line.size() &&
                       std::fputc('\n', file_) >= 0;
  if (!written && error_ == 0) error_ = errno;
}

void LineFile::close() {
  errno = error_;
  if (error_ != 0 || std::fflush(file_) != 0) {
    if (file_ == stdout && errno == EPIPE) return;  // the command ends by it
    fail();
  }
  if (passing_.empty()) return;
  if (std::rename(passing_.c_str(), target_of(path_).c_str()) != 0) fail();
  passing_.clear();
}

void LineFile::fail() const {
  throw Fault(ErrorCode::storage,
              fmt::format("{}: cannot be written: {}", path_, std::strerror(errno)));
}

}  // namespace relance::tool
