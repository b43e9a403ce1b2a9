// A commit of the memory store in two halves: what can fail for want of memory, which changes
// nothing that a reader sees, and what cannot.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "store/memory_data.hpp"
#include "store/write_plan.hpp"

namespace relance {

class MemoryCommit {
 public:
  explicit MemoryCommit(MemoryData& data) : data_(data) {}

  /// Makes everything that the write set adds. When it throws, nothing has happened.
  void prepare(const WriteSet& writes, WritePlan& plan);
  /// Puts it in its place.
  void apply(const WriteSet& writes, const WritePlan& plan) noexcept;

 private:
  /// What one write adds: its new bytes, and the nodes of the indexes that do not know the lead
  /// yet. Kept for the next commit, so that a warm one need not allocate the vectors of a record.
  struct Prepared {
    LeadRecord record;
    MemoryTenant::Entries::node_type due, ready;
    MemoryTenant::Numbers::node_type open, dead;
    MemoryTenant::Owned::node_type owned;
    bool was_owned = false;
    MemoryTenant::Owned::iterator owned_before;  // counts when was_owned
    std::unordered_map<std::string, std::uint64_t>::node_type number;
  };

  MemorySlot& slot_of(const LeadWrite& write);
  void prepare_lead(const LeadWrite& write, const LeadPlan& planned, Prepared& prepared);
  static void forget(Prepared& prepared);
  void prepare_lists(const WriteSet& writes);
  void append_journal(const WriteSet& writes, WritePlan& plan);
  void apply_lead(const LeadWrite& write, const LeadPlan& planned, Prepared& prepared) noexcept;
  void apply_lists(const WriteSet& writes) noexcept;

  MemoryData& data_;
  std::vector<Prepared> leads_;
  std::vector<std::pair<LeadKey, std::map<std::string, std::string>::node_type>> personal_;
  std::vector<std::pair<std::uint32_t, MemoryTenant::Waiting::node_type>> waiting_;
};

}  // namespace relance
