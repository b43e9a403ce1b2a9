// Answers by row and field. Each noun says in its own source which fields its rows have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "boundary.hpp"
#include "relance/relance.h"
#include "relance/table.hpp"

/// A page of a table as well: its fields are those of relance.h.
struct relance_rows : relance::TablePage {};

namespace relance::capi {

/// Rows of one noun: Row has `std::string_view text(relance_field) const` and
/// `std::int64_t number(relance_field) const`.
template <class Row>
class RowsOf final : public relance_rows {
 public:
  explicit RowsOf(std::vector<Row> rows) : rows_(std::move(rows)) {}
  std::size_t count() const override { return rows_.size(); }
  std::string_view text(std::size_t index, relance_field field) const override {
    return rows_[index].text(field);
  }
  std::int64_t number(std::size_t index, relance_field field) const override {
    return rows_[index].number(field);
  }

 private:
  std::vector<Row> rows_;
};

/// Rows made of values, each by `Row{value}`.
template <class Row, class Value>
std::unique_ptr<relance_rows> rows_of(std::vector<Value> values) {
  std::vector<Row> rows;
  rows.reserve(values.size());
  for (Value& value : values) rows.push_back(Row(std::move(value)));
  return std::make_unique<RowsOf<Row>>(std::move(rows));
}

}  // namespace relance::capi
