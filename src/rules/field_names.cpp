#include "rules/field_names.hpp"

#include <algorithm>

#include "model/outcomes.hpp"
#include "relance/event.hpp"
#include "rules/builtin_fields.hpp"

namespace relance::rules {
namespace {

// Looking for near names costs more than compiling; beyond this many problems none is looked for.
constexpr std::size_t kProblemsWithHints = 300;

template <class Enum>
std::vector<std::string> words_of(int count) {
  std::vector<std::string> words;
  for (int i = 0; i < count; ++i) {
    const std::string_view word = name(static_cast<Enum>(i));
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

std::vector<std::string> choices_of(FieldKind kind, const Index& index) {
  switch (kind) {
    case FieldKind::state:
      return {index.state_names().begin(), index.state_names().end()};
    case FieldKind::lane:
      return {index.lane_names().begin(), index.lane_names().end()};
    case FieldKind::stage:
      return words_of<Stage>(kStages);
    case FieldKind::preferred:
    case FieldKind::channel:
      return words_of<Channel>(kChannels);
    case FieldKind::outcome:
      return words_of<Outcome>(kOutcomes);
    case FieldKind::deadline:
      return {index.deadline_names().begin(), index.deadline_names().end()};
    default:
      return {};
  }
}

}  // namespace

FieldNames::FieldNames(const Checked& checked, const Problems& problems)
    : checked_(checked),
      index_(checked.index),
      currency_(checked.money.currency),
      scale_(checked.money.scale),
      problems_(problems) {
  for (const BuiltInField& field : builtin_fields()) {
    const expr::Name name{id(field.kind),  field.type,
                          field.personal,  choices_of(field.kind, index_),
                          field.attribute, {}};
    if (field.on_lead) lead_.emplace(field.name, name);
    if (field.on_lead) order_lead_.push_back(field.name);
    if (field.on_event) on_event_.emplace(field.name, name);
    if (field.on_event) order_event_.push_back(field.name);
  }
  for (const DeclaredField& field : index_.fields()) {
    const expr::Name name{field.id, field.type, field.personal, field.one_of, field.on_lead, {}};
    on_event_.emplace(field.name, name);
    order_event_.push_back(field.name);
    if (field.on_lead) lead_.emplace(field.name, name);
    if (field.on_lead) order_lead_.push_back(field.name);
  }
}

void FieldNames::set_event(Id event) {
  event_ = event;
  std::vector<std::string>& here = on_event_.at("outcome").here;
  here.clear();
  if (event >= kBuiltInEvents) return;
  for (int i = 1; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    if (may_tell(static_cast<EventKind>(event), outcome)) here.emplace_back(name(outcome));
  }
}

std::optional<std::uint16_t> FieldNames::calendar(std::string_view name) const {
  const std::optional<Id> written = index_.calendar(name);
  if (!written) return {};
  // A calendar with a problem of its own was not built; the problem is told there.
  const std::vector<Id>& ids = checked_.calendar_ids;
  return *written < ids.size() ? ids[*written] : Id{0};
}

bool FieldNames::carries(Id field) const {
  if (event_ == kNone) return true;
  if (event_ < kBuiltInEvents) return false;
  const std::vector<Id>& carried = index_.carried()[event_ - kBuiltInEvents];
  return std::find(carried.begin(), carried.end(), field) != carried.end();
}

bool FieldNames::readable(const expr::Name& name, expr::Scope scope) const {
  const bool events_own = name.field >= kDeclaredFields + index_.lead_fields();
  return scope == expr::Scope::lead || !events_own || carries(name.field);
}

const expr::Name* FieldNames::find(expr::Scope scope, std::string_view name) const {
  if (scope == expr::Scope::person) return nullptr;
  const Map& map = scope == expr::Scope::lead ? lead_ : on_event_;
  const auto found = map.find(name);
  if (found == map.end() || !readable(found->second, scope)) return nullptr;
  return &found->second;
}

std::vector<std::string_view> FieldNames::all(expr::Scope scope) const {
  std::vector<std::string_view> names;
  if (scope == expr::Scope::person || problems_.total() > kProblemsWithHints) return names;
  for (const std::string_view name : scope == expr::Scope::lead ? order_lead_ : order_event_) {
    if (find(scope, name) != nullptr) names.push_back(name);
  }
  return names;
}

}  // namespace relance::rules
