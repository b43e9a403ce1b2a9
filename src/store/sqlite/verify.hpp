// Holds everything that is stored against everything else that is stored.
#pragma once

#include <string>
#include <vector>

#include "store/sqlite/journal_table.hpp"
#include "store/sqlite/lead_table.hpp"

namespace relance {

/// Decodes every lead and every entry; follows every link once; compares scan entries and lists
/// with the leads they stand for. At most 100 problems, in words.
std::vector<std::string> verify_tables(Connection& connection, LeadTable& leads,
                                       JournalTable& journal);

}  // namespace relance
