// A rules text as a tree of nodes that know their place. YAML (and so JSON), without anchors,
// aliases, tags and the like, within fixed budgets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "rules/problems.hpp"

namespace relance::rules {

struct Entry;

struct Node {
  enum Kind : std::uint8_t { null, scalar, list, map };
  enum Style : std::uint8_t { plain, single_quoted, double_quoted, block };

  Kind kind = null;
  Style style = plain;         // of a scalar
  bool told = false;           // something is wrong with it, and that was told
  Span at;                     // of a scalar: its first line; else where it begins
  std::string text;            // scalar
  std::vector<Node> items;     // list
  std::vector<Entry> entries;  // map, in written order, no key twice

  bool is(Kind wanted) const { return kind == wanted; }
};

/// Keys are scalars.
struct Entry {
  Node key;
  Node value;
};

/// Exactly at a limit is accepted.
struct Budget {
  std::size_t text = 1 << 20;     // bytes
  int depth = 32;                 // lists and maps inside each other
  std::size_t nodes = 100'000;    // scalars, lists and maps
  std::size_t marks = 250'000;    // brackets, commas and colons, wherever they stand
  std::size_t scalar = 64 << 10;  // bytes of one scalar
};

/// How a normalised text begins. It was written by us from a text within the usual budget, and may
/// be longer than that (holidays stand in it as dates).
inline constexpr std::string_view kNormalisedStart = "\"relance\": 1\n\"normalised\": true\n";

/// What kind of file is expected; for the messages about files that are of another kind.
struct Format {
  std::string_view key = "relance";  // the key that every such file has
  std::string_view what = "a rules file";
  std::string_view example = "see examples/rules/minimal.yaml for the shortest rules";
};

/// No text of more bytes is taken, normalised or not.
inline constexpr std::size_t kLongestText = 4 << 20;

/// The budget that `text` is held against.
Budget budget_of(std::string_view text);

/// Nothing when the text is no tree that can be looked at; `problems` then says why. Duplicate
/// keys, anchors and the like are problems too, but the tree is given. `problems.source()` is the
/// text to parse. Needs less than 128 KiB of stack.
std::optional<Node> parse_document(Problems& problems, const Format& format = {});

/// Where byte `index` of a scalar's value stands in the text: exact for scalars on one line and
/// wherever value and text can be aligned.
std::size_t offset_in_scalar(const Source& source, const Node& scalar, std::size_t index);

}  // namespace relance::rules
