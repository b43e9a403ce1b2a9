// The published schema is the one that the table of keys gives.
#include "relance/schema.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace relance {
namespace {

TEST(Schema, IsPublishedAsTheTableOfKeysHasIt) {
  std::ostringstream published;
  published << std::ifstream(RELANCE_SOURCE_DIR "/docs/rules.schema.json").rdbuf();
  EXPECT_TRUE(published.str() == rules_schema())
      << "the table of keys has changed; run: relance schema > docs/rules.schema.json";
}

}  // namespace
}  // namespace relance
