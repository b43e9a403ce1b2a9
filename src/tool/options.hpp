// How a subcommand declares its options. Hides CLI11: its header takes seconds in every file.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace relance::tool {

/// Names an option of a command line, which owns it.
class Option {
 public:
  explicit Option(CLI::Option& option) : option_(&option) {}

  Option required() const;
  /// What the help calls its value.
  Option type_name(const std::string& name) const;
  Option one_of(const std::vector<std::string>& words) const;
  Option between(std::int64_t least, std::int64_t most) const;
  /// `complaint`: what is wrong with a value; empty when nothing is.
  Option check(const std::function<std::string(const std::string&)>& complaint) const;
  /// May be given again and again, with one value each time.
  Option repeatable() const;
  Option excludes(Option other) const;

 private:
  CLI::Option* option_;
};

/// Names a command of a command line, which owns it. What options write to must outlive parsing.
class Command {
 public:
  explicit Command(CLI::App& app) : app_(&app) {}

  Command add_subcommand(const std::string& name, const std::string& about) const;
  /// One of its subcommands must be called.
  void require_subcommand() const;

  /// `names`: "--at-most", or a word for what is known by its position.
  Option add_option(const std::string& names, std::string& value, const std::string& about) const;
  Option add_option(const std::string& names, std::optional<std::string>& value,
                    const std::string& about) const;
  Option add_option(const std::string& names, std::vector<std::string>& values,
                    const std::string& about) const;
  Option add_option(const std::string& names, std::int64_t& value, const std::string& about) const;
  Option add_option(const std::string& names, std::uint32_t& value, const std::string& about) const;
  Option add_option(const std::string& names, std::uint64_t& value, const std::string& about) const;
  Option add_flag(const std::string& name, bool& value, const std::string& about) const;

  /// What the help ends with.
  void footer(const std::string& text) const;
  /// What is done when it was called, after everything was parsed.
  void callback(const std::function<void()>& action) const;

 private:
  CLI::App* app_;
};

}  // namespace relance::tool
