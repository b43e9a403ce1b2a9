#include "support/shared_data.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <stdexcept>

namespace relance::testing {
namespace {

constexpr int kSkipped = 77;  // SKIP_RETURN_CODE in tests/CMakeLists.txt

const char* shared_folder() { return std::getenv("RELANCE_SHARED"); }

}  // namespace

std::filesystem::path shared_data(std::string_view relative) {
  const std::filesystem::path path = std::filesystem::path(shared_folder()) / "data" / relative;
  if (!std::filesystem::exists(path)) {
    throw std::runtime_error(path.string() + " is missing, though RELANCE_SHARED is set");
  }
  return path;
}

}  // namespace relance::testing

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  if (relance::testing::shared_folder() == nullptr) {
    std::cout << "skipped: RELANCE_SHARED is not set\n";
    return relance::testing::kSkipped;
  }
  return RUN_ALL_TESTS();
}
