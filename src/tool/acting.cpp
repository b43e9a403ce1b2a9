// relance claim, ack, fail: what a script does between the engine and the world.
#include "tool/acting.hpp"

#include <fmt/format.h>

#include "relance/error.hpp"

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

Command add_effect_command(Command app, Tool& tool, const std::string& name,
                           const std::string& about, EffectOptions& options) {
  Command command = app.add_subcommand(name, about);
  command.add_flag("--quiet", tool.quiet, "print errors only");
  command.add_option("effect", options.effect, "its id").required().type_name("EFFECT");
  command.add_option("token", options.token, "the token that claim printed with it")
      .required()
      .type_name("TOKEN");
  return command;
}

}  // namespace

EffectId effect_of(const std::string& text) {
  if (const std::optional<EffectId> id = effect_id(text)) return *id;
  throw Fault(ErrorCode::usage, "an effect's id has 32 hexadecimal digits");
}

void tell_answer(Engine& engine, ErrorCode code, const std::string& tenant, EffectId effect,
                 std::optional<std::uint32_t> token) {
  if (code != ErrorCode::ok) throw Fault(code, engine.answer_text(code, tenant, effect, token));
}

void add_claim(Command app, Tool& tool) {
  Command command =
      app.add_subcommand("claim", "lease effects that may be done, a line of JSON each");
  auto options = std::make_shared<ClaimOptions>();
  add_place(command, options->place);
  command.add_option("--at-most", options->at_most, "effects (default: 100)")
      .between(1, 10'000)
      .type_name("N");
  command.add_option("--lease", options->lease, "seconds until another may (default: 300)")
      .between(1, 86'400)
      .type_name("N");
  add_settling_now(command, options->place);
  command.callback([&tool, options] { claim(tool, *options); });
}

void add_ack(Command app, Tool& tool) {
  auto options = std::make_shared<EffectOptions>();
  Command command =
      add_effect_command(app, tool, "ack", "say that an effect is safe with you", *options);
  add_place(command, options->place);
  add_now(command, options->place);
  command.callback([options] {
    const std::unique_ptr<Engine> engine = open_engine(options->place);
    rules_of(*engine, options->place);
    const std::string& tenant = options->place.tenant;
    const EffectId effect = effect_of(options->effect);
    const ErrorCode code = engine->ack(tenant, effect, options->token, now_of(options->place));
    tell_answer(*engine, code, tenant, effect, options->token);
  });
}

void add_fail(Command app, Tool& tool) {
  auto options = std::make_shared<EffectOptions>();
  Command command =
      add_effect_command(app, tool, "fail", "say that an effect did not work", *options);
  command.add_option("error", options->error, "a code without personal data")
      .required()
      .type_name("CODE");
  add_place(command, options->place);
  add_now(command, options->place);
  command.callback([options] {
    const std::unique_ptr<Engine> engine = open_engine(options->place);
    rules_of(*engine, options->place);
    const std::string& tenant = options->place.tenant;
    const EffectId effect = effect_of(options->effect);
    const ErrorCode code =
        engine->fail(tenant, effect, options->token, options->error, now_of(options->place));
    tell_answer(*engine, code, tenant, effect, options->token);
  });
}

}  // namespace relance::tool
