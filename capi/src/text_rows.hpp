// Answers that are texts alone.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rows.hpp"

namespace relance::capi {

/// A text in one field.
template <relance_field kField>
class TextRow {
 public:
  explicit TextRow(std::string text) : text_(std::move(text)) {}
  std::string_view text(relance_field field) const {
    return field == kField ? std::string_view(text_) : std::string_view();
  }
  std::int64_t number(relance_field) const { return 0; }

 private:
  std::string text_;
};

/// One row: TEXT.
inline std::unique_ptr<relance_rows> one_text(std::string text) {
  std::vector<std::string> texts;
  texts.push_back(std::move(text));
  return rows_of<TextRow<RELANCE_FIELD_TEXT>>(std::move(texts));
}

}  // namespace relance::capi
