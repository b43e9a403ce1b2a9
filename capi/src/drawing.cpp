#include "relance/drawing.hpp"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "boundary.hpp"
#include "handles.hpp"
#include "relance/relance.h"
#include "relance/schema.hpp"
#include "text_rows.hpp"

namespace relance::capi {
namespace {

/// A rate of a set of benchmarks.
class RateRow {
 public:
  RateRow(std::string_view set, const Benchmark::Rate& rate) : set_(set), rate_(rate) {}

  std::string_view text(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_NAME:
        return set_;
      case RELANCE_FIELD_MILESTONE:
        return name(rate_.milestone);
      case RELANCE_FIELD_OF:
        return rate_.of ? name(*rate_.of) : std::string_view();
      default:
        return {};
    }
  }
  std::int64_t number(relance_field field) const {
    return field == RELANCE_FIELD_BASIS_POINTS ? rate_.basis_points : 0;
  }

 private:
  std::string set_;
  Benchmark::Rate rate_;
};

std::vector<RateRow> rates_of(const Workflow& workflow) {
  std::vector<RateRow> rows;
  for (const Benchmark& set : workflow.benchmarks()) {
    for (const Benchmark::Rate& rate : set.rates) rows.emplace_back(set.name, rate);
  }
  return rows;
}

static_assert(RELANCE_DRAWING_DOT == static_cast<int>(Drawing::dot));
static_assert(RELANCE_DRAWING_MERMAID == static_cast<int>(Drawing::mermaid));

}  // namespace
}  // namespace relance::capi

using namespace relance::capi;

relance_code relance_benchmarks(const relance_workflow* workflow, relance_rows** rates,
                                relance_error** error) {
  return boundary(error, [&] {
    relance_rows*& out = cleared(rates, "rates");
    out = new RowsOf<RateRow>(rates_of(*given(workflow, "workflow").workflow));
  });
}

relance_code relance_draw(const relance_workflow* workflow, uint32_t language, relance_rows** row,
                          relance_error** error) {
  return boundary(error, [&] {
    relance_rows*& out = cleared(row, "row");
    const relance::Workflow& rules = *given(workflow, "workflow").workflow;
    require_one_of(language, RELANCE_DRAWING_MERMAID, "language", "relance_drawing");
    const auto chosen = static_cast<relance::Drawing>(language);
    out = one_text(relance::drawing_of(rules, chosen)).release();
  });
}

relance_code relance_schema(relance_rows** row, relance_error** error) {
  return boundary(error, [&] {
    relance_rows*& out = cleared(row, "row");
    out = one_text(relance::rules_schema()).release();
  });
}
