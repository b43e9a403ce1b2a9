#include "intake.hpp"

#include <span>
#include <string_view>
#include <utility>

#include "boundary.hpp"
#include "error.hpp"
#include "handles.hpp"
#include "relance/engine.hpp"

namespace relance::capi {
namespace {

constexpr std::uint64_t kMostInputs = 1'000;
constexpr std::uint32_t kMostInBatch = 1'000'000;

/// Hands a buffer out piece by piece. It is read within the call that brought it.
ReadBytes reader_of(std::string_view bytes) {
  return [bytes](std::span<char> into) mutable {
    const std::size_t size = bytes.copy(into.data(), into.size());
    bytes.remove_prefix(size);
    return size;
  };
}

std::vector<ImportInput> inputs_of(const Elements<relance_input>& sources) {
  std::vector<ImportInput> inputs;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const relance_input source = sources[i];
    const Named one = sources.name(i);
    require_at_most(source.reserved, 0, {one, "reserved"});
    const relance_mapping& mapping = given(source.mapping, {one, "mapping"});
    const std::string_view csv = bytes(source.bytes, {one, "bytes"});
    inputs.push_back(
        {std::string(view(source.file, {one, "file"})), reader_of(csv), mapping.mapping});
  }
  return inputs;
}

ImportOptions options_of(const relance_intake_options* source, std::string_view tenant,
                         Instant now) {
  const relance_intake_options given = read_struct(source, "options");
  require_at_most(given.batch, kMostInBatch, "options.batch");
  ImportOptions options;
  options.tenant = tenant;
  options.now = now;
  if (given.batch != 0) options.batch = given.batch;
  if (given.memory != 0) options.memory = given.memory;
  return options;
}

/// Counts of an intake, in the order of their fields from RELANCE_FIELD_RECORDS on.
class CountsRow {
 public:
  explicit CountsRow(const ImportCounts& counts) : counts_(counts) {}

  std::string_view text(relance_field) const { return {}; }
  std::int64_t number(relance_field field) const {
    if (field == RELANCE_FIELD_REPEATED) return static_cast<std::int64_t>(counts_.repeated);
    if (field == RELANCE_FIELD_LATE) return static_cast<std::int64_t>(counts_.late);
    if (field == RELANCE_FIELD_TRIMMED) return static_cast<std::int64_t>(counts_.trimmed);
    const std::uint64_t ordered[] = {
        counts_.records, counts_.unreadable,       counts_.future,          counts_.eventless,
        counts_.events,  counts_.accepted,         counts_.refused,         counts_.waiting,
        counts_.waited,  counts_.earlier_accepted, counts_.earlier_refused, counts_.faulty,
        counts_.timers,  counts_.waiting_here,     counts_.waiting_leads};
    static_assert(std::size(ordered) == RELANCE_FIELD_WAITING_LEADS - RELANCE_FIELD_RECORDS + 1);
    const relance_field place = field - RELANCE_FIELD_RECORDS;
    if (place < 0 || place >= std::ssize(ordered)) return 0;
    return static_cast<std::int64_t>(ordered[place]);
  }

 private:
  ImportCounts counts_;
};

relance_intake* begin(Engine& engine, std::string_view tenant,
                      const Elements<relance_input>& sources, const ImportOptions& options) {
  const std::shared_ptr<const Workflow> rules = engine.current(tenant);
  if (rules == nullptr) {
    throw Fault(ErrorCode::unknown, "no rules are in force for this tenant: deploy some first");
  }
  std::vector<ImportInput> inputs = inputs_of(sources);
  auto intake = std::make_unique<relance_intake>(
      relance_intake{&engine, IntakeLines(options.memory, inputs), std::nullopt, true});
  intake->import.emplace(rules->tables(), std::move(inputs), options,
                         [&](const ImportLine& line) { intake->lines.add(line); });
  const std::vector<Diagnostic>& problems = intake->import->diagnostics();
  if (!problems.empty()) throw Rejected(ErrorCode::input, "the files", problems);
  return intake.release();
}

static_assert(RELANCE_INTAKE_UNREADABLE == static_cast<int>(ImportLine::unreadable));
static_assert(RELANCE_INTAKE_FUTURE == static_cast<int>(ImportLine::future));
static_assert(RELANCE_INTAKE_EVENTLESS == static_cast<int>(ImportLine::eventless));
static_assert(RELANCE_INTAKE_DECIDED == static_cast<int>(ImportLine::decided));
static_assert(RELANCE_INTAKE_EARLIER == static_cast<int>(ImportLine::earlier));
static_assert(RELANCE_INTAKE_SETTLED == static_cast<int>(ImportLine::settled));

}  // namespace
}  // namespace relance::capi

using namespace relance::capi;

relance_code relance_read_mapping(relance_str text, relance_str file,
                                  const relance_workflow* workflow, relance_mapping** mapping,
                                  relance_error** error) {
  return boundary(error, [&] {
    relance_mapping*& out = cleared(mapping, "mapping");
    relance::MappingRead read = relance::read_mapping(bytes(text, "text"), view(file, "file"));
    const bool usable = read.mapping != nullptr;
    if (usable && workflow != nullptr) {
      relance::check_events(*read.mapping, workflow->workflow->tables(), read.diagnostics);
    }
    if (!usable || !read.diagnostics.empty()) {
      throw Rejected(relance::ErrorCode::input, "the mapping", std::move(read.diagnostics));
    }
    out = new relance_mapping{std::move(read.mapping)};
  });
}

void relance_mapping_destroy(relance_mapping* mapping) { delete mapping; }

relance_code relance_intake_begin(relance_engine* engine, relance_str tenant,
                                  const relance_input* inputs, size_t count, size_t stride,
                                  int64_t now, const relance_intake_options* options,
                                  relance_intake** intake, relance_error** error) {
  return boundary(error, [&] {
    relance_intake*& out = cleared(intake, "intake");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    const std::string_view of = tenant_of(tenant);
    const Elements sources(inputs, count, stride, kMostInputs, "inputs");
    out = begin(used, of, sources, options_of(options, of, present(now, "now")));
  });
}

relance_code relance_intake_next(relance_engine* engine, relance_intake* intake, size_t at_most,
                                 int32_t* more, relance_rows** report, relance_error** error) {
  const PageAt page(nullptr, at_most, more);
  return boundary(error, [&] {
    relance_rows*& out = cleared(report, "report");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    relance_intake& going = given(intake, "intake");
    if (going.engine != &used) {
      misuse("engine", "another one, expected that with which the intake began");
    }
    const auto add = [&](const relance::ImportLine& line) { going.lines.add(line); };
    while (going.more && going.lines.size() < page.at_most()) {
      going.more = going.import->step(used, add);
    }
    out = new RowsOf<IntakeRow>(going.lines.take(page.at_most()));
    page.turn(0, going.more || going.lines.size() != 0);
  });
}

relance_code relance_intake_counts(const relance_intake* intake, relance_rows** row,
                                   relance_error** error) {
  return boundary(error, [&] {
    relance_rows*& out = cleared(row, "row");
    std::vector<CountsRow> rows;
    rows.emplace_back(given(intake, "intake").import->counts());
    out = new RowsOf<CountsRow>(std::move(rows));
  });
}

void relance_intake_destroy(relance_intake* intake) { delete intake; }
