#include "relance/engine.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "boundary.hpp"
#include "handles.hpp"
#include "relance/relance.h"
#include "relance/store.hpp"
#include "rows.hpp"

namespace relance::capi {
namespace {

constexpr std::uint32_t kMostAttempts = 10'000;
constexpr std::uint32_t kMostFlag = 1;

/// A size in bytes; 0: `usual`.
std::int64_t bytes_of(std::uint64_t given, std::int64_t usual, const char* name) {
  require_at_most(given, INT64_MAX, name);
  return given == 0 ? usual : static_cast<std::int64_t>(given);
}

std::unique_ptr<Store> open_store(const relance_open_options& options) {
  const std::string path(view(options.path, "options.path"));
  SqliteOptions sqlite;
  require_one_of(options.durability, RELANCE_DURABILITY_NORMAL, "options.durability",
                 "relance_durability");
  sqlite.durability = static_cast<Durability>(options.durability);
  require_at_most(options.must_exist, kMostFlag, "options.must_exist");
  sqlite.create = options.must_exist == 0;
  require_at_most(options.busy_ms, INT32_MAX, "options.busy_ms");
  if (options.busy_ms != 0) sqlite.busy_ms = static_cast<int>(options.busy_ms);
  sqlite.cache_bytes = bytes_of(options.cache_bytes, sqlite.cache_bytes, "options.cache_bytes");
  sqlite.wal_bytes = bytes_of(options.wal_bytes, sqlite.wal_bytes, "options.wal_bytes");
  if (path.empty()) return memory_store();
  if (path.find('\0') != std::string::npos) {
    misuse("options.path", "a NUL byte in it, expected the name of a file");
  }
  return sqlite_store(path, sqlite);
}

EngineOptions engine_options(const relance_open_options& options) {
  EngineOptions engine;
  require_at_most(options.strict_order, kMostFlag, "options.strict_order");
  engine.strict_order = options.strict_order != 0;
  require_at_most(options.max_attempts, kMostAttempts, "options.max_attempts");
  if (options.max_attempts != 0) engine.max_attempts = static_cast<int>(options.max_attempts);
  if (options.behind_after != 0) engine.behind_after = options.behind_after;
  if (options.effects_per_lead != 0) engine.effects_per_lead = options.effects_per_lead;
  return engine;
}

class TenantRow {
 public:
  explicit TenantRow(TenantView tenant) : tenant_(std::move(tenant)) {}

  std::string_view text(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_TENANT:
        return tenant_.name;
      case RELANCE_FIELD_NAME:
        return tenant_.rules;
      case RELANCE_FIELD_FINGERPRINT:
        return tenant_.fingerprint;
      default:
        return {};
    }
  }
  std::int64_t number(relance_field field) const {
    if (field == RELANCE_FIELD_LEADS) return static_cast<std::int64_t>(tenant_.leads);
    return field == RELANCE_FIELD_CLOCK ? tenant_.clock.us : 0;
  }

 private:
  TenantView tenant_;
};

}  // namespace
}  // namespace relance::capi

using namespace relance::capi;

relance_code relance_open(const relance_open_options* options, relance_engine** engine,
                          relance_error** error) {
  return boundary(error, [&] {
    relance_engine*& out = cleared(engine, "engine");
    const relance_open_options chosen = read_struct(options, "options");
    const relance::EngineOptions of_engine = engine_options(chosen);
    auto shared = std::make_shared<SharedEngine>();
    shared->engine.emplace(open_store(chosen), of_engine);
    out = new relance_engine{std::move(shared)};
  });
}

void relance_close(relance_engine* engine) {
  if (engine == nullptr) return;
  if (engine->shared->is_foreign()) return;  // it is the parent's, who still uses the file
  {
    const std::lock_guard lock(engine->shared->turn);
    engine->shared->engine.reset();
  }
  delete engine;
}

relance_code relance_tenants(relance_engine* engine, relance_rows** tenants,
                             relance_error** error) {
  return boundary(error, [&] {
    relance_rows*& out = cleared(tenants, "tenants");
    out = rows_of<TenantRow>(Turn(given(engine, "engine"))->tenant_views()).release();
  });
}

relance_code relance_tick(relance_engine* engine, relance_str tenant, int64_t now, size_t at_most,
                          size_t* fired, int64_t* next, relance_error** error) {
  if (fired != nullptr) *fired = 0;
  if (next != nullptr) *next = 0;
  return boundary(error, [&] {
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    std::optional<std::string_view> of;
    if (tenant.size != 0) of = tenant_of(tenant);
    const relance::TickResult result =
        used.tick(of, present(now, "now"), at_most == 0 ? 1'000 : at_most);
    if (fired != nullptr) *fired = result.fired;
    if (next != nullptr) *next = result.more ? now : result.next.us;
  });
}
