#include <gtest/gtest.h>

#include <iostream>

#include "cel/cases.hpp"

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  if (!relance::cel::are_prepared()) {
    std::cout << "skipped: tests/cel/prepare.py found no npm, or npm no registry\n";
    return 77;  // SKIP_RETURN_CODE in tests/CMakeLists.txt
  }
  return RUN_ALL_TESTS();
}
