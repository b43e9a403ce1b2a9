// Pages of rows: those functions that answer with them and the tables made of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "relance/engine.hpp"
#include "rows.hpp"

namespace relance::capi {

struct RowsPage {
  std::unique_ptr<relance_rows> rows;
  std::uint64_t last = 0;
  bool more = false;
};

/// Without a tenant: of all.
RowsPage journal_page(Engine& engine, std::optional<std::string_view> tenant, std::uint64_t after,
                      std::size_t at_most);
RowsPage lead_page(Engine& engine, std::string_view tenant, std::uint64_t after,
                   std::size_t at_most);
RowsPage open_step_page(Engine& engine, std::string_view tenant, Instant now, std::uint64_t after,
                        std::size_t at_most);
std::unique_ptr<relance_rows> funnel_rows(Engine& engine, std::string_view tenant, Instant now);

}  // namespace relance::capi
