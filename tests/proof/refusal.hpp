// Small rules and what the proof says of them.
#pragma once

#include <string>

namespace relance::test {

/// Rules with one state `a`, from which `booked` leads to `v` and `lost` to `z`.
std::string rules(const std::string& a, const std::string& v = "");

/// The diagnostics of `text`; "" when it compiles.
std::string told(const std::string& text);

void expect_refused(const std::string& text, const std::string& code, const std::string& story);

inline const std::string kEvents = "    events: {lost: z}\n";

}  // namespace relance::test
