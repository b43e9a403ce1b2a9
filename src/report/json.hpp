// JSON on one line, for what the command prints to other programs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/printable.hpp"

namespace relance {

/// An object built field by field, in the order given.
class JsonObject {
 public:
  JsonObject& text(std::string_view key, std::string_view value);
  /// Left out when it is empty.
  JsonObject& text_if(std::string_view key, std::string_view value);
  JsonObject& number(std::string_view key, std::int64_t value);
  JsonObject& count(std::string_view key, std::uint64_t value);
  JsonObject& flag(std::string_view key, bool value);
  /// `json` is JSON already.
  JsonObject& json(std::string_view key, std::string_view json);
  std::string done() const { return text_ + "}"; }

 private:
  void key(std::string_view name);

  std::string text_ = "{";
};

/// A list of what is JSON already.
std::string json_list(const std::vector<std::string>& items);

}  // namespace relance
