#include "relance/difference.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "boundary.hpp"
#include "handles.hpp"
#include "relance/relance.h"
#include "rows.hpp"

namespace relance::capi {
namespace {

class DifferenceRow {
 public:
  explicit DifferenceRow(Difference difference)
      : difference_(std::move(difference)), text_(to_text(difference_)) {}

  std::string_view text(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_TYPE:
        return name(difference_.kind);
      case RELANCE_FIELD_RULE:
        return difference_.path;
      case RELANCE_FIELD_WHAT:
        return difference_.what;
      case RELANCE_FIELD_BEFORE:
        return difference_.before;
      case RELANCE_FIELD_AFTER:
        return difference_.after;
      case RELANCE_FIELD_TEXT:
        return text_;
      default:
        return {};
    }
  }
  std::int64_t number(relance_field) const { return 0; }

 private:
  Difference difference_;
  std::string text_;
};

}  // namespace
}  // namespace relance::capi

relance_code relance_difference(const relance_workflow* before, const relance_workflow* after,
                                relance_rows** rows, relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_rows*& out = cleared(rows, "rows");
    auto all =
        relance::differences(*given(before, "before").workflow, *given(after, "after").workflow);
    out = rows_of<DifferenceRow>(std::move(all)).release();
  });
}
