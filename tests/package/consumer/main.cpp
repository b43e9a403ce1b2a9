// What a user of the C++ library writes first.
#include <relance/relance.hpp>

int main() {
  const bool walk_in = relance::lawful_move(relance::Stage::fresh, relance::Stage::shown);
  return walk_in && relance::name(relance::Stage::fresh) == "new" ? 0 : 1;
}
