#include <algorithm>
#include <iterator>
#include <utility>

#include "intake.hpp"

namespace relance::capi {

IntakeRow::IntakeRow(const ImportLine& line, std::shared_ptr<const std::string> file)
    : kind_(line.kind),
      file_(std::move(file)),
      line_(line.line),
      event_(line.event),
      lead_(line.lead),
      reason_(line.reason) {
  if (line.decision != nullptr) decision_.emplace(*line.decision);
}

std::string_view IntakeRow::text(relance_field field) const {
  switch (field) {
    case RELANCE_FIELD_FILE:
      return file_ == nullptr ? std::string_view() : *file_;
    case RELANCE_FIELD_EVENT:
      return event_;
    case RELANCE_FIELD_LEAD:
      return lead_;
    case RELANCE_FIELD_MESSAGE:
      return decision_ ? decision_->text(field) : reason_;
    default:
      return decision_ ? decision_->text(field) : std::string_view();
  }
}

std::int64_t IntakeRow::number(relance_field field) const {
  if (field == RELANCE_FIELD_KIND) return kind_;
  if (field == RELANCE_FIELD_LINE) return static_cast<std::int64_t>(line_);
  return decision_ ? decision_->number(field) : 0;
}

std::size_t IntakeRow::bytes() const {
  return sizeof(*this) + event_.size() + lead_.size() + reason_.size();
}

IntakeLines::IntakeLines(std::size_t memory, const std::vector<ImportInput>& inputs)
    : memory_(memory) {
  for (const ImportInput& input : inputs) {
    files_.push_back(std::make_shared<const std::string>(input.file));
  }
}

void IntakeLines::add(const ImportLine& line) {
  const auto named = std::find_if(files_.begin(), files_.end(),
                                  [&](const auto& file) { return *file == line.file; });
  lines_.emplace_back(line, named == files_.end() ? nullptr : *named);
  bytes_ += lines_.back().bytes();
  if (bytes_ <= memory_) return;
  throw Fault(ErrorCode::input,
              "the report needs more than the " + std::to_string(memory_) +
                  " bytes that the intake may keep: allow more, or take in smaller files");
}

std::vector<IntakeRow> IntakeLines::take(std::size_t at_most) {
  const auto end = lines_.begin() + static_cast<std::ptrdiff_t>(std::min(at_most, lines_.size()));
  std::vector<IntakeRow> taken(std::make_move_iterator(lines_.begin()),
                               std::make_move_iterator(end));
  lines_.erase(lines_.begin(), end);
  for (const IntakeRow& row : taken) bytes_ -= row.bytes();
  return taken;
}

}  // namespace relance::capi
