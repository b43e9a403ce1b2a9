// `relance audit --forgotten` on a database whose rules nobody has proven.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>

#include "engine/support.hpp"
#include "store/leads.hpp"

namespace relance::test {
namespace {

struct Answer {
  int code = -1;
  std::string out;
};

Answer audit(const std::string& database) {
  const std::string command = RELANCE_COMMAND " audit --forgotten --db '" + database + "'";
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return {};
  Answer answer;
  std::array<char, 256> piece{};
  while (const std::size_t size = fread(piece.data(), 1, piece.size(), pipe)) {
    answer.out.append(piece.data(), size);
  }
  const int status = pclose(pipe);
  if (WIFEXITED(status)) answer.code = WEXITSTATUS(status);
  return answer;
}

// A lead in `b` comes to rest; its rules were taken before law 7 was proven.
constexpr std::string_view kRules =
    "relance: 1\nname: one\ninitial: a\nstates:\n"
    "  a:\n    stage: new\n    events: {qualified: b, lost: z}\n"
    "    after: [{delay: 9 d, raise: lost, with: {reason: cold}}]\n"
    "  b: {stage: qualified, events: {lost: z}}\n"
    "  z: {stage: lost}\n";
constexpr std::string_view kNine = "2026-11-23T09:00:00Z";

TEST(AuditCommand, EndsWithThreeWhenALeadIsForgottenAndNamesIt) {
  const Folder folder;
  const std::string path = folder / "leads.db";
  {
    Scene scene(sqlite_store(path), kRules);
    for (const char* lead : {"is_due", "rests", "is_closed"}) {
      scene.submit(event("received", {}, "", lead), kNine);
    }
    scene.submit(event("lost", {{"reason", "price"}}, "", "is_closed"), kNine);
  }
  const Answer before = audit(path);
  EXPECT_EQ(before.code, 0);
  EXPECT_EQ(before.out, "no lead is forgotten\n");
  {
    Scene scene(sqlite_store(path), kRules);
    scene.submit(event("qualified", {}, "", "rests"), "2026-11-24T10:00:00Z");
  }
  const Answer after = audit(path);
  EXPECT_EQ(after.code, 3);
  EXPECT_EQ(after.out, "tenant t lead 'rests' is in b since 2026-11-24T10:00:00Z and due never\n");
}

}  // namespace
}  // namespace relance::test
