#include "workflow/block_writer.hpp"

#include <fmt/format.h>

namespace relance {

// What separates a key or an item of a list from what stands before it.
void BlockWriter::begin_item() {
  Level& level = levels_.back();
  if (level.style == Level::flat) {
    if (level.has_items) out_ += ", ";
  } else {
    if (out_.back() != '\n') out_ += '\n';
    out_.append(2 * (levels_.size() - 1), ' ');
    if (level.opening == '[') out_ += "- ";
  }
  level.has_items = true;
}

void BlockWriter::begin_value() {
  if (after_key_) {
    after_key_ = false;
    out_ += ' ';
  } else {
    begin_item();
  }
}

void BlockWriter::open(Level::Style style, char opening, char closing) {
  if (levels_.back().style == Level::flat) style = Level::flat;
  if (style == Level::flat) {
    begin_value();
    out_ += opening;
  }
  after_key_ = false;
  levels_.push_back({style, opening, closing, false});
}

void BlockWriter::close() {
  const Level level = levels_.back();
  levels_.pop_back();
  if (level.style == Level::flat) {
    out_ += level.closing;
  } else if (!level.has_items) {
    out_ += fmt::format(" {}{}", level.opening, level.closing);
  }
}

void BlockWriter::key(std::string_view name) {
  begin_item();
  quote(name);
  out_ += ':';
  after_key_ = true;
}

void BlockWriter::text(std::string_view value) {
  begin_value();
  quote(value);
}

void BlockWriter::bare(std::string_view value) {
  begin_value();
  out_ += value;
}

void BlockWriter::quote(std::string_view value) {
  out_ += '"';
  for (const char c : value) {
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_ += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

}  // namespace relance
