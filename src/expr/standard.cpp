#include "expr/standard.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "expr/library/text_values.hpp"
#include "expr/library/time_values.hpp"
#include "expr/library/values.hpp"
#include "expr/pipeline.hpp"
#include "relance/core/evaluate.hpp"

namespace relance::expr {
namespace {

/// Standard CEL reads variables alone.
class Variables {
 public:
  explicit Variables(const Scalar* first) : first_(first) {}

  Scalar lead(std::uint16_t field) const { return Scalar::missing(field); }
  Scalar event(std::uint16_t field) const { return Scalar::missing(field); }
  Instant now() const { return {}; }
  const ZoneTable& zone() const { return utc_; }
  std::int64_t attempts(std::uint8_t, std::uint16_t) const { return 0; }
  bool is_open(std::uint16_t, Instant) const { return false; }
  const Scalar* variables() const { return first_; }

 private:
  static inline const ZoneTable utc_;
  const Scalar* first_;
};

Scalar to_scalar(const AnyValue& value, Arena& arena);

Scalar to_items(const AnyValue& value, Scalar::Kind kind, Arena& arena) {
  auto* const items = arena.take_array<Scalar>(value.items.size());
  if (items == nullptr) return Scalar::failure(Scalar::too_large);
  for (std::size_t n = 0; n < value.items.size(); ++n) items[n] = to_scalar(value.items[n], arena);
  const std::size_t size = value.items.size() / (kind == Scalar::map ? 2 : 1);
  return Scalar::of_items(kind, items, static_cast<std::uint32_t>(size));
}

/// Texts are views into `value`.
Scalar to_scalar(const AnyValue& value, Arena& arena) {
  switch (value.kind) {
    case AnyValue::null:
      return Scalar::of(Scalar::null, 0);
    case AnyValue::boolean:
      return Scalar::of(Scalar::boolean, value.number);
    case AnyValue::integer:
      return Scalar::of(Scalar::integer, value.number);
    case AnyValue::unsigned_integer:
      return Scalar::of(Scalar::unsigned_integer, value.number);
    case AnyValue::real:
      return Scalar::of_real(value.real_value);
    case AnyValue::text:
      return Scalar::of(std::string_view(value.text_value));
    case AnyValue::bytes:
      return Scalar::of(value.text_value, Scalar::bytes);
    case AnyValue::list:
      return to_items(value, Scalar::list, arena);
    case AnyValue::map:
      return to_items(value, Scalar::map, arena);
    case AnyValue::timestamp:
      return timestamp_of(value.number, value.nanos);
    case AnyValue::duration:
      return duration_of(value.number, value.nanos);
    case AnyValue::type:
      return Scalar::of(value.text_value, Scalar::type);
    case AnyValue::optional:
      return to_items(value, Scalar::optional, arena);
  }
  return Scalar::failure(Scalar::wrong_type);
}

AnyValue::Kind any_kind(Scalar::Kind kind) {
  switch (kind) {
    case Scalar::boolean:
      return AnyValue::boolean;
    case Scalar::integer:
      return AnyValue::integer;
    case Scalar::unsigned_integer:
      return AnyValue::unsigned_integer;
    case Scalar::real:
      return AnyValue::real;
    case Scalar::text:
      return AnyValue::text;
    case Scalar::bytes:
      return AnyValue::bytes;
    case Scalar::list:
      return AnyValue::list;
    case Scalar::map:
      return AnyValue::map;
    case Scalar::instant:
      return AnyValue::timestamp;
    case Scalar::duration:
      return AnyValue::duration;
    case Scalar::type:
      return AnyValue::type;
    case Scalar::optional:
      return AnyValue::optional;
    default:
      return AnyValue::null;
  }
}

AnyValue to_any(const Scalar& scalar) {
  AnyValue value;
  value.kind = any_kind(scalar.kind);
  switch (scalar.kind) {
    case Scalar::real:
      value.real_value = scalar.real_value;
      break;
    case Scalar::text:
    case Scalar::bytes:
    case Scalar::type:
      value.text_value = scalar.view();
      break;
    case Scalar::list:
    case Scalar::map:
    case Scalar::optional: {
      const std::size_t width = scalar.kind == Scalar::map ? 2 : 1;
      for (std::size_t n = 0; n < width * scalar.size; ++n)
        value.items.push_back(to_any(scalar[n]));
      break;
    }
    case Scalar::instant:
    case Scalar::duration:
      value.number = seconds_of(scalar);
      value.nanos = static_cast<std::int32_t>(nanos_of(scalar));
      break;
    default:
      value.number = scalar.number;
  }
  return value;
}

}  // namespace

StandardCompiled compile_standard(std::string_view source, const StandardSettings& settings) {
  const Environment environment{nullptr, true, &settings};
  Pipeline result = run_pipeline(source, environment, Wanted(), settings.limits);
  if (result.program) {
    for (const Variable& variable : settings.variables) {
      result.program->variables.push_back(variable.name);
    }
  }
  return {std::move(result.program), std::move(result.type), std::move(result.problems)};
}

StandardResult evaluate_standard(const Program& program, const std::vector<Binding>& bindings) {
  Arena arena;
  std::vector<Scalar> variables;
  for (const std::string& name : program.variables) {
    const auto found = std::find_if(bindings.begin(), bindings.end(),
                                    [&](const Binding& binding) { return binding.name == name; });
    variables.push_back(found == bindings.end() ? Scalar::failure(Scalar::unknown_name)
                                                : to_scalar(found->value, arena));
  }
  const Scalar result = evaluate(program, Variables(variables.data()), arena);
  if (result.has_value()) return {to_any(result), {}};
  const auto why = static_cast<Scalar::Failure>(result.size);
  return {std::nullopt, std::string(failure_text(why))};
}

}  // namespace relance::expr
