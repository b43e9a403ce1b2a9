// Leads, their attributes and the host's ids for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relance/store.hpp"
#include "store/sqlite/statement.hpp"
#include "store/write_plan.hpp"

namespace relance {

class LeadTable {
 public:
  explicit LeadTable(Connection& connection);

  /// As Store::read.
  void read(LeadKey key, LeadRecord& lead);
  void read_attributes(LeadRecord& lead);
  /// False: it is not at the expected revision.
  bool write(const LeadWrite& write, const LeadPlan& planned);

  void with_open_steps(std::uint32_t tenant, std::optional<std::string_view> owner,
                       std::uint64_t after, std::size_t limit, std::vector<std::uint64_t>& numbers);
  void with_dead_letters(std::uint32_t tenant, std::uint64_t after, std::size_t limit,
                         std::vector<std::uint64_t>& numbers);

 private:
  bool read_row(const Statement& row, LeadKey key, LeadRecord& lead);
  bool readable(LeadKey key, LeadRecord& lead);
  void write_attributes(const LeadRecord& lead);

  Statement read_, insert_, update_, update_lists_, read_attributes_, write_attributes_;
  Statement open_steps_, open_steps_of_, dead_letters_;
  std::string body_;
};

class HostIdTable {
 public:
  explicit HostIdTable(Connection& connection);

  std::uint64_t find(std::uint32_t tenant, std::string_view id);
  std::string read(LeadKey lead);
  /// False: the id is taken.
  bool add(LeadKey lead, std::string_view id);

 private:
  Statement find_, read_, add_;
};

}  // namespace relance
