#include "schema/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace relance::schema {
namespace {

constexpr std::size_t kLine = 100;

std::string quoted(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      json += c == '\n' ? "\\n" : fmt::format("\\u{:04x}", static_cast<int>(c));
    } else {
      json += c;
    }
  }
  return json + '"';
}

}  // namespace

Json Json::text(std::string_view text) { return Json(quoted(text)); }

Json Json::list(std::vector<Json> items) {
  Json list(Kind::list);
  for (Json& item : items) list.add(std::move(item));
  return list;
}

Json Json::texts(const std::vector<std::string_view>& texts) {
  Json list(Kind::list);
  for (const std::string_view item : texts) list.add(text(item));
  return list;
}

Json Json::object(std::string_view key, Json value) {
  Json object(Kind::object);
  object.set(key, std::move(value));
  return object;
}

Json& Json::set(std::string_view key, Json value) {
  parts_.emplace_back(key, std::move(value));
  return *this;
}

Json& Json::add(Json item) {
  parts_.emplace_back(std::string(), std::move(item));
  return *this;
}

Json& Json::merge(const Json& other) {
  parts_.insert(parts_.end(), other.parts_.begin(), other.parts_.end());
  return *this;
}

std::string Json::on_one_line() const {
  if (kind_ == Kind::atom) return atom_;
  std::string line;
  for (const auto& [key, value] : parts_) {
    if (!line.empty()) line += ", ";
    if (kind_ == Kind::object) line += quoted(key) + ": ";
    line += value.on_one_line();
    if (line.size() > kLine) break;  // too long already
  }
  return kind_ == Kind::object ? "{" + line + "}" : "[" + line + "]";
}

// Atoms, as many on a line as fit.
std::string Json::filled(const std::string& indent) const {
  std::string text;
  std::size_t line = kLine;
  for (const auto& [key, item] : parts_) {
    if (!text.empty()) text += ',';
    if (line + item.atom_.size() + 2 > kLine) {
      text += "\n" + indent;
      line = indent.size();
    } else {
      text += ' ';
    }
    text += item.atom_;
    line += item.atom_.size() + 2;
  }
  return text;
}

std::string Json::write(std::size_t indent) const {
  const std::string line = on_one_line();
  if (kind_ == Kind::atom || parts_.empty() || indent + line.size() <= kLine) return line;
  const bool atoms = std::all_of(parts_.begin(), parts_.end(), [](const auto& part) {
    return part.first.empty() && part.second.kind_ == Kind::atom;
  });
  const std::string outer(indent, ' '), inner(indent + 2, ' ');
  if (kind_ == Kind::list && atoms) return fmt::format("[{}\n{}]", filled(inner), outer);
  std::string text;
  for (const auto& [key, value] : parts_) {
    text += text.empty() ? "\n" : ",\n";
    text += inner;
    if (kind_ == Kind::object) text += quoted(key) + ": ";
    text += value.write(indent + 2);
  }
  if (kind_ == Kind::object) return fmt::format("{{{}\n{}}}", text, outer);
  return fmt::format("[{}\n{}]", text, outer);
}

std::string Json::write() const { return write(0) + "\n"; }

}  // namespace relance::schema
