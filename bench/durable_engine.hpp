// Our engine on a file of ours: what a host calls.
#pragma once

#include <memory>

#include "durable_load.hpp"

namespace relance::bench {

/// A file of ours with `settings.leads` leads, each with a timer, an open step and a history of
/// three entries with their keys; the path.
std::string make_engine_file(const Settings& settings);
/// Takes each step as an event of the host, through Engine::submit.
std::unique_ptr<Contender> open_engine(const std::string& path, const Settings& settings);

}  // namespace relance::bench
