#include "rules/files.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace relance {
namespace {

const std::string kHead = "relance: 1\nname: golden\ninitial: a\n";

std::string with_many_problems() {
  std::string text = kHead + "states:\n";
  for (int i = 0; i < 103; ++i) text += "  a" + std::to_string(i) + ": {stage: old}\n";
  return text + "  a: {stage: new}\n";
}

std::string with_many_nodes() {
  std::string text = kHead + "states:\n  a: {stage: new}\nx: [";
  for (int i = 0; i < 100'000; ++i) text += "1,";
  return text + "1]\n";
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::filesystem::path source_dir() { return RELANCE_SOURCE_DIR; }
std::filesystem::path golden_dir() { return source_dir() / "tests/rules/golden"; }

std::map<std::string, std::string> golden_texts() {
  std::map<std::string, std::string> texts;
  for (const auto& entry : std::filesystem::directory_iterator(golden_dir())) {
    if (entry.path().extension() != ".yaml") continue;
    texts[entry.path().stem().string()] = read_file(entry.path());
  }
  texts["too_long"] = kHead + "# " + std::string(1 << 20, 'x') + "\n";
  texts["scalar_too_long"] = kHead + "timezone: " + std::string((64 << 10) + 1, 'x') + "\n";
  texts["many_problems"] = with_many_problems();
  texts["too_many_nodes"] = with_many_nodes();
  return texts;
}

}  // namespace relance
