#include "error.hpp"

#include <algorithm>
#include <utility>

namespace relance::capi {
namespace {

class DiagnosticRow {
 public:
  explicit DiagnosticRow(Diagnostic diagnostic)
      : diagnostic_(std::move(diagnostic)), printed_(to_text(diagnostic_)) {}

  std::string_view text(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_FILE:
        return diagnostic_.file;
      case RELANCE_FIELD_MESSAGE:
        return diagnostic_.message;
      case RELANCE_FIELD_HINT:
        return diagnostic_.hint;
      case RELANCE_FIELD_TEXT:
        return printed_;
      default:
        return {};
    }
  }
  std::int64_t number(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_SEVERITY:
        return static_cast<std::int64_t>(diagnostic_.severity);
      case RELANCE_FIELD_CODE:
        return diagnostic_.code;
      case RELANCE_FIELD_LINE:
        return diagnostic_.line;
      case RELANCE_FIELD_COLUMN:
        return diagnostic_.column;
      default:
        return 0;
    }
  }

 private:
  Diagnostic diagnostic_;
  std::string printed_;
};

// The first error stands for all in the message.
std::string summary(const std::string& what, const std::vector<Diagnostic>& diagnostics) {
  const auto is_error = [](const Diagnostic& each) { return each.severity == Severity::error; };
  const auto first = std::find_if(diagnostics.begin(), diagnostics.end(), is_error);
  if (first == diagnostics.end()) return what + " cannot be used";
  const auto errors = std::count_if(first, diagnostics.end(), is_error);
  return what + " cannot be used, " + std::to_string(errors) +
         (errors == 1 ? " error: " : " errors: ") + first->file + ":" +
         std::to_string(first->line) + ": " + first->message;
}

}  // namespace

Rejected::Rejected(ErrorCode code, const std::string& what, std::vector<Diagnostic> diagnostics)
    : Fault(code, summary(what, diagnostics)), diagnostics_(std::move(diagnostics)) {}

std::unique_ptr<relance_rows> diagnostic_rows(std::vector<Diagnostic> diagnostics) {
  return rows_of<DiagnosticRow>(std::move(diagnostics));
}

}  // namespace relance::capi

relance_code relance_error_code(const relance_error* error) {
  return error == nullptr ? static_cast<relance_code>(RELANCE_OK) : error->code;
}

relance_str relance_error_message(const relance_error* error) {
  return error == nullptr ? relance_str{} : relance::capi::str(error->message);
}

const relance_rows* relance_error_diagnostics(const relance_error* error) {
  return error == nullptr ? nullptr : error->diagnostics.get();
}

void relance_error_destroy(relance_error* error) { delete error; }
