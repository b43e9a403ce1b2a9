// Engine values as JSON lines.
#include "relance/engine.hpp"
#include "report/json.hpp"
#include "time/instant_text.hpp"
#include "tool/command.hpp"

namespace relance::tool {
namespace {

void add_time(JsonObject& object, std::string_view key, Instant t) {
  if (t != kNever) object.text(key, to_rfc3339(t));
}

}  // namespace

std::string to_json(const Effect& effect, std::string_view cause) {
  JsonObject object;
  object.text("id", to_text(effect.id)).text("lead", effect.lead).text("verb", effect.verb);
  object.text_if("name", effect.name).text_if("channel", effect.channel);
  object.text_if("rule", effect.rule);
  add_time(object, "emitted_at", effect.emitted_at);
  add_time(object, "not_before", effect.not_before);
  add_time(object, "not_after", effect.not_after);
  if (effect.token != 0) {
    add_time(object, "lease_until", effect.lease_until);
    object.count("token", effect.token);
  }
  object.number("attempt", effect.attempt);
  if (effect.withdraws != EffectId{}) object.text("withdraws", to_text(effect.withdraws));
  return object.text_if("error", effect.error).text_if("cause", cause).done();
}

std::string to_json(const WorkItem& item, const std::string& because, const RanOut& ran_out,
                    const std::string& closed) {
  JsonObject object;
  object.text("id", to_text(item.id)).text("lead", item.lead);
  object.text("verb", item.verb).text_if("name", item.name).text_if("channel", item.channel);
  add_time(object, "since", ran_out.since);
  add_time(object, "not_before", item.not_before);
  add_time(object, "by", item.by);
  object.text_if("closed", closed).text_if("deadline", item.deadline);
  add_time(object, "promised", item.promised);
  object.text("state", item.state).text("stage", item.stage);
  object.text_if("owner", item.owner).text_if("lane", item.lane);
  object.text_if("rule", item.rule).text_if("because", because);
  object.count("ran_out", ran_out.times);
  return object.flag("delivered", item.delivered).done();
}

std::string to_json(const Diagnostic& diagnostic) {
  JsonObject object;
  object.text("severity", diagnostic.severity == Severity::error ? "error" : "warning");
  object.number("code", diagnostic.code).text("file", diagnostic.file);
  object.number("line", diagnostic.line).number("column", diagnostic.column);
  object.text("message", diagnostic.message).text_if("hint", diagnostic.hint);
  return object.done();
}

}  // namespace relance::tool
