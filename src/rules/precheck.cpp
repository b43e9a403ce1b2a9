#include "rules/precheck.hpp"

#include <fmt/format.h>

#include <array>

namespace relance::rules {
namespace {

using std::string_view_literals::operator""sv;

struct Signature {
  std::string_view bytes, name;
};
constexpr std::array<Signature, 9> kSignatures = {{
    {"SQLite format 3\0"sv, "an SQLite database"},
    {"%PDF-"sv, "a PDF file"},
    {"PK\x03\x04"sv, "a ZIP file or an office document"},
    {"\x1F\x8B"sv, "a gzip file"},
    {"\x7F"
     "ELF"sv,
     "a program"},
    {"\x89PNG"sv, "a picture"},
    {"\xFF\xD8\xFF"sv, "a picture"},
    {"<"sv, "XML or HTML"},
    {"#!"sv, "a script"},
}};

// Characters that YAML does not allow in a text, and U+FEFF inside it, which is invisible.
bool forbidden(std::string_view text, std::size_t offset) {
  const auto byte = static_cast<unsigned char>(text[offset]);
  if (byte < 0x20) return byte != '\t' && byte != '\n' && byte != '\r';
  if (byte == 0x7F) return true;
  const std::string_view rest = text.substr(offset, 3);
  const bool c1 = byte == 0xC2 && static_cast<unsigned char>(rest[1]) < 0xA0 && rest[1] != '\x85';
  return c1 || rest == "\xEF\xBB\xBF" || rest == "\xEF\xBF\xBE" || rest == "\xEF\xBF\xBF";
}

bool begins_as_utf16(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
         (text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0') && text.size() % 2 == 0 &&
          text.find("r\0e\0l\0a\0n\0c\0e"sv) != std::string_view::npos);
}

void tell_bad_byte(Problems& problems, const Format& format, Code code, std::size_t offset,
                   std::string message, std::string hint) {
  if (!mentions_format(problems.source().text(), format)) {
    tell_other_kind(problems, format);
    return;
  }
  problems.add(code, {static_cast<std::uint32_t>(offset), 1}, std::move(message), std::move(hint));
}

// The parser keeps all tokens of a list in brackets until its end, so their number and depth are
// bounded before it begins. Honest texts stay far below: within the limits of nodes and depth no
// more marks are needed, and brackets are closed.
bool check_marks(Problems& problems, const Budget& budget) {
  constexpr std::size_t kUnclosed = 1'000;
  std::size_t marks = 0;
  std::size_t depth = 0;
  const std::string_view text = problems.source().text();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool opens = c == '[' || c == '{';
    const bool closes = c == ']' || c == '}';
    if (opens || closes || c == ',' || c == ':') ++marks;
    if (opens && ++depth > kUnclosed) {
      problems.add(
          Code::too_deep, {static_cast<std::uint32_t>(i), 1},
          fmt::format("lists and maps stand more than {} deep inside each other", budget.depth),
          kTooDeepHint);
      return false;
    }
    if (closes && depth > 0) --depth;
  }
  if (marks <= budget.marks) return true;
  problems.add(Code::too_many_nodes, kWholeFile,
               fmt::format("the file has more than {} values", budget.nodes), kTooManyHint);
  return false;
}

}  // namespace

Budget budget_of(std::string_view text) {
  Budget budget;
  if (text.starts_with(kNormalisedStart)) {
    budget.text = kLongestText;
    budget.nodes *= 4;
    budget.marks *= 2;
  }
  return budget;
}

bool mentions_format(std::string_view text, const Format& format) {
  const std::string_view word = format.key;
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    std::size_t after = at + word.size();
    while (after < text.size() &&
           (text[after] == '"' || text[after] == '\'' || text[after] == ' ')) {
      ++after;
    }
    if (after < text.size() && text[after] == ':') return true;
  }
  return false;
}

void tell_other_kind(Problems& problems, const Format& format) {
  const std::string_view text = problems.source().text();
  std::string message = fmt::format("this is not {}: it has no `{}: 1`", format.what, format.key);
  for (const Signature& signature : kSignatures) {
    if (!text.starts_with(signature.bytes)) continue;
    message += fmt::format(" (it looks like {})", signature.name);
    break;
  }
  problems.add(Code::not_rules, kWholeFile, std::move(message),
               fmt::format("it begins with the line `{}: 1`; {}", format.key, format.example));
}

bool check_bytes(Problems& problems, const Budget& budget, const Format& format) {
  const std::string_view text = problems.source().text();
  if (text.size() > budget.text) {
    problems.add(Code::too_long, kWholeFile,
                 fmt::format("the file has more than {} bytes", budget.text),
                 "is this the right file?");
    return false;
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    problems.add(Code::empty, kWholeFile, "there is nothing in this file",
                 std::string(format.example));
    return false;
  }
  if (begins_as_utf16(text)) {
    problems.add(Code::not_utf8, kWholeFile, "the file is written in UTF-16", "save it as UTF-8");
    return false;
  }
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = code_point_size(text, i);
    if (size == 0) {
      tell_bad_byte(problems, format, Code::not_utf8, i, "this byte is not UTF-8",
                    "save the file as UTF-8 (it may be written in Latin-1 or Windows-1252)");
      return false;
    }
    if (forbidden(text, i)) {
      const auto byte = static_cast<unsigned char>(text[i]);
      tell_bad_byte(problems, format, Code::control_character, i,
                    fmt::format("an invisible control character (byte {:#04x})", byte),
                    "remove it; a text editor that shows invisible characters helps");
      return false;
    }
    i += size;
  }
  return check_marks(problems, budget);
}

}  // namespace relance::rules
