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

using relance::capi::boundary;
using relance::capi::cleared;
using relance::capi::given;
using relance::capi::instant;
using relance::capi::view;

namespace {

relance::SqliteOptions sqlite_options(const relance_open_options& options) {
  relance::SqliteOptions sqlite;
  if (options.durability > RELANCE_DURABILITY_NORMAL) {
    relance::capi::misuse("durability is none of enum relance_durability");
  }
  sqlite.durability = static_cast<relance::Durability>(options.durability);
  sqlite.create = options.must_exist == 0;
  if (options.busy_ms > INT32_MAX) relance::capi::misuse("busy_ms is above 2,147,483,647");
  if (options.busy_ms != 0) sqlite.busy_ms = static_cast<int>(options.busy_ms);
  return sqlite;
}

std::unique_ptr<relance::Store> open_store(const relance_open_options& options) {
  const std::string path(view(options.path));
  const relance::SqliteOptions sqlite = sqlite_options(options);
  if (path.empty()) return relance::memory_store();
  if (path.find('\0') != std::string::npos) relance::capi::misuse("the path has a NUL in it");
  return relance::sqlite_store(path, sqlite);
}

relance::EngineOptions engine_options(const relance_open_options& options) {
  relance::EngineOptions engine;
  engine.strict_order = options.strict_order != 0;
  if (options.max_attempts > 10'000) relance::capi::misuse("max_attempts is above 10,000");
  if (options.max_attempts != 0) engine.max_attempts = static_cast<int>(options.max_attempts);
  if (options.behind_after != 0) engine.behind_after = options.behind_after;
  if (options.effects_per_lead != 0) engine.effects_per_lead = options.effects_per_lead;
  return engine;
}

}  // namespace

relance_code relance_open(const relance_open_options* options, relance_engine** engine,
                          relance_error** error) {
  return boundary(error, [&] {
    relance_engine*& out = cleared(engine);
    const relance_open_options chosen = relance::capi::read_struct(options);
    const relance::EngineOptions of_engine = engine_options(chosen);
    out = new relance_engine(open_store(chosen), of_engine);
  });
}

void relance_close(relance_engine* engine) { delete engine; }

relance_code relance_deploy(relance_engine* engine, relance_str tenant,
                            const relance_workflow* workflow, int64_t at, relance_str actor,
                            relance_error** error) {
  return boundary(error, [&] {
    given(engine).engine.deploy(view(tenant), given(workflow).workflow, instant(at), view(actor));
  });
}

relance_code relance_tick(relance_engine* engine, relance_str tenant, int64_t now, size_t at_most,
                          size_t* fired, int64_t* next, relance_error** error) {
  if (fired != nullptr) *fired = 0;
  if (next != nullptr) *next = 0;
  return boundary(error, [&] {
    std::optional<std::string_view> of;
    if (!view(tenant).empty()) of = view(tenant);
    const relance::TickResult result =
        given(engine).engine.tick(of, instant(now), at_most == 0 ? 1'000 : at_most);
    if (fired != nullptr) *fired = result.fired;
    if (next != nullptr) *next = result.more ? now : result.next.us;
  });
}
