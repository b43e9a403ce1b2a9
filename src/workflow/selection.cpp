#include "workflow/selection.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "base/source.hpp"
#include "expr/compile.hpp"
#include "rules/builtin_fields.hpp"

namespace relance {
namespace {

/// The fields of a lead, by compiled rules. There is no event.
class LeadNames : public expr::Names {
 public:
  explicit LeadNames(const Tables& tables) : tables_(tables) {
    for (const rules::BuiltInField& field : rules::builtin_fields()) {
      if (field.on_lead)
        add(field.name, {id(field.kind), field.type, field.personal, {}, field.attribute});
    }
    for (Id i = 0; i < tables.lead_fields; ++i) {
      const FieldRow& row = tables.fields[i];
      expr::Name name{static_cast<Id>(kDeclaredFields + i), row.type, row.personal, {}, true};
      for (Id w = 0; w < row.one_of.count; ++w) {
        name.one_of.push_back(tables.words[tables.word_lists[std::size_t{row.one_of.first} + w]]);
      }
      add(tables.words[row.name], std::move(name));
    }
  }

  const expr::Name* find(expr::Scope scope, std::string_view name) const override {
    if (scope != expr::Scope::lead) return nullptr;
    const auto found = names_.find(name);
    return found == names_.end() ? nullptr : &found->second;
  }
  std::vector<std::string_view> all(expr::Scope scope) const override {
    return scope == expr::Scope::lead ? order_ : std::vector<std::string_view>();
  }
  std::string_view why_no_calendars() const override {
    return "calendars can be asked in rules only, not about which leads are meant";
  }
  std::string_view currency() const override { return tables_.currency; }
  std::int64_t currency_scale() const override { return tables_.currency_scale; }

 private:
  void add(std::string_view name, expr::Name field) {
    names_.emplace(name, std::move(field));
    order_.push_back(name);
  }

  const Tables& tables_;
  std::map<std::string_view, expr::Name> names_;
  std::vector<std::string_view> order_;
};

}  // namespace

Selection compile_selection(const Tables& tables, std::string_view guard) {
  const LeadNames names(tables);
  expr::Compiled compiled = expr::compile(guard, names, expr::Wanted::a_guard(), true);
  Selection selection{std::move(compiled.program), {}};
  if (compiled.failing) {
    compiled.problems.push_back(*std::move(compiled.failing));
    selection.program.reset();
  }
  const Source source(guard, "guard");
  for (const expr::Problem& problem : compiled.problems) {
    const Span at{static_cast<std::uint32_t>(problem.offset),
                  static_cast<std::uint32_t>(problem.width)};
    selection.diagnostics.push_back(
        source.diagnostic(problem.code, at, problem.message, problem.hint));
  }
  return selection;
}

}  // namespace relance
