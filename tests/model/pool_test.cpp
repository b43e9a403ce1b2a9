#include "relance/pool.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <vector>

namespace relance {
namespace {

struct Mark {
  std::int64_t number = 7;  // what a new one says
  bool operator==(const Mark&) const = default;
};

/// The same done to a vector and to a pool.
class Pair {
 public:
  void step(std::uint32_t choice) {
    const Mark mark{static_cast<std::int64_t>(choice)};
    const std::size_t at = expected_.empty() ? 0 : choice / 8 % expected_.size();
    switch (choice % 10) {
      case 0:
        expected_.emplace_back();
        actual_.emplace_back();
        break;
      case 1:
        if (expected_.empty()) break;
        expected_.pop_back();
        actual_.pop_back();
        break;
      case 2:
        if (expected_.empty()) break;
        expected_.erase(expected_.begin() + static_cast<std::ptrdiff_t>(at));
        actual_.erase(actual_.begin() + at);
        break;
      case 3:
        expected_.resize(at * 2);
        actual_.resize(at * 2);
        break;
      case 4:
        if (choice / 8 % 16 == 0) expected_.clear(), actual_.clear();
        break;
      case 5: {
        const std::vector<Mark> more(choice / 8 % 4, mark);
        expected_.insert(expected_.end(), more.begin(), more.end());
        actual_.append(more.data(), more.size());
        break;
      }
      case 6:
        expected_.resize(at);
        actual_.cut(actual_.begin() + at);
        break;
      default:
        expected_.push_back(mark);
        actual_.push_back(mark);
    }
  }

  void compare() const {
    ASSERT_EQ(actual_.size(), expected_.size());
    ASSERT_EQ(actual_.empty(), expected_.empty());
    ASSERT_TRUE(std::equal(actual_.begin(), actual_.end(), expected_.begin()));
    if (expected_.empty()) return;
    ASSERT_EQ(actual_.front(), expected_.front());
    ASSERT_EQ(actual_.back(), expected_.back());
    ASSERT_EQ(actual_[actual_.size() / 2], expected_[expected_.size() / 2]);
  }

 private:
  std::vector<Mark> expected_;
  Pool<Mark> actual_;
};

TEST(Pool, DoesWhatAVectorDoes) {
  std::mt19937 random(20261122);
  Pair pair;
  for (int i = 0; i < 20'000; ++i) {
    pair.step(static_cast<std::uint32_t>(random()));
    pair.compare();
  }
}

TEST(Pool, CopiesAreTheirOwn) {
  Pool<Mark> first = {{1}, {2}, {3}};
  Pool<Mark> copy = first;
  EXPECT_EQ(copy, first);
  copy.push_back({4});
  copy[0].number = 9;
  EXPECT_EQ(first, (Pool<Mark>{{1}, {2}, {3}}));
  EXPECT_EQ(copy, (Pool<Mark>{{9}, {2}, {3}, {4}}));
  first = copy;
  EXPECT_EQ(first, copy);
  const Pool<Mark> moved = std::move(copy);
  EXPECT_EQ(moved, first);
}

TEST(Pool, TakesAnElementOfItsOwn) {
  Pool<Mark> pool = {{1}};
  for (int i = 0; i < 100; ++i) pool.push_back(pool.front());
  ASSERT_EQ(pool.size(), 101u);
  EXPECT_EQ(pool.back().number, 1);
}

}  // namespace
}  // namespace relance
