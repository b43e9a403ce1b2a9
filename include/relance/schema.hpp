// The JSON Schema of a rules file, made from the compiler's own table of keys, for editors.
#pragma once

#include <string>

namespace relance {

/// Draft 07, with the additions that editors of the VS Code family read (patternErrorMessage,
/// markdownDescription, deprecationMessage, doNotSuggest). It knows shapes only: what names mean is
/// the compiler's.
std::string rules_schema();

}  // namespace relance
