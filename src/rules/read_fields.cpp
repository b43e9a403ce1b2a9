#include <fmt/format.h>

#include <set>

#include "rules/reader.hpp"

namespace relance::rules {
namespace {

constexpr std::size_t kLongestChoice = 255;  // bytes
constexpr std::size_t kChoices = 1'000;

void read_choices(const Node& list, FieldDefinition& field, Problems& problems) {
  std::set<std::string_view> seen;
  for (const Node& item : list.items) {
    if (!item.is(Node::scalar) || item.text.empty() || item.text.size() > kLongestChoice) {
      problems.add(Code::bad_one_of, item.at, "a choice is a text of 1 to 255 bytes",
                   "write each one out: `one_of: [new, used]`");
    } else if (!seen.insert(item.text).second) {
      problems.add(Code::bad_one_of, item.at,
                   fmt::format("{} stands here twice", quoted(item.text)), "remove one");
    } else {
      field.one_of.push_back(word_of(item));
    }
  }
  if (list.items.empty()) {
    problems.add(Code::bad_one_of, list.at, "no choices", "name some, or remove `one_of`");
  }
  if (field.one_of.size() > kChoices) {
    problems.add(Code::too_many, list.at,
                 fmt::format("{} choices; at most {} are taken", field.one_of.size(), kChoices),
                 "leave `one_of` out: then any text is taken");
    field.one_of.resize(kChoices);
  }
}

// `brand: text`, or `brand: {type: text, ...}`.
FieldDefinition read_field(const Entry& entry, Problems& problems) {
  FieldDefinition field;
  field.name = word_of(entry.key);
  check_name(field.name, "a field", problems);
  if (entry.value.is(Node::scalar)) {
    field.type = word_of(entry.value);
  } else if (entry.value.is(Node::map)) {
    const Fields fields(entry.value, Section::field, problems);
    field.type = fields.word_or_empty("type");
    field.personal = fields.flag("personal");
    if (const Node* choices = fields.find("one_of")) {
      read_choices(*choices, field, problems);
      if (!field.type.text.empty() && field.type.text != "text") {
        problems.add(Code::bad_one_of, fields.place("one_of"), "`one_of` goes with type text only",
                     "write `type: text`, or leave `one_of` out");
        field.one_of.clear();
      }
    }
  } else {
    problems.add(Code::wrong_shape, entry.value.at,
                 fmt::format("{} needs a type", quoted(entry.key.text)),
                 "such as `brand: text` or `brand: {type: text, one_of: [a, b]}`");
  }
  return field;
}

// "13% of leads", "22.5% of booked".
bool parse_rate(std::string_view text, RateDefinition& rate) {
  const std::size_t percent = text.find('%');
  constexpr std::string_view kOf = "% of ";
  if (percent == std::string_view::npos || !text.substr(percent).starts_with(kOf)) return false;
  const std::string_view number = text.substr(0, percent);
  const std::size_t point = number.find('.');
  const std::string_view whole = number.substr(0, point);
  std::string fraction(point == std::string_view::npos ? "" : number.substr(point + 1));
  if (whole.empty() || whole.size() > 3 || fraction.size() > 2) return false;
  if (point != std::string_view::npos && fraction.empty()) return false;
  fraction.resize(2, '0');
  for (const char c : std::string(whole) + fraction) {
    if (c < '0' || c > '9') return false;
    rate.basis_points = rate.basis_points * 10 + (c - '0');
  }
  rate.of.text = text.substr(percent + kOf.size());
  return rate.basis_points <= 10'000;
}

void read_rates(const Node& map, BenchmarkDefinition& benchmark, Problems& problems) {
  for (const Entry& entry : map.entries) {
    if (!entry.key.is(Node::scalar)) continue;
    RateDefinition rate;
    rate.milestone = word_of(entry.key);
    rate.of.at = entry.value.at;
    if (entry.value.is(Node::scalar) && parse_rate(entry.value.text, rate)) {
      benchmark.rates.push_back(std::move(rate));
    } else {
      problems.add(Code::bad_rate, entry.value.at, "this is no rate",
                   "write a rate as `13% of leads`, at most 100% and two decimals");
    }
  }
}

}  // namespace

std::vector<FieldDefinition> read_fields(const Node& map, Problems& problems) {
  std::vector<FieldDefinition> fields;
  for (const Entry& entry : map.entries) {
    if (entry.key.is(Node::scalar)) fields.push_back(read_field(entry, problems));
  }
  return fields;
}

std::vector<CarrierDefinition> read_carriers(const Node& map, std::string_view about,
                                             Problems& problems) {
  std::vector<CarrierDefinition> carriers;
  for (const Entry& entry : map.entries) {
    if (!entry.key.is(Node::scalar)) continue;
    CarrierDefinition carrier{word_of(entry.key), {}};
    check_name(carrier.name, about, problems);
    if (entry.value.is(Node::map)) {
      carrier.fields = read_fields(entry.value, problems);
    } else if (!entry.value.is(Node::null)) {
      tell_shape(entry.value, entry.key.text, Shape::section, "next_project: {project: date}",
                 problems);
    }
    carriers.push_back(std::move(carrier));
  }
  return carriers;
}

std::vector<BenchmarkDefinition> read_benchmarks(const Node& map, Problems& problems) {
  std::vector<BenchmarkDefinition> benchmarks;
  for (const Entry& entry : map.entries) {
    if (!entry.key.is(Node::scalar)) continue;
    BenchmarkDefinition benchmark{word_of(entry.key), {}};
    check_name(benchmark.name, "a benchmark", problems);
    if (entry.value.is(Node::map)) {
      read_rates(entry.value, benchmark, problems);
    } else {
      tell_shape(entry.value, entry.key.text, Shape::section, "minimum: {sold: 13% of leads}",
                 problems);
    }
    benchmarks.push_back(std::move(benchmark));
  }
  return benchmarks;
}

}  // namespace relance::rules
