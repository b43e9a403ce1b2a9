#include "base/hash.hpp"

#include <gtest/gtest.h>

namespace relance {
namespace {

std::string digest(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  const auto bytes = hash.finish();
  return hexadecimal(bytes.data(), bytes.size());
}

// Examples of FIPS 180 and of the NIST test vectors.
TEST(Sha256, AgreesWithThePublishedExamples) {
  EXPECT_EQ(digest(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(digest(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, PiecesGiveTheSameDigest) {
  const std::string text(1000, 'q');
  Sha256 pieces;
  for (std::size_t i = 0; i < text.size(); i += 7) pieces.add(std::string_view(text).substr(i, 7));
  const auto bytes = pieces.finish();
  EXPECT_EQ(hexadecimal(bytes.data(), bytes.size()), digest(text));
}

}  // namespace
}  // namespace relance
