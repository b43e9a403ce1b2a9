#include "base/blanks.hpp"

namespace relance {
namespace {

constexpr std::string_view kWhite = " \t\n\v\f\r";
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

bool is_white(char c) { return kWhite.find(c) != std::string_view::npos; }

}  // namespace

std::string_view trimmed(std::string_view text) {
  for (;;) {
    if (!text.empty() && is_white(text.front())) {
      text.remove_prefix(1);
    } else if (!text.empty() && is_white(text.back())) {
      text.remove_suffix(1);
    } else if (text.starts_with(kNoBreakSpace)) {
      text.remove_prefix(kNoBreakSpace.size());
    } else if (text.ends_with(kNoBreakSpace)) {
      text.remove_suffix(kNoBreakSpace.size());
    } else {
      return text;
    }
  }
}

}  // namespace relance
