#include "proof/unreached.hpp"

#include <algorithm>
#include <utility>

namespace relance::proof {
namespace {

class Search {
 public:
  Search(const Tables& tables, const Reach& reach) : tables_(tables), open_(reach.entered) {
    open_.flip();
    is_target_.resize(open_.size());
    for (Id state = 0; state < open_.size(); ++state) {
      if (!open_[state]) continue;
      for (const Id next : after(state)) {
        if (next != state) is_target_[next] = true;
      }
    }
  }

  /// First those that no other one leads to, each with what comes after it; what is left goes
  /// round.
  std::vector<std::vector<Id>> run() {
    for (const bool goes_round : {false, true}) {
      for (Id state = 0; state < open_.size(); ++state) {
        if (open_[state] && (goes_round || !is_target_[state])) found_.push_back(gather(state));
      }
    }
    return std::move(found_);
  }

 private:
  std::vector<Id> after(Id state) const {
    const std::size_t first = tables_.cell(state, 0), end = first + tables_.events;
    std::vector<Id> next;
    for (Id i = tables_.cells[first]; i < tables_.cells[end]; ++i) {
      if (tables_.candidates[i].target != kNone) next.push_back(tables_.candidates[i].target);
    }
    return next;
  }

  /// The first one stays first.
  std::vector<Id> gather(Id first) {
    std::vector<Id> group{first};
    open_[first] = false;
    for (std::size_t i = 0; i < group.size(); ++i) {
      for (const Id next : after(group[i])) {
        if (!open_[next]) continue;
        open_[next] = false;
        group.push_back(next);
      }
    }
    std::sort(group.begin() + 1, group.end());
    return group;
  }

  const Tables& tables_;
  std::vector<bool> open_;       // by state: no lead comes to it, and it is in no group yet
  std::vector<bool> is_target_;  // ... another such state leads to it
  std::vector<std::vector<Id>> found_;
};

}  // namespace

std::vector<std::vector<Id>> find_unreached(const Tables& tables, const Reach& reach) {
  return Search(tables, reach).run();
}

}  // namespace relance::proof
