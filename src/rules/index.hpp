// All names of a definition with their dense ids. The ids follow the written order and are those of
// the tables.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "relance/lead.hpp"
#include "relance/stage.hpp"
#include "relance/value.hpp"
#include "rules/definition.hpp"
#include "rules/problems.hpp"

namespace relance::rules {

/// A field that the author declared.
struct DeclaredField {
  std::string name;
  Id id = kNone;
  Type type = Type::text;
  bool personal = false;
  bool on_lead = true;
  std::vector<std::string> one_of;
};

class Index {
 public:
  /// Tells names that are taken, unknown types and stages.
  Index(const Definition& definition, Problems& problems);

  std::optional<Id> state(std::string_view name) const { return find(states_, name); }
  std::optional<Id> event(std::string_view name) const { return find(events_, name); }
  std::optional<Id> calendar(std::string_view name) const { return find(calendars_, name); }
  std::optional<Id> lane(std::string_view name) const { return find(lanes_, name); }
  /// Whether a field of this name was declared in a way that could not be read; that was told, and
  /// what reads the field need not be told too.
  bool broken(std::string_view name) const { return broken_.contains(name); }
  const std::set<std::string, std::less<>>& broken() const { return broken_; }
  /// A declared field of the lead or of an event; null when there is none.
  const DeclaredField* field(std::string_view name) const;

  const std::vector<DeclaredField>& fields() const { return fields_; }
  std::size_t lead_fields() const { return lead_fields_; }
  /// The fields that the author's event (event - kBuiltInEvents) may carry.
  const std::vector<std::vector<Id>>& carried() const { return carried_; }
  /// By state; nothing where the author's word is no stage.
  std::optional<Stage> stage(Id state) const { return stages_[state]; }
  const std::vector<std::string_view>& state_names() const { return state_names_; }
  const std::vector<std::string_view>& event_names() const { return event_names_; }
  /// The way out for a word that is no event.
  std::string event_hint(std::string_view word, const Problems& problems) const;
  const std::vector<std::string_view>& calendar_names() const { return calendar_names_; }
  const std::vector<std::string_view>& lane_names() const { return lane_names_; }
  const std::vector<std::string_view>& deadline_names() const { return deadline_names_; }

 private:
  using Ids = std::map<std::string_view, Id>;
  static std::optional<Id> find(const Ids& ids, std::string_view name) {
    const auto found = ids.find(name);
    return found == ids.end() ? std::nullopt : std::optional(found->second);
  }
  void add_states(const Definition& definition, Problems& problems);
  void add_events(const Definition& definition, Problems& problems);
  std::optional<DeclaredField> declared(const FieldDefinition& field, Problems& problems);
  void add_lead_fields(const Definition& definition, Problems& problems);
  std::optional<Id> add_carried(const FieldDefinition& field, Problems& problems);

  Ids states_, events_, calendars_, lanes_;
  std::vector<std::string_view> state_names_, event_names_, calendar_names_, lane_names_,
      deadline_names_;
  std::vector<std::optional<Stage>> stages_;
  std::vector<DeclaredField> fields_;
  std::map<std::string, std::size_t, std::less<>> field_places_;
  std::size_t lead_fields_ = 0;
  std::set<std::string, std::less<>> broken_;
  std::vector<std::vector<Id>> carried_;
};

}  // namespace relance::rules
