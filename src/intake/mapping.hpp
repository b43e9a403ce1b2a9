// A mapping: which column of a file means what. Written in YAML by whoever knows the file.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/source.hpp"
#include "relance/core/zone.hpp"
#include "relance/diagnostic.hpp"
#include "relance/intake.hpp"

namespace relance {

inline constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

/// Where a value comes from: the cell of a column, or a constant.
struct ValueFrom {
  std::size_t column = kNoColumn;  // Mapping::columns; kNoColumn: `constant`
  std::string constant;
  std::optional<std::string> empty;  // what an empty cell means; absent: the value is left out
  std::vector<std::pair<std::string, std::string>> values;  // what these cells mean
  std::optional<std::string> other;   // what all other cells mean; absent: themselves
  bool time = false;                  // a time of the mapping's zone, handed on as RFC 3339
  std::size_t longitude = kNoColumn;  // of a place in two columns; `column` is its latitude
};

struct NamedValue {
  std::string name;
  Span place;  // of its name in the mapping's text
  ValueFrom from;
};

/// When a row gives an event.
struct Condition {
  std::size_t column = kNoColumn;  // kNoColumn: always
  std::vector<std::string> is;     // one of these cells; empty: any cell that is not empty
};

/// One event that a row may give.
struct EventFrom {
  std::string event;
  Span place;            // of its name in the mapping's text
  std::size_t same = 0;  // how many events of this name are written before it
  Condition when;
  ValueFrom at;
  std::optional<ValueFrom> actor;
  std::optional<ValueFrom> key;  // tells events apart that are otherwise alike
  std::vector<NamedValue> with;
};

/// Immutable once read.
struct Mapping {
  std::string file, text;  // for diagnostics
  std::string name;        // part of every idempotency key
  char separator = ',';
  Span separator_place;           // where the mapping states it, else its first line
  std::optional<ZoneTable> zone;  // of times without an offset
  struct Column {
    std::string name;
    Span place;  // where the mapping names it first
  };
  std::vector<Column> columns;  // those that are used
  ValueFrom lead;
  std::vector<NamedValue> person;  // "person.name", ...: told with the first event of a row
  std::vector<EventFrom> events;
};

}  // namespace relance
