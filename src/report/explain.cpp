#include "relance/explain.hpp"

#include <utility>

#include "report/lead_words.hpp"

namespace relance {

std::optional<std::vector<Explained>> explain(Engine& engine, std::string_view tenant,
                                              std::string_view id, bool personal) {
  std::optional<ShownLead> lead = read_lead(engine, tenant, id);
  if (!lead) return std::nullopt;
  lead->person = personal;
  lead->all = true;
  std::vector<std::string> texts = texts_of(engine, *lead);
  std::vector<std::string> jsons = jsons_of(engine, *lead);
  std::vector<Explained> parts;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::uint32_t seq = i == 0 ? 0 : lead->history.decisions[i - 1].seq;
    parts.push_back({seq, std::move(texts[i]), std::move(jsons[i])});
  }
  return parts;
}

}  // namespace relance
