#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boundary.hpp"
#include "handles.hpp"
#include "relance/effect_id.hpp"
#include "relance/engine.hpp"
#include "relance/relance.h"
#include "rows.hpp"

namespace relance::capi {
namespace {

class EffectRow {
 public:
  explicit EffectRow(Effect effect) : effect_(std::move(effect)), id_(to_text(effect_.id)) {
    if (effect_.withdraws != EffectId{}) withdraws_ = to_text(effect_.withdraws);
  }

  std::string_view text(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_ID:
        return id_;
      case RELANCE_FIELD_LEAD:
        return effect_.lead;
      case RELANCE_FIELD_VERB:
        return effect_.verb;
      case RELANCE_FIELD_NAME:
        return effect_.name;
      case RELANCE_FIELD_CHANNEL:
        return effect_.channel;
      case RELANCE_FIELD_RULE:
        return effect_.rule;
      case RELANCE_FIELD_WITHDRAWS:
        return withdraws_;
      case RELANCE_FIELD_ERROR:
        return effect_.error;
      default:
        return {};
    }
  }
  std::int64_t number(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_EMITTED_AT:
        return effect_.emitted_at.us;
      case RELANCE_FIELD_NOT_BEFORE:
        return effect_.not_before.us;
      case RELANCE_FIELD_NOT_AFTER:
        return effect_.not_after.us;
      case RELANCE_FIELD_LEASE_UNTIL:
        return effect_.lease_until.us;
      case RELANCE_FIELD_TOKEN:
        return effect_.token;
      case RELANCE_FIELD_ATTEMPT:
        return effect_.attempt;
      default:
        return 0;
    }
  }

 private:
  Effect effect_;
  std::string id_, withdraws_;
};

EffectId id_of(relance_str text) {
  const std::string_view digits = view(text, "effect");
  const auto id = effect_id(digits);
  if (!id) {
    misuse("effect", std::to_string(digits.size()) +
                         " bytes that are no id, expected the 32 hexadecimal digits of an ID");
  }
  return *id;
}

void expect_ok(Engine& engine, ErrorCode code, std::string_view tenant, EffectId effect,
               std::optional<std::uint32_t> token = std::nullopt) {
  if (code != ErrorCode::ok) throw Fault(code, engine.answer_text(code, tenant, effect, token));
}

}  // namespace
}  // namespace relance::capi

using namespace relance::capi;

relance_code relance_claim(relance_engine* engine, relance_str tenant, int64_t now, size_t at_most,
                           int64_t lease, relance_rows** effects, relance_error** error) {
  return boundary(error, [&] {
    relance_rows*& out = cleared(effects, "effects");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    constexpr relance::Duration kLongest = relance::hours(24 * 30);
    if (lease < 0 || lease > kLongest.us) {
      misuse("lease", std::to_string(lease) + ", expected microseconds, at most 30 days, or 0");
    }
    const relance::Duration length = lease == 0 ? relance::minutes(5) : relance::Duration{lease};
    std::unique_ptr<relance_rows> rows = rows_of<EffectRow>(std::vector<relance::Effect>());
    used.claim(tenant_of(tenant), present(now, "now"), at_most, length,
               [&](std::vector<relance::Effect>& claimed) {
                 rows = rows_of<EffectRow>(std::move(claimed));
               });
    out = rows.release();
  });
}

relance_code relance_ack(relance_engine* engine, relance_str tenant, relance_str effect,
                         uint32_t token, int64_t now, relance_error** error) {
  return boundary(error, [&] {
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    const relance::EffectId id = id_of(effect);
    const std::string_view of = tenant_of(tenant);
    expect_ok(used, used.ack(of, id, token, present(now, "now")), of, id, token);
  });
}

relance_code relance_fail(relance_engine* engine, relance_str tenant, relance_str effect,
                          uint32_t token, relance_str reason, int64_t now, relance_error** error) {
  return boundary(error, [&] {
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    const relance::EffectId id = id_of(effect);
    const std::string_view of = tenant_of(tenant);
    const auto code = used.fail(of, id, token, view(reason, "reason"), present(now, "now"));
    expect_ok(used, code, of, id, token);
  });
}

relance_code relance_dead_letters(relance_engine* engine, relance_str tenant, uint64_t* after,
                                  size_t at_most, int32_t* more, relance_rows** effects,
                                  relance_error** error) {
  const PageAt page(after, at_most, more);
  return boundary(error, [&] {
    relance_rows*& out = cleared(effects, "effects");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    auto dead = used.dead_letters(tenant_of(tenant), page.at_most(), page.after());
    const std::uint64_t last = dead.empty() ? page.after() : dead.back().id.lead();
    const bool full = dead.size() >= page.at_most();
    out = rows_of<EffectRow>(std::move(dead)).release();
    page.turn(last, full);
  });
}

relance_code relance_requeue(relance_engine* engine, relance_str tenant, relance_str effect,
                             int64_t now, relance_error** error) {
  return boundary(error, [&] {
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    const relance::EffectId id = id_of(effect);
    const std::string_view of = tenant_of(tenant);
    expect_ok(used, used.requeue(of, id, present(now, "now")), of, id);
  });
}

relance_code relance_drop(relance_engine* engine, relance_str tenant, relance_str effect,
                          int64_t now, relance_error** error) {
  return boundary(error, [&] {
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    const relance::EffectId id = id_of(effect);
    const std::string_view of = tenant_of(tenant);
    expect_ok(used, used.drop(of, id, present(now, "now")), of, id);
  });
}
