// Our store, given what an engine gives it.
#pragma once

#include <memory>

#include "durable_load.hpp"

namespace relance::bench {

/// A file of ours with `settings.leads` leads, each with two timers, an open step, an effect, a
/// history of three entries and four keys; the path.
std::string make_store_file(const Settings& settings);
std::unique_ptr<Contender> open_store(const std::string& path, const Settings& settings);

}  // namespace relance::bench
