// Work done in a program of its own, for what would spoil this one.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <functional>
#include <string>

namespace relance::test {

/// Runs `inside` in a fork; texts that it answers and faults are shown. No store may be open here.
inline pid_t start_elsewhere(const std::function<std::string()>& inside) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  std::string wrong;
  try {
    wrong = inside();
  } catch (const std::exception& error) {
    wrong = error.what();
  }
  if (!wrong.empty()) std::fprintf(stderr, "elsewhere: %s\n", wrong.c_str());
  ::_exit(wrong.empty() ? 0 : 1);
}

/// Waits for it. True when it answered the empty text.
inline bool ended_well(pid_t child) {
  int result = 0;
  return child > 0 && ::waitpid(child, &result, 0) == child && WIFEXITED(result) &&
         WEXITSTATUS(result) == 0;
}

}  // namespace relance::test
