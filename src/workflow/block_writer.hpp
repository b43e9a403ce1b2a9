// Writes the YAML of the normalised form: block maps and lists, whose items may be flat.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relance {

/// Texts and keys are in double quotes, as JSON has them, so that no word is taken for something
/// else. What stands in a flat list or map is flat too; a block list holds texts and flat maps.
class BlockWriter {
 public:
  /// `start`: whole lines; what is written next are keys of the outermost map.
  explicit BlockWriter(std::string_view start) : out_(start) { levels_.push_back({}); }

  void open_map() { open(Level::block, '{', '}'); }
  void open_list() { open(Level::block, '[', ']'); }
  void open_flat_map() { open(Level::flat, '{', '}'); }
  void open_flat_list() { open(Level::flat, '[', ']'); }
  void close();
  /// The key of the next value.
  void key(std::string_view name);
  void text(std::string_view value);
  /// true or a number, as it is.
  void bare(std::string_view value);
  void member(std::string_view name, std::string_view value) {
    key(name);
    text(value);
  }
  std::string take() { return std::move(out_) + "\n"; }

 private:
  struct Level {
    enum Style { block, flat } style = block;
    char opening = '{';
    char closing = '}';
    bool has_items = false;
  };

  void open(Level::Style style, char opening, char closing);
  void begin_item();
  void begin_value();
  void quote(std::string_view value);

  std::string out_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

}  // namespace relance
