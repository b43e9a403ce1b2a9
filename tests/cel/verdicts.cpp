#include "cel/verdicts.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>

namespace relance::cel {

// The list, for people and for this reader: `suite: reason` begins a group, a line for each case
// follows, indented by two blanks; lines that begin with # say nothing.
Unmet::Unmet(const std::string& suite) {
  const std::filesystem::path path =
      std::filesystem::path(RELANCE_SOURCE_DIR) / "tests/cel/unmet.txt";
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path.string() + " is missing");
  std::string reason;
  bool ours = false;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (!line.starts_with("  ")) {
      const std::size_t end = line.find(": ");
      if (end == std::string::npos) throw std::runtime_error("a group without a reason: " + line);
      ours = line.substr(0, end) == suite;
      reason = line.substr(end + 2);
    } else if (ours && !reasons_.emplace(line.substr(2), reason).second) {
      throw std::runtime_error("twice in the list: " + line);
    }
  }
}

Verdicts::Verdicts(std::string suite) : suite_(std::move(suite)), unmet_(suite_) {}

void Verdicts::add(const std::string& id, const std::string& source, const std::string& complaint) {
  ++run_;
  seen_.push_back(id);
  if (!complaint.empty()) {
    failed_.push_back({id, source, complaint});
    return;
  }
  ++passed_;
  if (unmet_.holds(id)) risen_.push_back(id);
}

void Verdicts::judge() const {
  report();
  for (const Failure& failure : failed_) {
    if (unmet_.holds(failure.id)) continue;
    ADD_FAILURE() << suite_ << ": " << failure.id << "\n  " << failure.source << "\n  "
                  << failure.complaint;
  }
  judge_list();
  judge_docs();
}

void Verdicts::judge_list() const {
  for (const std::string& id : risen_) ADD_FAILURE() << "passes, so it leaves the list: " << id;
  const std::set<std::string> known(seen_.begin(), seen_.end());
  for (const auto& [id, reason] : unmet_.reasons()) {
    EXPECT_TRUE(known.contains(id)) << "in the list stands a case that does not exist: " << id;
  }
}

void Verdicts::judge_docs() const {
  const std::string row = fmt::format("| `{}` | {} | {} | {} | {} |", suite_, run_ + messages_,
                                      messages_, passed_, run_ - passed_);
  std::cout << "suite, cases, need messages, pass, do not: " << row << '\n';
  std::ifstream file(std::filesystem::path(RELANCE_SOURCE_DIR) / "docs/expressions.md");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  EXPECT_NE(text.find(row), std::string::npos) << "docs/expressions.md does not say " << row;
}

// All failures, listed or not, in the build folder: what one works down while the language grows.
void Verdicts::report() const {
  std::ofstream file(std::filesystem::path(RELANCE_BINARY_DIR) / ("cel_" + suite_ + ".txt"));
  std::map<std::string, int> counts;
  for (const Failure& failure : failed_) ++counts[failure.id.substr(0, failure.id.find('/'))];
  file << fmt::format("{} of {} pass\n", passed_, run_);
  for (const auto& [part, count] : counts) {
    if (suite_ == "conformance") file << fmt::format("  {} {}\n", count, part);
  }
  for (const Failure& failure : failed_) {
    file << fmt::format("\n{}\n  {}\n  {}\n", failure.id, failure.source, failure.complaint);
  }
}

}  // namespace relance::cel
