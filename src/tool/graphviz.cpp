#include "tool/graphviz.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <optional>

#include "base/printable.hpp"
#include "relance/error.hpp"

extern char** environ;

namespace relance::tool {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw Fault(ErrorCode::storage,
              fmt::format("{}; --format dot and --format mermaid need no other program", what));
}

struct Pipe {
  int read = -1, write = -1;
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
      fail(fmt::format("no pipe: {}", std::strerror(errno)));
    read = ends[0];
    write = ends[1];
  }
  ~Pipe() {
    close_end(read);
    close_end(write);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  static void close_end(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
};

pid_t start_dot(const Pipe& in, const Pipe& out) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.read, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.write, STDOUT_FILENO);
  std::string program = "dot";
  std::string format = "-Tsvg";
  std::array<char*, 3> arguments = {program.data(), format.data(), nullptr};
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, "dot", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error == ENOENT) fail("svg needs the program dot of Graphviz (on Debian: package graphviz)");
  if (error != 0) fail(fmt::format("dot of Graphviz cannot be run: {}", std::strerror(error)));
  return child;
}

using Clock = std::chrono::steady_clock;
constexpr std::size_t kLargest = std::size_t{256} << 20;  // bytes of a picture

/// A running dot, which never outlives its owner, nor is left unwaited for.
class Child {
 public:
  Child(pid_t id, std::uint32_t seconds)
      : id_(id), seconds_(seconds), end_(Clock::now() + std::chrono::seconds(seconds)) {}
  ~Child() {
    if (!running_) return;
    ::kill(id_, SIGKILL);
    wait(0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Milliseconds that are left to it; fails when there are none.
  int left() const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end_ - Clock::now()).count();
    if (left > 0) return static_cast<int>(left);
    fail(
        fmt::format("dot of Graphviz did not lay this picture out within {}: it is too large for "
                    "it; --limit gives it longer, a rules file with a part of the states is drawn "
                    "sooner",
                    counted(seconds_, "second")));
  }

  void check_end() {
    while (running_ && !wait(WNOHANG)) ::poll(nullptr, 0, std::min(left(), 10));
    if (!WIFEXITED(status_) || WEXITSTATUS(status_) != 0) fail("dot of Graphviz failed");
  }

 private:
  /// Whether it has ended.
  bool wait(int how) {
    pid_t ended = 0;
    while ((ended = ::waitpid(id_, &status_, how)) < 0 && errno == EINTR) {
    }
    if (ended != 0) running_ = false;
    return !running_;
  }

  const pid_t id_;
  const std::uint32_t seconds_;
  const Clock::time_point end_;
  bool running_ = true;
  int status_ = 0;
};

/// What can be read now; nothing at the end.
std::optional<std::size_t> read_some(int from, std::string& answer) {
  std::array<char, 65'536> piece;
  const ssize_t count = ::read(from, piece.data(), piece.size());
  if (count < 0 && errno == EINTR) return 0;
  if (count <= 0) return std::nullopt;
  answer.append(piece.data(), static_cast<std::size_t>(count));
  if (answer.size() > kLargest) fail("dot of Graphviz gave a picture of more than 256 MiB");
  return static_cast<std::size_t>(count);
}

// Writes and reads by turns, so that neither side waits for the other.
std::string exchange(const std::string& text, Pipe& in, Pipe& out, const Child& child) {
  ::fcntl(in.write, F_SETFL, O_NONBLOCK);
  std::string answer;
  std::size_t sent = 0;
  for (;;) {
    if (sent == text.size()) Pipe::close_end(in.write);
    std::array<pollfd, 2> waiting = {pollfd{out.read, POLLIN, 0}, pollfd{in.write, POLLOUT, 0}};
    const int ready = ::poll(waiting.data(), 2, child.left());
    if (ready < 0 && errno != EINTR) fail(fmt::format("no poll: {}", std::strerror(errno)));
    if (ready <= 0) continue;
    if ((waiting[1].revents & (POLLOUT | POLLERR)) != 0) {
      const ssize_t count = ::write(in.write, text.data() + sent, text.size() - sent);
      if (count > 0) sent += static_cast<std::size_t>(count);
      if (count < 0 && errno != EAGAIN && errno != EINTR) sent = text.size();  // dot went away
    }
    if ((waiting[0].revents & (POLLIN | POLLHUP)) == 0) continue;
    if (!read_some(out.read, answer)) return answer;
  }
}

}  // namespace

std::string svg_of(const std::string& dot, std::uint32_t seconds) {
  Pipe in;
  Pipe out;
  Child child(start_dot(in, out), seconds);
  Pipe::close_end(in.read);
  Pipe::close_end(out.write);
  std::string svg = exchange(dot, in, out, child);
  child.check_end();
  return svg;
}

}  // namespace relance::tool
