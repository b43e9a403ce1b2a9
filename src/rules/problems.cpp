#include "rules/problems.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.hpp"
#include "base/suggest.hpp"

namespace relance::rules {
namespace {

constexpr std::size_t kShown = 100;
constexpr std::size_t kKept = 10'000;  // bounds the memory that a hostile text can take
constexpr std::size_t kComparedAtMost = 30'000'000;  // a fraction of a second
constexpr std::size_t kLongestWord = 60;
constexpr std::size_t kListed = 12;

}  // namespace

std::string quoted(std::string_view word) {
  std::string shown = "`";
  for (std::size_t i = 0, points = 0; i < word.size(); ++points) {
    if (points == kLongestWord) {
      shown += "...";
      break;
    }
    const std::size_t size = std::max<std::size_t>(1, code_point_size(word, i));
    const std::uint32_t value = code_point(word, i, size);
    if (is_invisible(value)) {
      shown += fmt::format("<{}>", code_point_name(value));
    } else {
      shown += value < 0x20 ? std::string_view(" ") : word.substr(i, size);
    }
    i += size;
  }
  return shown + "`";
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string text;
  const std::size_t count = std::min(words.size(), kListed);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  if (words.size() > count) text += ", ...";
  return text;
}

void Problems::add(Code code, Span at, std::string message, std::string hint) {
  add(static_cast<int>(code), at, std::move(message), std::move(hint));
}

void Problems::add(int code, Span at, std::string message, std::string hint) {
  ++total_;
  if (problems_.size() < kKept) {
    problems_.push_back({code, at, std::move(message), std::move(hint)});
  }
}

std::string Problems::suggestion(std::string_view word,
                                 const std::vector<std::string_view>& candidates) const {
  if (candidates.empty() || compared_ > kComparedAtMost) return {};
  for (const std::string_view candidate : candidates) compared_ += word.size() * candidate.size();
  const std::string_view near = closest(word, candidates);
  if (!near.empty()) return fmt::format("did you mean `{}`?", near);
  return "known here: " + listed(candidates);
}

std::vector<Diagnostic> Problems::sorted() const {
  std::vector<const Problem*> order;
  for (const Problem& problem : problems_) order.push_back(&problem);
  const auto rank = [](const Problem& problem) {
    // What concerns the file as a whole comes first.
    return problem.at.offset == kWholeFile.offset ? -1 : std::int64_t{problem.at.offset};
  };
  std::stable_sort(order.begin(), order.end(), [&](const Problem* a, const Problem* b) {
    return std::pair(rank(*a), a->code) < std::pair(rank(*b), b->code);
  });
  std::vector<Diagnostic> diagnostics;
  for (std::size_t i = 0; i < std::min(order.size(), kShown); ++i) {
    const Problem& problem = *order[i];
    diagnostics.push_back(
        source_.diagnostic(problem.code, problem.at, problem.message, problem.hint));
  }
  if (total_ > kShown) {
    diagnostics.push_back(source_.diagnostic(static_cast<int>(Code::many_problems), kWholeFile,
                                             fmt::format("and {} more", total_ - kShown),
                                             "correct those above first"));
  }
  return diagnostics;
}

}  // namespace relance::rules
