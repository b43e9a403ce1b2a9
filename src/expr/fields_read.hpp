// The fields that a guard reads, each with all that it may hold.
#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "expr/situation.hpp"
#include "relance/core/program.hpp"

namespace relance::expr {

inline constexpr std::int64_t kLongestText = 4096;  // bytes of a field

/// Values of fields as every border of the library lets them in.
class FieldsRead {
 public:
  explicit FieldsRead(const Program& program);

  /// Of an instruction that reads one.
  std::size_t of(const Instruction& i) const { return places_.at(key(i)); }
  const std::vector<Situation::Field>& all() const { return fields_; }

  /// All that a field of a kind may hold.
  static Numbers held_as(Scalar::Kind kind);

 private:
  using Key = std::tuple<int, std::uint8_t, std::uint16_t>;  // what it is of, channel, number

  static Key key(const Instruction& i);

  std::map<Key, std::size_t> places_;
  std::vector<Situation::Field> fields_;
};

}  // namespace relance::expr
