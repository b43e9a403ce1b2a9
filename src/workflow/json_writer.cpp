#include "workflow/json_writer.hpp"

#include <fmt/format.h>

namespace relance {

void JsonWriter::break_line() {
  out_ += '\n';
  out_.append(2 * levels_.size(), ' ');
}

void JsonWriter::begin_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (level.has_items) out_ += level.flat ? ", " : ",";
  if (!level.flat) break_line();
  level.has_items = true;
}

// What stands in a flat list or map is flat too.
void JsonWriter::open(char bracket, bool flat) {
  begin_value();
  out_ += bracket;
  levels_.push_back({flat || (!levels_.empty() && levels_.back().flat), false});
}

void JsonWriter::close(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (level.has_items && !level.flat) break_line();
  out_ += bracket;
}

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
