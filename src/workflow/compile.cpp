// The way from a text to a workflow, one phase after the other.
#include <optional>
#include <utility>

#include "base/source.hpp"
#include "proof/proof.hpp"
#include "relance/error.hpp"
#include "relance/workflow.hpp"
#include "rules/check.hpp"
#include "rules/document.hpp"
#include "rules/problems.hpp"
#include "rules/read.hpp"
#include "workflow/builder.hpp"
#include "workflow/unproven.hpp"

namespace relance {
namespace {

// Notepad and its like put U+FEFF before a text.
std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

enum class Proof { wanted, left_out };

std::shared_ptr<const Workflow> build(rules::Problems& problems, const CompileOptions& options,
                                      Proof proof) {
  const std::optional<rules::Node> root = rules::parse_document(problems);
  if (!root) return nullptr;
  std::optional<rules::Definition> definition = rules::read_definition(*root, problems);
  if (!definition) return nullptr;
  rules::Checked checked = rules::check(std::move(*definition), options, problems);
  if (proof == Proof::wanted) {
    for (const rules::Doubt& doubt : checked.doubts) {
      problems.add(doubt.code, doubt.at, doubt.message, doubt.hint);
    }
  }
  if (problems.any()) return nullptr;
  std::shared_ptr<const Workflow> workflow =
      WorkflowBuilder::build(checked, problems.source(), options);
  if (proof == Proof::wanted) {
    proof::prove(checked.definition, workflow->tables(), problems);
    if (problems.any()) return nullptr;
  }
  // The normalised form must compile too, so it has limits of its own.
  if (workflow->normalised().size() <= rules::kLongestText) return workflow;
  problems.add(rules::Code::too_long, kWholeFile,
               "the rules are too long when short forms and holidays are written out",
               "they have more calendars and events than one file should hold: use several files");
  return nullptr;
}

Compiled compile(std::string_view text, std::string_view file, const CompileOptions& options,
                 Proof proof) {
  // A text too long to be looked at is not split into lines either.
  const std::string_view looked_at = without_mark(text).substr(0, rules::kLongestText + 1);
  const Source source(looked_at, file);
  rules::Problems problems(source);
  Compiled compiled;
  compiled.workflow = build(problems, options, proof);
  compiled.diagnostics = problems.sorted();
  return compiled;
}

}  // namespace

Compiled compile(std::string_view text, std::string_view file, const CompileOptions& options) {
  return compile(text, file, options, Proof::wanted);
}

Compiled compile_unproven(std::string_view text, std::string_view file,
                          const CompileOptions& options) {
  return compile(text, file, options, Proof::left_out);
}

}  // namespace relance
