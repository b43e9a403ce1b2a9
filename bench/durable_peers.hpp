// What our store is held against: the same rows by bare prepared statements, and the plain shape.
#pragma once

#include <memory>

#include "durable_load.hpp"

namespace relance::bench {

/// Writes into a copy of a file of ours what our engine would write: rows of the same tables, sizes
/// and order, in the same settings, without deciding, encoding or locking. `reading`: with the two
/// look-ups that a decision needs, lead by id and its row; else it knows all that by heart.
std::unique_ptr<Contender> open_bare(const std::string& path, const Settings& settings,
                                     bool reading);

/// The plain shape: one table each for journal, lead, effect and timer, with the indexes that the
/// same look-ups need, in SQLite's default settings with a cache of 64 MiB; the path. The leads
/// have as many events behind them as ours.
std::string make_plain_file(const Settings& settings);
/// Finds the lead by the host's id and reads it with its timer before it writes.
std::unique_ptr<Contender> open_plain(const std::string& path, const Settings& settings);

}  // namespace relance::bench
