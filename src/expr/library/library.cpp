#include "expr/library/library.hpp"

#include <algorithm>
#include <vector>

namespace relance::expr {
namespace {

bool by_name(const Function& a, const Function& b) { return a.name < b.name; }

const std::vector<Function>& all_functions() {
  static const std::vector<Function> functions = [] {
    std::vector<Function> all;
    for (const Functions room :
         {arithmetic_functions(), comparing_functions(), converting_functions(),
          mathematical_functions(), optional_functions(), place_functions(), text_functions(),
          text_search_functions(), time_functions()}) {
      all.insert(all.end(), room.begin(), room.end());
    }
    std::sort(all.begin(), all.end(), by_name);
    return all;
  }();
  return functions;
}

}  // namespace

std::uint16_t function_number(std::string_view name) {
  const std::vector<Function>& all = all_functions();
  const auto found = std::lower_bound(all.begin(), all.end(), Function{name, nullptr}, by_name);
  if (found == all.end() || found->name != name) return kNoFunction;
  return static_cast<std::uint16_t>(found - all.begin());
}

const Function& function(std::uint16_t number) { return all_functions()[number]; }

}  // namespace relance::expr
