// Real data for tests, which the project does not ship: the folder that RELANCE_SHARED names.
#pragma once

#include <filesystem>
#include <string_view>

namespace relance::testing {

/// A file or folder under $RELANCE_SHARED/data, such as "olist". Use it in tests declared with DATA
/// in tests.cmake: their program reports itself as skipped when RELANCE_SHARED is unset. A file
/// that is missing although it is set fails the test that asks for it (throws).
std::filesystem::path shared_data(std::string_view relative);

}  // namespace relance::testing
