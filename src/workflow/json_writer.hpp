// Writes the JSON of the normalised form: two spaces per level, members in the order given.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relance {

class JsonWriter {
 public:
  void open_map();
  void close_map();
  void open_list();
  void close_list();
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
  void close(char bracket);

  std::string out_;
  std::vector<bool> has_items_;  // of each open list or map
  bool after_key_ = false;
};

}  // namespace relance
