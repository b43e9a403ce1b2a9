// What holds for all values: equality, order, the elements of containers.
#pragma once

#include <cstdint>
#include <optional>

#include "relance/core/scalar.hpp"

namespace relance::expr {

/// Equal as CEL has it: numbers by their value whatever their type, containers by their elements,
/// values of different types never.
bool equal(const Scalar& left, const Scalar& right);

/// Below, at or above zero; 2 when one is not a number; nothing when they have no order.
std::optional<int> order(const Scalar& left, const Scalar& right);
inline constexpr int kUnordered = 2;

bool is_number(const Scalar& value);
/// The whole number that a value stands for as an index or key; nothing when it is none.
std::optional<std::int64_t> whole(const Scalar& value);

/// Whether it may be a key of a map: a yes or no, a whole number, a text.
bool is_key(const Scalar& value);
/// The value under a key; null when there is none.
const Scalar* find_key(const Scalar& map, const Scalar& key);

std::uint64_t as_unsigned(const Scalar& value);
Scalar of_unsigned(std::uint64_t value);

}  // namespace relance::expr
