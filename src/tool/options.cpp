#include "tool/options.hpp"

#include <CLI/CLI.hpp>

namespace relance::tool {

Option Option::required() const {
  option_->required();
  return *this;
}

Option Option::type_name(const std::string& name) const {
  option_->type_name(name);
  return *this;
}

Option Option::one_of(const std::vector<std::string>& words) const {
  option_->check(CLI::IsMember(words));
  return *this;
}

Option Option::between(std::int64_t least, std::int64_t most) const {
  option_->check(CLI::Range(least, most));
  return *this;
}

Option Option::check(const std::function<std::string(const std::string&)>& complaint) const {
  option_->check(complaint);
  return *this;
}

Option Option::repeatable() const {
  option_->take_all()->expected(1)->allow_extra_args(false);
  return *this;
}

Option Option::excludes(Option other) const {
  option_->excludes(other.option_);
  return *this;
}

Command Command::add_subcommand(const std::string& name, const std::string& about) const {
  return Command(*app_->add_subcommand(name, about));
}

void Command::require_subcommand() const { app_->require_subcommand(1); }

Option Command::add_option(const std::string& names, std::string& value,
                           const std::string& about) const {
  return Option(*app_->add_option(names, value, about));
}

Option Command::add_option(const std::string& names, std::optional<std::string>& value,
                           const std::string& about) const {
  return Option(*app_->add_option(names, value, about));
}

Option Command::add_option(const std::string& names, std::vector<std::string>& values,
                           const std::string& about) const {
  return Option(*app_->add_option(names, values, about));
}

Option Command::add_option(const std::string& names, std::int64_t& value,
                           const std::string& about) const {
  return Option(*app_->add_option(names, value, about));
}

Option Command::add_option(const std::string& names, std::uint32_t& value,
                           const std::string& about) const {
  return Option(*app_->add_option(names, value, about));
}

Option Command::add_option(const std::string& names, std::uint64_t& value,
                           const std::string& about) const {
  return Option(*app_->add_option(names, value, about));
}

Option Command::add_flag(const std::string& name, bool& value, const std::string& about) const {
  return Option(*app_->add_flag(name, value, about));
}

void Command::footer(const std::string& text) const { app_->footer(text); }

void Command::callback(const std::function<void()>& action) const { app_->callback(action); }

}  // namespace relance::tool
