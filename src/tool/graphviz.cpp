#include "tool/graphviz.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

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

// Writes and reads by turns, so that neither side waits for the other.
std::string exchange(const std::string& text, Pipe& in, Pipe& out) {
  ::fcntl(in.write, F_SETFL, O_NONBLOCK);
  std::string answer;
  std::size_t sent = 0;
  std::array<char, 65'536> piece;
  for (;;) {
    if (sent == text.size()) Pipe::close_end(in.write);
    std::array<pollfd, 2> waiting = {pollfd{out.read, POLLIN, 0}, pollfd{in.write, POLLOUT, 0}};
    if (::poll(waiting.data(), 2, -1) < 0 && errno != EINTR) return {};
    if ((waiting[1].revents & (POLLOUT | POLLERR)) != 0) {
      const ssize_t count = ::write(in.write, text.data() + sent, text.size() - sent);
      if (count > 0) sent += static_cast<std::size_t>(count);
      if (count < 0 && errno != EAGAIN && errno != EINTR) sent = text.size();  // dot went away
    }
    if ((waiting[0].revents & (POLLIN | POLLHUP)) == 0) continue;
    const ssize_t count = ::read(out.read, piece.data(), piece.size());
    if (count > 0) answer.append(piece.data(), static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EINTR)) return answer;
  }
}

}  // namespace

std::string svg_of(const std::string& dot) {
  Pipe in;
  Pipe out;
  const pid_t child = start_dot(in, out);
  Pipe::close_end(in.read);
  Pipe::close_end(out.write);
  std::string svg = exchange(dot, in, out);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) fail("dot of Graphviz failed");
  return svg;
}

}  // namespace relance::tool
