#include "workflow/json_writer.hpp"

#include <fmt/format.h>

namespace relance {

void JsonWriter::begin_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_items_.empty()) return;
  if (has_items_.back()) out_ += ',';
  out_ += '\n';
  out_.append(2 * has_items_.size(), ' ');
  has_items_.back() = true;
}

void JsonWriter::open_map() {
  begin_value();
  out_ += '{';
  has_items_.push_back(false);
}

void JsonWriter::open_list() {
  begin_value();
  out_ += '[';
  has_items_.push_back(false);
}

void JsonWriter::close(char bracket) {
  const bool had_items = has_items_.back();
  has_items_.pop_back();
  if (had_items) {
    out_ += '\n';
    out_.append(2 * has_items_.size(), ' ');
  }
  out_ += bracket;
}

void JsonWriter::close_map() { close('}'); }
void JsonWriter::close_list() { close(']'); }

void JsonWriter::key(std::string_view name) {
  text(name);
  out_ += ": ";
  after_key_ = true;
}

void JsonWriter::text(std::string_view value) {
  begin_value();
  out_ += '"';
  for (const char c : value) {
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

void JsonWriter::bare(std::string_view value) {
  begin_value();
  out_ += value;
}

}  // namespace relance
