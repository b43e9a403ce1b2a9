// A JSON value that keeps the order in which it was built, written over several lines.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relance::schema {

class Json {
 public:
  static Json text(std::string_view text);
  static Json number(int number) { return Json(std::to_string(number)); }
  static Json flag(bool flag) { return Json(flag ? "true" : "false"); }
  static Json list(std::vector<Json> items = {});
  static Json texts(const std::vector<std::string_view>& texts);
  static Json object() { return Json(Kind::object); }
  static Json object(std::string_view key, Json value);

  Json& set(std::string_view key, Json value);
  Json& add(Json item);
  /// Adds what another object holds.
  Json& merge(const Json& other);
  bool empty() const { return parts_.empty(); }

  /// Two spaces a level; what fits into a line stands on one.
  std::string write() const;

 private:
  enum class Kind { atom, list, object };
  explicit Json(Kind kind) : kind_(kind) {}
  explicit Json(std::string atom) : atom_(std::move(atom)) {}
  std::string write(std::size_t indent) const;
  std::string on_one_line() const;
  std::string filled(const std::string& indent) const;

  Kind kind_ = Kind::atom;
  std::string atom_;                                 // as it is written
  std::vector<std::pair<std::string, Json>> parts_;  // of a list: without keys
};

}  // namespace relance::schema
