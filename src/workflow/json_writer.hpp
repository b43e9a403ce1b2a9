// Writes the JSON of the normalised form, members in the order given: one item per line and two
// spaces per level, but flat lists and maps stand on one line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relance {

class JsonWriter {
 public:
  void open_map() { open('{', false); }
  void open_flat_map() { open('{', true); }
  void close_map() { close('}'); }
  void open_list() { open('[', false); }
  void open_flat_list() { open('[', true); }
  void close_list() { close(']'); }
  /// The key of the next value.
  void key(std::string_view name);
  void text(std::string_view value);
  /// A number or true, as it is.
  void bare(std::string_view value);
  void member(std::string_view name, std::string_view value) {
    key(name);
    text(value);
  }
  std::string take() { return std::move(out_); }

 private:
  void begin_value();
  void break_line();
  void open(char bracket, bool flat);
  void close(char bracket);

  struct Level {
    bool flat = false;
    bool has_items = false;
  };
  std::string out_;
  std::vector<Level> levels_;  // the open lists and maps
  bool after_key_ = false;
};

}  // namespace relance
