#include "cel/cases.hpp"

#include <bit>
#include <cstdint>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace relance::cel {
namespace {

using expr::AnyValue;
using nlohmann::json;

std::vector<json> read_lines(const std::string& name) {
  std::ifstream file(folder() / (name + ".jsonl"));
  if (!file) throw std::runtime_error(name + ".jsonl is missing");
  std::vector<json> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(json::parse(line));
  return lines;
}

std::string from_hex(const std::string& digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

AnyValue empty(AnyValue::Kind kind) {
  AnyValue value;
  value.kind = kind;
  return value;
}

/// Nanoseconds may be below zero in the files, never in an AnyValue.
AnyValue time_of(AnyValue::Kind kind, const json& written) {
  AnyValue value = empty(kind);
  value.number = std::stoll(written.at(1).get<std::string>());
  value.nanos = written.at(2).get<std::int32_t>();
  if (value.nanos < 0) {
    value.nanos += 1'000'000'000;
    --value.number;
  }
  return value;
}

AnyValue value_of(const json& written);

AnyValue list_of(const json& written) {
  AnyValue value = empty(AnyValue::list);
  for (const json& item : written.at(1)) value.items.push_back(value_of(item));
  return value;
}

AnyValue map_of(const json& written) {
  AnyValue value = empty(AnyValue::map);
  for (const json& entry : written.at(1)) {
    value.items.push_back(value_of(entry.at(0)));
    value.items.push_back(value_of(entry.at(1)));
  }
  return value;
}

AnyValue number_of(AnyValue::Kind kind, std::int64_t number) {
  AnyValue value = empty(kind);
  value.number = number;
  return value;
}

AnyValue text_of(AnyValue::Kind kind, std::string text) {
  AnyValue value = empty(kind);
  value.text_value = std::move(text);
  return value;
}

AnyValue real_of(const std::string& bits) {
  AnyValue value = empty(AnyValue::real);
  value.real_value = std::bit_cast<double>(std::uint64_t{std::stoull(bits, nullptr, 16)});
  return value;
}

AnyValue value_of(const json& written) {
  const auto kind = written.at(0).get<std::string>();
  const auto text = [&] { return written.at(1).get<std::string>(); };
  if (kind == "null") return {};
  if (kind == "bool") return number_of(AnyValue::boolean, written.at(1).get<bool>() ? 1 : 0);
  if (kind == "int") return number_of(AnyValue::integer, std::stoll(text()));
  if (kind == "uint") {
    return number_of(AnyValue::unsigned_integer, static_cast<std::int64_t>(std::stoull(text())));
  }
  if (kind == "double") return real_of(text());
  if (kind == "string") return text_of(AnyValue::text, text());
  if (kind == "bytes") return text_of(AnyValue::bytes, from_hex(text()));
  if (kind == "type") return text_of(AnyValue::type, text());
  if (kind == "timestamp") return time_of(AnyValue::timestamp, written);
  if (kind == "duration") return time_of(AnyValue::duration, written);
  if (kind == "list") return list_of(written);
  if (kind == "map") return map_of(written);
  throw std::runtime_error("no kind of value: " + kind);
}

void read_environment(const json& line, Case& made) {
  for (const json& declared : line.value("vars", json::array())) {
    made.settings.variables.push_back(
        {declared.at("name").get<std::string>(), declared.at("type").get<std::string>()});
  }
  for (const json& declared : line.value("functions", json::array())) {
    made.settings.functions.push_back({declared.at("name").get<std::string>(),
                                       declared.at("member").get<bool>(),
                                       declared.at("params").get<std::vector<std::string>>(),
                                       declared.at("result").get<std::string>()});
  }
  const json bindings = line.value("bindings", json::object());
  for (const auto& [name, value] : bindings.items()) {
    made.bindings.push_back({name, value_of(value)});
    bool declared = false;
    for (const expr::Variable& known : made.settings.variables) declared |= known.name == name;
    if (!declared) made.settings.variables.push_back({name, "dyn"});
  }
}

void read_wanted(const json& line, Case& made) {
  if (line.contains("value")) made.value = value_of(line.at("value"));
  made.wants_error = line.contains("error");
  made.type = line.value("type", "");
}

Case case_of(const json& line) {
  Case made;
  made.id = line.value("id", "");
  made.source = line.at("expr").get<std::string>();
  made.needs_messages = line.value("messages", "");
  if (!made.needs_messages.empty()) return made;
  made.settings.container = line.value("container", "");
  made.settings.checked = line.value("check", true);
  made.check_only = line.value("checkOnly", false);
  read_environment(line, made);
  read_wanted(line.contains("want") ? line.at("want") : line, made);
  made.type_in_go = line.value("typeInGo", "");
  if (line.contains("tree")) made.tree = line.at("tree").get<std::string>();
  return made;
}

}  // namespace

std::filesystem::path folder() {
  return std::filesystem::path(RELANCE_SOURCE_DIR) / ".cache" / "cel";
}

bool are_prepared() { return std::filesystem::exists(folder() / "random.jsonl"); }

std::vector<Case> read_cases(const std::string& name) {
  std::vector<Case> cases;
  for (const json& line : read_lines(name)) cases.push_back(case_of(line));
  return cases;
}

std::vector<Case> read_random_cases() {
  const std::vector<json> lines = read_lines("random");
  std::vector<Case> cases;
  Case environment;
  read_environment(lines.at(0), environment);
  environment.settings.limits.cost = 1'000'000'000;  // loops in loops; what is compared is meaning
  for (std::size_t i = 1; i < lines.size(); ++i) {
    Case made = environment;
    made.source = lines[i].at("expr").get<std::string>();
    read_wanted(lines[i], made);
    cases.push_back(std::move(made));
  }
  return cases;
}

}  // namespace relance::cel
