#include "report/funnel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "report/json.hpp"
#include "report/table.hpp"

namespace relance {
namespace {

constexpr std::int64_t kWhole = 10'000;  // basis points
constexpr std::string_view kNoSource = "(no source)";
constexpr std::string_view kAll = "all";

std::uint64_t count_of(const FunnelLine& line, const std::optional<Milestone>& milestone) {
  return milestone ? line.by_milestone[static_cast<std::size_t>(*milestone)] : line.leads;
}

void compare(FunnelLine& line, const std::vector<Benchmark>& sets) {
  for (const Benchmark& set : sets) {
    std::vector<ComparedRate>& rates = line.compared.emplace_back();
    for (const Benchmark::Rate& rate : set.rates) {
      rates.push_back({count_of(line, rate.milestone), count_of(line, rate.of)});
    }
  }
}

/// "10.53"; basis points are hundredths of a percent.
std::string percent(std::int64_t basis_points) {
  return fmt::format("{}{}.{:02}", basis_points < 0 ? "-" : "", std::abs(basis_points) / 100,
                     std::abs(basis_points) % 100);
}

std::string gap(std::int64_t basis_points) {
  return fmt::format("{}{}", basis_points < 0 ? "" : "+", percent(basis_points));
}

std::string shown_source(const FunnelLine& line, bool all) {
  if (all) return std::string(kAll);
  return line.source.empty() ? std::string(kNoSource) : line.source;
}

std::string counts_text(const Funnel& funnel) {
  std::vector<TextTable::Column> columns = {{"source"}, {"leads", Align::right}};
  for (int i = 1; i < kMilestones; ++i) {  // `received` says the same as `leads`
    columns.push_back({std::string(name(static_cast<Milestone>(i))), Align::right});
  }
  TextTable table(columns);
  const auto add = [&](const FunnelLine& line, bool all) {
    std::vector<std::string> cells = {shown_source(line, all), std::to_string(line.leads)};
    for (std::size_t i = 1; i < kMilestones; ++i) {
      cells.push_back(std::to_string(line.by_milestone[i]));
    }
    table.add(std::move(cells));
  };
  for (const FunnelLine& line : funnel.lines) add(line, false);
  add(funnel.all, true);
  return table.to_text();
}

std::string set_text(const Funnel& funnel, std::size_t number) {
  const Benchmark& set = funnel.benchmarks[number];
  std::vector<TextTable::Column> columns = {{"source"}};
  std::vector<std::string> wanted = {"(benchmark)"};
  for (const Benchmark::Rate& rate : set.rates) {
    columns.push_back({name(rate), Align::right});
    columns.push_back({"gap", Align::right});
    wanted.push_back(percent(rate.basis_points));
    wanted.emplace_back();
  }
  TextTable table(columns);
  table.add(std::move(wanted));
  const auto add = [&](const FunnelLine& line, bool all) {
    std::vector<std::string> cells = {shown_source(line, all)};
    for (std::size_t i = 0; i < set.rates.size(); ++i) {
      const std::optional<std::int64_t> rate = line.compared[number][i].basis_points();
      cells.push_back(rate ? percent(*rate) : "-");
      cells.push_back(rate ? gap(*rate - set.rates[i].basis_points) : "");
    }
    table.add(std::move(cells));
  };
  for (const FunnelLine& line : funnel.lines) add(line, false);
  add(funnel.all, true);
  return fmt::format("Against the benchmark '{}', in percent; gap in points\n{}", set.name,
                     table.to_text());
}

using Count = std::uint64_t DeadlineRow::*;
constexpr std::pair<std::string_view, Count> kEnds[] = {{"met", &DeadlineRow::met},
                                                        {"met_late", &DeadlineRow::met_late},
                                                        {"told_late", &DeadlineRow::told_late},
                                                        {"breached", &DeadlineRow::breached},
                                                        {"running", &DeadlineRow::running},
                                                        {"paused", &DeadlineRow::paused},
                                                        {"ended", &DeadlineRow::ended}};

std::string deadlines_text(const Funnel& funnel) {
  std::vector<TextTable::Column> columns = {{"deadline"}};
  for (const auto& [name, count] : kEnds) {
    std::string title(name);
    std::replace(title.begin(), title.end(), '_', ' ');
    columns.push_back({title, Align::right});
  }
  TextTable table(columns);
  for (const DeadlineRow& row : funnel.deadlines) {
    std::vector<std::string> cells = {row.name};
    for (const auto& [name, count] : kEnds) cells.push_back(std::to_string(row.*count));
    table.add(std::move(cells));
  }
  return fmt::format("What became of each promise (breached: not met to this day)\n{}",
                     table.to_text());
}

std::string deadline_json(const DeadlineRow& row) {
  JsonObject object;
  object.text("deadline", row.name);
  for (const auto& [name, count] : kEnds) object.count(name, row.*count);
  return object.done();
}

std::string line_json(const Funnel& funnel, const FunnelLine& line, bool all) {
  JsonObject object;
  if (!all) object.text("source", line.source);
  object.count("leads", line.leads);
  for (std::size_t i = 0; i < kMilestones; ++i) {
    object.count(name(static_cast<Milestone>(i)), line.by_milestone[i]);
  }
  std::vector<std::string> rates;
  for (std::size_t s = 0; s < funnel.benchmarks.size(); ++s) {
    const Benchmark& set = funnel.benchmarks[s];
    for (std::size_t r = 0; r < set.rates.size(); ++r) {
      const ComparedRate& compared = line.compared[s][r];
      JsonObject rate;
      rate.text("benchmark", set.name).text("rate", name(set.rates[r]));
      rate.count("count", compared.count).count("of", compared.of);
      rate.number("wanted_basis_points", set.rates[r].basis_points);
      if (const auto points = compared.basis_points()) {
        rate.number("basis_points", *points);
        rate.number("gap_basis_points", *points - set.rates[r].basis_points);
      }
      rates.push_back(rate.done());
    }
  }
  return object.json("rates", json_list(rates)).done();
}

}  // namespace

std::optional<std::int64_t> ComparedRate::basis_points() const {
  if (of == 0) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(of);
  return (2 * kWhole * static_cast<std::int64_t>(count) + whole) / (2 * whole);
}

std::string name(const Benchmark::Rate& rate) {
  return fmt::format("{} of {}", name(rate.milestone), rate.of ? name(*rate.of) : "leads");
}

Funnel make_funnel(std::span<const FunnelRow> rows, std::vector<Benchmark> benchmarks,
                   std::vector<DeadlineRow> deadlines) {
  Funnel funnel;
  funnel.deadlines = std::move(deadlines);
  funnel.benchmarks = std::move(benchmarks);
  for (const FunnelRow& row : rows) {
    FunnelLine& line = funnel.lines.emplace_back();
    line.source = row.source;
    line.leads = row.leads;
    funnel.all.leads += row.leads;
    for (std::size_t i = 0; i < kMilestones; ++i) {
      line.by_milestone[i] = row.by_milestone[i];
      funnel.all.by_milestone[i] += row.by_milestone[i];
    }
    compare(line, funnel.benchmarks);
  }
  compare(funnel.all, funnel.benchmarks);
  return funnel;
}

std::string to_text(const Funnel& funnel) {
  std::string text = counts_text(funnel);
  for (std::size_t i = 0; i < funnel.benchmarks.size(); ++i)
    text += fmt::format("\n{}", set_text(funnel, i));
  if (!funnel.deadlines.empty()) text += fmt::format("\n{}", deadlines_text(funnel));
  return text;
}

std::string to_json(const Funnel& funnel) {
  std::vector<std::string> lines;
  for (const FunnelLine& line : funnel.lines) lines.push_back(line_json(funnel, line, false));
  std::vector<std::string> deadlines;
  for (const DeadlineRow& row : funnel.deadlines) deadlines.push_back(deadline_json(row));
  return JsonObject()
      .json("sources", json_list(lines))
      .json("all", line_json(funnel, funnel.all, true))
      .json("deadlines", json_list(deadlines))
      .done();
}

}  // namespace relance
