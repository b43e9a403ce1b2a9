#include "engine/loaded.hpp"

#include "base/fnv.hpp"
#include "engine/attributes.hpp"

namespace relance {

LoadedWorkflow::LoadedWorkflow(std::uint32_t stored_number,
                               std::shared_ptr<const Workflow> compiled)
    : number(stored_number), workflow(std::move(compiled)), tables(workflow->tables()) {
  for (std::size_t i = 0; i < tables.event_names.size(); ++i) {
    events_.emplace(tables.event_names[i], static_cast<Id>(i));
  }
  for (std::size_t i = 0; i < tables.fields.size(); ++i) {
    fields_.emplace(tables.words[tables.fields[i].name], static_cast<Id>(kDeclaredFields + i));
  }
}

std::string_view LoadedWorkflow::field_name(Id field) const {
  if (field < kDeclaredFields) return built_in_name(field);
  const std::size_t index = field - kDeclaredFields;
  if (index >= tables.fields.size()) return "unknown";
  return tables.words[tables.fields[index].name];
}

std::uint64_t effect_tag(std::string_view tenant, const Tables& tables) {
  const std::uint64_t hash = fnv1a(static_cast<std::int64_t>(tables.tag), fnv1a(tenant));
  return (hash ^ hash >> 40) & 0xFF'FFFF'FFFF;
}

}  // namespace relance
