// What may be long, read a stretch at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "relance/journal.hpp"
#include "relance/lead.hpp"
#include "relance/workflow.hpp"

namespace relance {

/// A stretch of what may be long. Go on behind `last` as long as there is more; it may be empty
/// although there is.
template <class Item>
struct Page {
  std::vector<Item> items;
  std::uint64_t last = 0;
  bool more = false;
};

/// A lead among others: without attributes and personal values.
struct ListedLead {
  std::string id;  // the host's
  LeadRecord lead;
  std::shared_ptr<const Workflow> workflow;
};

/// Entries of many leads, in the order of their commits.
struct JournalPage {
  struct Place {
    std::uint64_t position = 0;  // never given twice
    std::string tenant, lead;    // the host's id of the lead
  };
  Journal journal;
  std::vector<Place> places;  // of its entries
  std::uint64_t last = 0;
  bool more = false;
};

/// A tenant at a glance.
struct TenantView {
  std::string name;
  std::string rules, fingerprint;  // that new leads take; empty: none yet
  std::uint64_t leads = 0;         // so many have come
  Instant clock = kEarliest;       // what the newest of them has reached
};

/// Whole lines of the canonical export: of the tenant (number 0) or of one of its leads.
struct ExportedLead {
  std::uint64_t number = 0;
  std::string lead;  // the host's id
  std::string text;
};

}  // namespace relance
