// What stands beside leads and journal: older keys, personal values, events that wait.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "relance/store.hpp"
#include "store/sqlite/statement.hpp"

namespace relance {

class KeyTable {
 public:
  explicit KeyTable(Connection& connection);
  std::vector<KeyEntry> read(LeadKey lead, std::uint64_t key_hash);
  void add(LeadKey lead, const KeyEntry& key);

 private:
  Statement read_, add_;
};

class PersonalTable {
 public:
  explicit PersonalTable(Connection& connection);
  std::vector<PersonalValue> read(LeadKey lead);
  void write(const PersonalValue& value);

 private:
  Statement read_, write_;
};

class WaitingTable {
 public:
  explicit WaitingTable(Connection& connection);
  std::vector<WaitingEvent> read(std::uint32_t tenant, std::string_view lead);
  std::vector<std::string> leads(std::uint32_t tenant, std::string_view after, std::size_t limit);
  bool any();
  /// The newest position, 0 when nothing waits.
  std::uint64_t newest(std::uint32_t tenant, std::string_view lead);
  void add(const WriteSet::Waiting& waiting);
  void drop(const WriteSet::Dropped& dropped);
  void remove(std::uint32_t tenant, std::string_view lead);

 private:
  Connection& connection_;
  Statement read_, leads_, any_, newest_, add_, drop_, remove_;
  std::string body_;
};

}  // namespace relance
