// Collects what is wrong with one text, to be shown all at once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "relance/diagnostic.hpp"
#include "rules/codes.hpp"

namespace relance::rules {

/// A word of the author's text as it is shown in a message: in quotes, shortened, on one line.
std::string quoted(std::string_view word);

/// "a, b or c"; long lists are cut.
std::string listed(const std::vector<std::string_view>& words);

class Problems {
 public:
  explicit Problems(const Source& source) : source_(source) {}

  const Source& source() const { return source_; }
  void add(Code code, Span at, std::string message, std::string hint = {});
  /// For codes of other rooms (expressions).
  void add(int code, Span at, std::string message, std::string hint = {});
  bool any() const { return total_ > 0; }
  std::size_t total() const { return total_; }

  /// "did you mean X?" when X is near, else "known here: ..."; empty when there are no candidates.
  /// Looking for near words is costly, so it ends when some millions of letters were compared.
  std::string suggestion(std::string_view word,
                         const std::vector<std::string_view>& candidates) const;

  /// In the order of the text, at most 100; then one that counts the rest.
  std::vector<Diagnostic> sorted() const;

 private:
  struct Problem {
    int code;
    Span at;
    std::string message, hint;
  };
  const Source& source_;
  std::vector<Problem> problems_;
  std::size_t total_ = 0;
  mutable std::size_t compared_ = 0;  // letters held against letters so far
};

}  // namespace relance::rules
