#include "base/source.hpp"

#include <algorithm>

#include "base/printable.hpp"
#include "relance/text.hpp"

namespace relance {
namespace {

// Excerpts longer than this are cut around the caret, in code points.
constexpr std::size_t kExcerpt = 96;
constexpr std::size_t kBeforeCaret = 40;

std::size_t step(std::string_view text, std::size_t offset) {
  return std::max<std::size_t>(1, code_point_size(text, offset));
}

// What may be shown of a line on any terminal: one column per code point, nothing that moves.
std::vector<std::string> shown_points(std::string_view line) {
  std::vector<std::string> points;
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t size = code_point_size(line, i);
    if (line[i] == '\t') {
      points.emplace_back(" ");
    } else if (size == 0 || commands_terminal(code_point(line, i, size))) {
      points.emplace_back("?");
    } else {
      points.emplace_back(line.substr(i, size));
    }
    i += std::max<std::size_t>(1, size);
  }
  return points;
}

// Cuts the line around the caret (0-based) and fills the excerpt of a diagnostic.
void set_excerpt(Diagnostic& diagnostic, std::string_view line, std::size_t caret) {
  // Only what can be shown is looked at: a line may be a megabyte long.
  std::size_t from = 0;
  std::size_t first = 0;
  if (count_code_points(line) > kExcerpt && caret > kBeforeCaret) {
    for (; first < caret - kBeforeCaret; ++first) from += step(line, from);
  }
  std::vector<std::string> points = shown_points(line.substr(from, 4 * kExcerpt));
  const bool cut_end = points.size() > kExcerpt;
  if (cut_end) points.resize(kExcerpt);
  diagnostic.source = first > 0 ? "..." : "";
  diagnostic.caret = static_cast<int>(caret - first + (first > 0 ? 3 : 0) + 1);
  for (const std::string& point : points) diagnostic.source += point;
  const std::size_t room = points.size() - std::min(points.size(), caret - first);
  diagnostic.width = std::clamp(diagnostic.width, 1, std::max(1, static_cast<int>(room)));
  if (cut_end) diagnostic.source += "...";
}

}  // namespace

Source::Source(std::string_view text, std::string_view file)
    : text_(text), file_(file), starts_{0} {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool lone_return = text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n');
    if (text[i] == '\n' || lone_return) starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

std::string_view Source::line(int n) const {
  const auto index = static_cast<std::size_t>(n - 1);
  const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] : text_.size();
  std::string_view whole = text_.substr(starts_[index], end - starts_[index]);
  while (!whole.empty() && (whole.back() == '\n' || whole.back() == '\r')) whole.remove_suffix(1);
  return whole;
}

Source::Place Source::place(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto index = static_cast<std::size_t>(after - starts_.begin()) - 1;
  const std::size_t before =
      count_code_points(text_.substr(starts_[index], offset - starts_[index]));
  return {static_cast<int>(index) + 1, static_cast<int>(before) + 1};
}

Diagnostic Source::diagnostic(int code, Span span, std::string message, std::string hint) const {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.file = file_;
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  if (span.offset == kWholeFile.offset) return diagnostic;
  const std::size_t offset = std::min<std::size_t>(span.offset, text_.size());
  const Place at = place(offset);
  diagnostic.line = at.line;
  diagnostic.column = at.column;
  const std::string_view whole = line(at.line);
  const std::size_t in_line = offset - starts_[static_cast<std::size_t>(at.line) - 1];
  if (in_line < whole.size()) {
    diagnostic.width = static_cast<int>(count_code_points(whole.substr(in_line, span.size)));
  }
  set_excerpt(diagnostic, whole, static_cast<std::size_t>(at.column) - 1);
  return diagnostic;
}

std::size_t code_point_size(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return offset + i < text.size() ? static_cast<unsigned char>(text[offset + i]) : 0;
  };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned first = byte(0);
  if (first < 0x80) return offset < text.size() ? 1 : 0;
  if (first < 0xC2 || first > 0xF4 || !continues(1)) return 0;
  if (first < 0xE0) return 2;
  if (!continues(2)) return 0;
  if (first < 0xF0) {
    const bool overlong = first == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = first == 0xED && byte(1) > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  const bool overlong = first == 0xF0 && byte(1) < 0x90;
  const bool beyond = first == 0xF4 && byte(1) > 0x8F;
  return overlong || beyond || !continues(3) ? 0 : 4;
}

std::size_t first_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = code_point_size(text, i);
    if (size == 0) return i;
    i += size;
  }
  return std::string_view::npos;
}

bool is_utf8(std::string_view text) { return first_invalid_utf8(text) == text.npos; }

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); i += step(text, i)) ++count;
  return count;
}

}  // namespace relance
