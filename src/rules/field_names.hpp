// The names that expressions may use, as the expression compiler asks for them.
#pragma once

#include <map>
#include <string>

#include "expr/compile.hpp"
#include "rules/check.hpp"
#include "rules/index.hpp"

namespace relance::rules {

class FieldNames : public expr::Names {
 public:
  /// `checked` and `problems` must live as long.
  FieldNames(const Checked& checked, const Problems& problems);

  /// The event whose guard or effect is compiled next; kNone: any.
  void set_event(Id event);

  const expr::Name* find(expr::Scope scope, std::string_view name) const override;
  std::vector<std::string_view> all(expr::Scope scope) const override;
  std::optional<std::uint16_t> calendar(std::string_view name) const override;
  std::vector<std::string_view> calendars() const override { return index_.calendar_names(); }
  std::string_view currency() const override { return currency_; }
  std::int64_t currency_scale() const override { return scale_; }

 private:
  using Map = std::map<std::string, expr::Name, std::less<>>;
  bool carries(Id field) const;
  bool readable(const expr::Name& name, expr::Scope scope) const;

  const Checked& checked_;
  const Index& index_;
  std::string currency_;
  std::int64_t scale_;
  const Problems& problems_;
  Map lead_, on_event_;
  std::vector<std::string_view> order_lead_, order_event_;
  Id event_ = kNone;
};

}  // namespace relance::rules
