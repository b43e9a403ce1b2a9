// What became of a suite's cases, held against the committed list of those that need not pass.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace relance::cel {

/// unmet.txt: which cases of a suite do not pass, and why. A case that passes must not stand there.
class Unmet {
 public:
  explicit Unmet(const std::string& suite);

  bool holds(const std::string& id) const { return reasons_.contains(id); }
  const std::map<std::string, std::string>& reasons() const { return reasons_; }

 private:
  std::map<std::string, std::string> reasons_;  // id of a case > why it does not pass
};

/// Collects the verdicts of one suite, says the figures, and is the judge of the list.
class Verdicts {
 public:
  explicit Verdicts(std::string suite);

  void needs_messages() { ++messages_; }
  /// `complaint`: what is wrong; empty when the case passes.
  void add(const std::string& id, const std::string& source, const std::string& complaint);

  std::size_t passed() const { return passed_; }
  std::size_t run() const { return run_; }
  /// Fails the running test for each case that is not where it belongs and for figures that
  /// docs/expressions.md does not give.
  void judge() const;

 private:
  struct Failure {
    std::string id;
    std::string source;
    std::string complaint;
  };

  void judge_docs() const;
  void judge_list() const;
  void report() const;

  std::string suite_;
  Unmet unmet_;
  std::size_t messages_ = 0;
  std::size_t run_ = 0;
  std::size_t passed_ = 0;
  std::vector<Failure> failed_;
  std::vector<std::string> seen_;
  std::vector<std::string> risen_;  // pass, and still stand in the list
};

}  // namespace relance::cel
