// Files of the source tree, and texts too long to be kept there.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace relance {

std::string read_file(const std::filesystem::path& path);
std::filesystem::path source_dir();
std::filesystem::path golden_dir();

/// Rules texts by the name of their golden file: tests/rules/golden/NAME.yaml, and those that are
/// made here because they are large.
std::map<std::string, std::string> golden_texts();

}  // namespace relance
