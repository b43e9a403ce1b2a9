// relance dlq: effects that were given up.
#include <fmt/format.h>

#include "report/table.hpp"
#include "tool/acting.hpp"

namespace relance::tool {
namespace {

struct LetterOptions {
  Place place;
  std::string effect;
  std::size_t at_most = 1'000;
};

/// A dead letter without an error was handed out, and nobody said how it went.
std::string cause_of(const Effect& letter) {
  return letter.error.empty() ? "no answer before its lease ended" : letter.error;
}

void print_letters(const Tool& tool, const std::vector<Effect>& letters) {
  if (tool.json) {
    for (const Effect& letter : letters) print_line(to_json(letter, cause_of(letter)));
    return;
  }
  if (letters.empty()) {
    if (!tool.quiet) print_line("no dead letters");
    return;
  }
  TextTable table({{"effect"}, {"lead"}, {"what"}, {"tried", Align::right}, {"last error"}});
  for (const Effect& letter : letters) {
    table.add({to_text(letter.id), letter.lead, fmt::format("{} {}", letter.verb, letter.name),
               std::to_string(letter.attempt), cause_of(letter)});
  }
  print_table(table);
}

void list(Tool& tool, const LetterOptions& options) {
  const std::unique_ptr<Engine> engine = open_engine(options.place);
  rules_of(*engine, options.place);
  print_letters(tool, engine->dead_letters(options.place.tenant, options.at_most));
  tell_damaged(tool, *engine);
}

using Answer = ErrorCode (Engine::*)(std::string_view, EffectId, Instant);

void add_answer(Command dlq, const std::string& name, const std::string& about, Answer answer) {
  auto options = std::make_shared<LetterOptions>();
  Command command = dlq.add_subcommand(name, about);
  command.add_option("effect", options->effect, "its id").required().type_name("EFFECT");
  add_place(command, options->place);
  add_now(command, options->place);
  command.callback([options, answer] {
    const std::unique_ptr<Engine> engine = open_engine(options->place);
    rules_of(*engine, options->place);
    const std::string& tenant = options->place.tenant;
    const EffectId effect = effect_of(options->effect);
    const ErrorCode code = ((*engine).*answer)(tenant, effect, now_of(options->place));
    tell_answer(*engine, code, tenant, effect);
  });
}

}  // namespace

void add_dead_letters(Command app, Tool& tool) {
  Command dlq = app.add_subcommand("dlq", "effects that were given up (dead letters)");
  dlq.require_subcommand();
  auto options = std::make_shared<LetterOptions>();
  Command command = add_command(dlq, tool, "list", "show them");
  add_place(command, options->place);
  command.callback([&tool, options] { list(tool, *options); });
  add_answer(dlq, "requeue", "hand one out anew", &Engine::requeue);
  add_answer(dlq, "drop", "give one up for good", &Engine::drop);
}

}  // namespace relance::tool
