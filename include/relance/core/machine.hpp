// What an evaluation needs beside its stack when the program has containers, loops or functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "relance/core/arena.hpp"
#include "relance/core/program.hpp"
#include "relance/core/stack.hpp"

namespace relance::evaluation {

/// Made for one evaluation. Values that it makes live in the arena.
class Machine {
 public:
  static constexpr int kSteps = 1000;            // of all loops together
  static constexpr std::size_t kWork = 1 << 20;  // bytes and elements that functions look at

  Machine(const Program& program, const ZoneTable& zone, Arena& arena)
      : program_(program), zone_(zone), arena_(arena) {}
  void bind(const Scalar* variables) { variables_ = variables; }

  /// One instruction, which stands before `next`. Gives the one to go on with, null when the
  /// evaluation ends with `value` at once.
  const Instruction* step(const Instruction& i, const Instruction* next, Scalar& value,
                          Stack& stack);

  const Program& program() const { return program_; }
  const ZoneTable& zone() const { return zone_; }
  Arena& arena() { return arena_; }
  /// A copy of `text` in the arena, or a failure when there is no room.
  Scalar keep(std::string_view text, Scalar::Kind kind = Scalar::text);

 private:
  struct Loop {
    Scalar range;
    std::uint32_t at;
  };

  const Instruction* code() const { return program_.code.data(); }
  const Instruction* step_simple(const Instruction& i, const Instruction* next, Scalar& value,
                                 Stack& stack);
  const Instruction* optional(const Instruction& i, const Instruction* next, Scalar& value);
  const Instruction* step_loop(const Instruction& i, const Instruction* next, Scalar& value,
                               Stack& stack);
  const Instruction* advance(const Instruction& i, const Instruction* next, Scalar& value);
  const Instruction* settle(const Instruction& i, const Instruction* next, const Scalar& value);
  const Instruction* keep_if(const Instruction& i, const Instruction* next, const Scalar& value);
  const Instruction* gather(const Instruction& i, const Instruction* next, const Scalar& value,
                            Stack& stack);
  /// Whether the evaluation may go on.
  bool call(const Instruction& i, Scalar& value, Stack& stack);
  void add_to_container(const Instruction& i, const Scalar& value, Stack& stack);
  Scalar new_container(Scalar::Kind kind, std::size_t room);
  void append(Scalar& list, const Scalar& value);
  void put(Scalar& map, const Scalar& key, const Scalar& value);
  void put_all(Scalar& map, const Scalar& from);

  const Program& program_;
  const ZoneTable& zone_;
  Arena& arena_;
  const Scalar* variables_ = nullptr;
  int steps_ = 0;
  std::size_t work_ = 0;
  Room locals_[Program::kLocals];
  Loop loops_[Program::kLoops];
};

}  // namespace relance::evaluation
