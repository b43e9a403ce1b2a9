#include "cel/differences.hpp"

namespace relance::cel {

bool is_explained(const Case& /*one*/, const expr::StandardResult& /*ours*/) { return false; }

}  // namespace relance::cel
