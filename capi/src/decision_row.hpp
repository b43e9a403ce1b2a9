// A decision by field, for those sources that answer with some.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "relance/decision.hpp"
#include "relance/relance.h"

namespace relance::capi {

class DecisionRow {
 public:
  explicit DecisionRow(Decision decision);
  std::string_view text(relance_field field) const;
  std::int64_t number(relance_field field) const;

 private:
  Decision decision_;
  std::string would_take_;
};

}  // namespace relance::capi
