#include "rules/open_quote.hpp"

#include <algorithm>

namespace relance::rules {
namespace {

constexpr std::size_t kNever = std::string_view::npos;

/// Goes over the values of a text as far as it takes to know which quotes open one. Of block texts
/// (`|`, `>`) and of plain ones it knows where they end.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {}

  std::optional<OpenQuote> run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\'' || c == '"') {
        const std::size_t opened = at_;
        const std::size_t after = end_of_quoted();
        if (after == kNever) return OpenQuote{opened, false};
        if (is_over_lines(opened, after) && !may_follow(after)) return OpenQuote{opened, true};
        at_ = after;
      } else {
        pass(c);
      }
    }
    return std::nullopt;
  }

 private:
  char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\n'; }
  bool blank_follows() const { return next() == ' ' || next() == '\n' || next() == '\r'; }
  std::size_t line_end(std::size_t from) const {
    return std::min(text_.find('\n', from), text_.size());
  }

  void pass(char c) {
    if (c == '{' || c == '[') ++depth_;
    if ((c == '}' || c == ']') && depth_ > 0) --depth_;
    const bool mark = c == '{' || c == '[' || c == '}' || c == ']' || c == ',' || c == ' ' ||
                      c == '\n' || c == '\r' || c == '\t' || c == ':' ||
                      ((c == '-' || c == '?') && blank_follows());
    if (mark) {
      ++at_;
    } else if (c == '#') {
      at_ = line_end(at_);
    } else if (depth_ == 0 && (c == '|' || c == '>')) {
      pass_block();
    } else {
      pass_plain();
    }
  }

  /// To where a plain value ends, at the latest at the end of its line.
  void pass_plain() {
    for (; at_ < text_.size() && text_[at_] != '\n'; ++at_) {
      const char c = text_[at_];
      if (c == ':' && (blank_follows() || depth_ > 0)) return;
      if (c == ' ' && next() == '#') return;
      if (depth_ > 0 && (c == ',' || c == '{' || c == '}' || c == '[' || c == ']')) return;
    }
  }

  /// Over the lines that are empty or indented further than the one it begins in.
  void pass_block() {
    const std::size_t before = text_.rfind('\n', at_);
    const std::size_t own = indentation(before == kNever ? 0 : before + 1);
    at_ = line_end(at_);
    while (at_ < text_.size()) {
      const std::size_t line = at_ + 1;
      const std::size_t indented = indentation(line);
      const bool empty = line + indented >= line_end(line);
      if (!empty && indented <= own) return;
      at_ = line_end(line);
    }
  }
  std::size_t indentation(std::size_t line) const {
    const std::size_t first = text_.find_first_not_of(' ', line);
    return std::min(first, text_.size()) - line;
  }

  /// Behind the quote that closes the one at at_; kNever when there is none.
  std::size_t end_of_quoted() const {
    const char quote = text_[at_];
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      if (quote == '"' && text_[i] == '\\') {
        ++i;
      } else if (text_[i] == quote) {
        const bool doubled = quote == '\'' && i + 1 < text_.size() && text_[i + 1] == quote;
        if (!doubled) return i + 1;
        ++i;
      }
    }
    return kNever;
  }

  bool is_over_lines(std::size_t from, std::size_t to) const {
    return text_.substr(from, to - from).find('\n') != kNever;
  }

  /// Whether what stands behind a text in quotes may stand there.
  bool may_follow(std::size_t at) const {
    const std::size_t first = text_.find_first_not_of(' ', at);
    if (first == kNever) return true;
    constexpr std::string_view kFollows = "\n\r:#";
    constexpr std::string_view kFollowsInBrackets = ",]}";
    const char c = text_[first];
    return kFollows.find(c) != kNever || (depth_ > 0 && kFollowsInBrackets.find(c) != kNever);
  }

  const std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;  // of brackets
};

}  // namespace

std::optional<OpenQuote> open_quote(std::string_view text) { return Walk(text).run(); }

}  // namespace relance::rules
