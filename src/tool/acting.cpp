// relance claim, ack, fail: what a script does between the engine and the world.
#include "tool/acting.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <span>

#include "relance/error.hpp"
#include "relance/store.hpp"

namespace relance::tool {
namespace {

struct EffectOptions {
  Place place;
  std::string effect, error;
  std::uint32_t token = 0;
};

struct ClaimOptions {
  Place place;
  std::size_t at_most = 100;
  std::int64_t lease = 300;  // seconds
};

void claim(Tool& tool, const ClaimOptions& options) {
  const Instant now = now_of(options.place);
  const std::unique_ptr<Engine> engine = open_engine(options.place);
  catch_up(tool, *engine, options.place.tenant, now);
  const std::vector<Effect> effects =
      engine->claim(options.place.tenant, now, options.at_most, seconds(options.lease));
  for (const Effect& effect : effects) print_line(to_json(effect));
  tell_state(tool, *engine, options.place.tenant, now);
}

/// Why a token is not the one of the last hand-out. Tokens of an effect are given in rising order.
Fault wrong_token(Engine& engine, const EffectOptions& options) {
  const EffectId id = effect_of(options.effect);
  std::uint32_t last = 0;
  if (const auto tenant = engine.store().find_tenant(options.place.tenant)) {
    const LeadKey key{tenant->number, id.lead()};
    LeadRecord lead;
    engine.store().read(std::span(&key, 1), std::span(&lead, 1));
    for (const OpenEffect& effect : lead.effects) {
      if (effect.seq == id.seq() && effect.index == id.index()) last = effect.token;
    }
  }
  if (options.token == 0 || options.token > last) {
    return {ErrorCode::stale_token,
            fmt::format("no hand-out of {} had the token {}: the token is the number that `relance "
                        "claim` prints as \"token\" with the effect",
                        options.effect, options.token)};
  }
  return {ErrorCode::stale_token,
          fmt::format("the token {} of {} no longer counts: it was handed out again since, or its "
                      "failure was told; `relance claim` gives the next token",
                      options.token, options.effect)};
}

void tell_token_answer(Engine& engine, ErrorCode code, const EffectOptions& options) {
  if (code == ErrorCode::stale_token) throw wrong_token(engine, options);
  tell_answer(code, options.effect);
}

CLI::App* add_effect_command(CLI::App& app, Tool& tool, const std::string& name,
                             const std::string& about, EffectOptions& options) {
  CLI::App* command = app.add_subcommand(name, about);
  command->add_flag("--quiet", tool.quiet, "print errors only");
  command->add_option("effect", options.effect, "its id")->required()->type_name("EFFECT");
  command->add_option("token", options.token, "the token that claim printed with it")
      ->required()
      ->type_name("TOKEN");
  return command;
}

}  // namespace

EffectId effect_of(const std::string& text) {
  if (const std::optional<EffectId> id = effect_id(text)) return *id;
  throw Fault(ErrorCode::usage, "an effect's id has 32 hexadecimal digits");
}

void tell_answer(ErrorCode code, const std::string& effect) {
  switch (code) {
    case ErrorCode::ok:
      return;
    case ErrorCode::unknown:
      throw Fault(code, fmt::format("no such effect is open: {}", effect));
    case ErrorCode::withdrawn:
      throw Fault(code, fmt::format("{} is no longer wanted: do not do it", effect));
    default:
      throw Fault(code, fmt::format("{} could not be answered", effect));
  }
}

void add_claim(CLI::App& app, Tool& tool) {
  CLI::App* command =
      app.add_subcommand("claim", "lease effects that may be done, a line of JSON each");
  auto options = std::make_shared<ClaimOptions>();
  add_place(*command, options->place);
  command->add_option("--at-most", options->at_most, "effects (default: 100)")
      ->check(CLI::Range(1, 10'000))
      ->type_name("N");
  command->add_option("--lease", options->lease, "seconds until another may (default: 300)")
      ->check(CLI::Range(1, 86'400))
      ->type_name("N");
  add_settling_now(*command, options->place);
  command->callback([&tool, options] { claim(tool, *options); });
}

void add_ack(CLI::App& app, Tool& tool) {
  auto options = std::make_shared<EffectOptions>();
  CLI::App* command =
      add_effect_command(app, tool, "ack", "say that an effect is safe with you", *options);
  add_place(*command, options->place);
  add_now(*command, options->place);
  command->callback([options] {
    const std::unique_ptr<Engine> engine = open_engine(options->place);
    const ErrorCode code = engine->ack(options->place.tenant, effect_of(options->effect),
                                       options->token, now_of(options->place));
    tell_token_answer(*engine, code, *options);
  });
}

void add_fail(CLI::App& app, Tool& tool) {
  auto options = std::make_shared<EffectOptions>();
  CLI::App* command =
      add_effect_command(app, tool, "fail", "say that an effect did not work", *options);
  command->add_option("error", options->error, "a code without personal data")
      ->required()
      ->type_name("CODE");
  add_place(*command, options->place);
  add_now(*command, options->place);
  command->callback([options] {
    const std::unique_ptr<Engine> engine = open_engine(options->place);
    const ErrorCode code = engine->fail(options->place.tenant, effect_of(options->effect),
                                        options->token, options->error, now_of(options->place));
    tell_token_answer(*engine, code, *options);
  });
}

}  // namespace relance::tool
