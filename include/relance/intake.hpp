// Files taken in: by a mapping their records are events, which are merged by time and given to the
// engine; every record gives a decision or a refusal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "relance/core/tables.hpp"
#include "relance/diagnostic.hpp"
#include "relance/engine.hpp"

namespace relance {

/// What the columns of a file mean, written in YAML by whoever knows the file (docs/intake.md).
/// Immutable once read.
struct Mapping;

struct MappingRead {
  std::shared_ptr<const Mapping> mapping;  // null when a diagnostic is an error
  std::vector<Diagnostic> diagnostics;
};

/// Never throws for anything that stands in `text`. `file` is only for the diagnostics.
MappingRead read_mapping(std::string_view text, std::string_view file);

/// Adds a diagnostic for each event of the mapping that the rules do not know, and for each value
/// that they do not let it carry.
void check_events(const Mapping& mapping, const Tables& rules,
                  std::vector<Diagnostic>& diagnostics);

/// Fills `into` with the next bytes and says how many; 0 at the end. Throws Fault when it cannot.
using ReadBytes = std::function<std::size_t(std::span<char> into)>;

struct ImportInput {
  std::string file;  // as it is named in the report
  ReadBytes read;
  std::shared_ptr<const Mapping> mapping;
};

struct ImportOptions {
  std::string tenant;
  Instant now;                                // the end of the run: timers due up to it fire
  std::string now_text{};                     // as the user wrote it, for reasons; empty: UTC
  std::size_t batch = 1'000;                  // events committed together
  std::size_t memory = std::size_t{1} << 30;  // bytes kept to sort by time; Fault input above
};

/// What became of one record or of one of its events.
struct ImportLine {
  enum Kind : std::uint8_t {
    unreadable,  // the record, or this event of it, was refused before the engine, or its lead is
                 // damaged: see `reason`
    future,      // this event of the record occurred after the end of the run: see `reason`
    eventless,   // no condition of the mapping held: the record gives no event
    decided,     // see `decision`
    earlier,     // told and waiting since an earlier run, decided in this one: no file, no line
    settled,     // it waited for its lead, which came: `decision` as it then stands
  };
  Kind kind = decided;
  std::string_view file;
  std::uint64_t line = 0;
  std::string_view event, lead;  // empty when not known
  std::string_view reason;       // unreadable or future: one sentence without anything of the cells
  const Decision* decision = nullptr;
};

struct ImportCounts {
  std::uint64_t records = 0;     // without the header lines
  std::uint64_t unreadable = 0;  // records and events refused before the engine
  std::uint64_t future = 0;      // events left to a later run
  std::uint64_t eventless = 0;
  std::uint64_t trimmed = 0;  // records whose lead's id had blanks at its ends, which were left off
  std::uint64_t events = 0;   // told to the engine: accepted + refused + waiting
  std::uint64_t accepted = 0, refused = 0;
  std::uint64_t waiting = 0;  // those whose lead did not come in this run either
  std::uint64_t waited = 0;   // those whose lead came later in this run (accepted or refused)
  std::uint64_t earlier_accepted = 0, earlier_refused = 0;  // had waited since earlier runs; not
                                                            // in `events`, unless told again
  std::uint64_t faulty = 0;    // refused (also of earlier runs) for what the event itself says
  std::uint64_t repeated = 0;  // of `events`: told before, nothing was done again
  std::uint64_t late = 0;      // of `events`: older than what their lead had already lived
  std::uint64_t timers = 0;    // fired by the tick at the end
  // Those of all runs that wait at the end, and for how many leads.
  std::uint64_t waiting_here = 0, waiting_leads = 0;
};

/// Gets each line as it is known, valid during the call: first what is not told, by input and line,
/// then the decisions in the order of time, then what had to wait.
using OnImportLine = std::function<void(const ImportLine&)>;

/// A run a step at a time, for who wants its lines in bounded memory.
class Import {
 public:
  /// Reads all inputs and tells nothing to an engine yet; `on_line` gets what is never told.
  /// Faults: input.
  Import(const Tables& rules, std::vector<ImportInput> inputs, ImportOptions options,
         const OnImportLine& on_line);
  ~Import();
  Import(Import&&) noexcept;

  /// Not empty: header, mapping and rules do not fit together; there is nothing to step through.
  const std::vector<Diagnostic>& diagnostics() const;
  /// Tells the events of the inputs by (occurred_at, input, line, place in the row), each with
  /// `now` = occurred_at (at most ImportOptions::now), a batch in a commit; then ticks up to
  /// ImportOptions::now. The same run again creates nothing twice. False when all is done. A step
  /// that threw a fault is taken up again by the next call. Always the same engine.
  bool step(Engine& engine, const OnImportLine& on_line);
  /// So far.
  const ImportCounts& counts() const;

 private:
  class Run;
  std::unique_ptr<Run> run_;
};

struct Imported {
  ImportCounts counts;
  std::vector<Diagnostic> diagnostics;  // as Import::diagnostics
};

/// All of it. `engine` is asked for one, with `rules` in force, when all inputs are read and fit;
/// never else.
Imported run_import(const Tables& rules, const std::function<Engine&()>& engine,
                    const std::vector<ImportInput>& inputs, const ImportOptions& options,
                    const OnImportLine& on_line);
/// The same with the rules that are in force.
Imported run_import(Engine& engine, const std::vector<ImportInput>& inputs,
                    const ImportOptions& options, const OnImportLine& on_line);

}  // namespace relance
