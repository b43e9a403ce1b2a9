#include "tool/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "relance/error.hpp"

namespace relance::tool {
namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
  throw Fault(ErrorCode::input, fmt::format("{}: {}", path, why));
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
    refuse(path, errno == ENOENT ? "there is no such file" : std::strerror(errno));
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
  if (number < 0) refuse(path, fmt::format("cannot be read: {}", std::strerror(errno)));
  size = static_cast<std::size_t>(facts.st_size);
  return std::make_shared<Descriptor>(number);
}

std::size_t read_some(const Descriptor& file, const std::string& path, std::span<char> into) {
  for (;;) {
    const ssize_t got = ::read(file.number(), into.data(), into.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) refuse(path, fmt::format("cannot be read: {}", std::strerror(errno)));
  }
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
    return;
  }
  if (errno != ENOENT) refuse(path, std::strerror(errno));
  if (!create) refuse(path, "there is no such database; `relance run` makes one");
  const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
  if (!std::filesystem::is_directory(folder)) {
    refuse(path, "the folder it should be made in is not there");
  }
}

LineFile::LineFile(const std::string& path) : path_(path) {
  file_ = path == "-" ? stdout : std::fopen(path.c_str(), "w");
  if (file_ == nullptr) {
    throw Fault(ErrorCode::storage,
                fmt::format("{}: cannot be written: {}", path, std::strerror(errno)));
  }
}

LineFile::~LineFile() {
  if (file_ != nullptr && file_ != stdout) std::fclose(file_);
}

void LineFile::write(const std::string& line) {
  std::fwrite(line.data(), 1, line.size(), file_);
  std::fputc('\n', file_);
}

void LineFile::close() {
  const bool failed = std::ferror(file_) != 0 || std::fflush(file_) != 0;
  if (failed) {
    throw Fault(ErrorCode::storage,
                fmt::format("{}: cannot be written: {}", path_, std::strerror(errno)));
  }
}

}  // namespace relance::tool
