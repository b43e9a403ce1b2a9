#include "expr/literal.hpp"

#include <cstdint>

#include "expr/characters.hpp"

namespace relance::expr {
namespace {

void append_code_point(std::string& out, std::uint32_t c) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

/// The character that a one-letter escape stands for, NUL when there is no such escape.
char simple_escape(char c) {
  constexpr std::string_view kLetters = "abfnrtv\\?\"'`";
  constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\?\"'`";
  const std::size_t index = kLetters.find(c);
  return index == std::string_view::npos ? '\0' : kMeanings[index];
}

class Reader {
 public:
  Reader(std::string_view source, std::size_t offset, std::vector<Problem>& problems)
      : source_(source), begin_(offset), place_(offset), problems_(problems) {}

  TextLiteral read() {
    read_opening();
    while (!closes()) {
      if (place_ >= source_.size() || (!triple_ && is_one_of(source_[place_], "\r\n"))) {
        fail(begin_, opening_size_, kOpenText, "the text is not closed",
             triple_ ? "close it with the same three quotes"
                     : "close it with the same quote, on the same line");
        return {};
      }
      if (source_[place_] == '\\' && !raw_) {
        if (!read_escape()) return {};
      } else {
        result_.contents += source_[place_++];
      }
    }
    place_ += triple_ ? 3 : 1;
    result_.size = place_ - begin_;
    return result_;
  }

 private:
  void read_opening() {
    if (is_one_of(source_[place_], "bB")) {
      result_.bytes = true;
      ++place_;
    }
    if (is_one_of(source_[place_], "rR")) {
      raw_ = true;
      ++place_;
    }
    quote_ = source_[place_];
    triple_ = quotes_at(place_) >= 3;
    place_ += triple_ ? 3 : 1;
    opening_size_ = place_ - begin_;
  }

  std::size_t quotes_at(std::size_t offset) const {
    std::size_t count = 0;
    while (count < 3 && offset + count < source_.size() && source_[offset + count] == quote_) {
      ++count;
    }
    return count;
  }

  bool closes() const { return quotes_at(place_) >= (triple_ ? 3U : 1U); }

  bool fail(std::size_t offset, std::size_t width, int code, const char* message,
            const char* hint) {
    problems_.push_back({offset, width, code, message, hint});
    return false;
  }

  bool bad_escape(std::size_t width, const char* message) {
    const std::size_t rest = source_.size() - place_;
    return fail(place_, width < rest ? width : rest, kBadEscape, message,
                "a backslash itself is written \\\\, or the text r\"...\"");
  }

  bool read_escape() {
    const char letter = place_ + 1 < source_.size() ? source_[place_ + 1] : '\0';
    if (const char meaning = simple_escape(letter); letter != '\0' && meaning != '\0') {
      result_.contents += meaning;
      place_ += 2;
      return true;
    }
    if (letter == 'x' || letter == 'X') return read_code(2, 2, 16);
    if (letter == 'u' && !result_.bytes) return read_code(2, 4, 16);
    if (letter == 'U' && !result_.bytes) return read_code(2, 8, 16);
    if (letter >= '0' && letter <= '3') return read_code(1, 3, 8);
    return bad_escape(2, "there is no such escape");
  }

  /// `digits` digits after `skip` bytes of escape. In bytes a code is an octet, in a text a code
  /// point.
  bool read_code(std::size_t skip, std::size_t digits, int base) {
    std::uint32_t code = 0;
    for (std::size_t i = place_ + skip; i < place_ + skip + digits; ++i) {
      const int digit = i < source_.size() ? hex_digit(source_[i]) : -1;
      if (digit < 0 || digit >= base) return bad_escape(skip, "the escape has too few digits");
      code = code * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit);
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
      return bad_escape(skip + digits, "the escape is no Unicode character");
    }
    if (result_.bytes) {
      result_.contents += static_cast<char>(code);
    } else {
      append_code_point(result_.contents, code);
    }
    place_ += skip + digits;
    return true;
  }

  std::string_view source_;
  std::size_t begin_;
  std::size_t place_;
  std::vector<Problem>& problems_;
  TextLiteral result_;
  char quote_ = '"';
  bool raw_ = false;
  bool triple_ = false;
  std::size_t opening_size_ = 0;
};

}  // namespace

TextLiteral read_text(std::string_view source, std::size_t offset, std::vector<Problem>& problems) {
  return Reader(source, offset, problems).read();
}

}  // namespace relance::expr
