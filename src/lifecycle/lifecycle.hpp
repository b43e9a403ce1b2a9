// The lifecycle as a chart that runs, for audits: what a journal says must be a walk through it.
#pragma once

#include <memory>

#include "relance/stage.hpp"

namespace relance {

/// One walk through the chart, from its start (stage new). It restores nothing: leads are kept as
/// stages, and `lawful_move` judges their moves; this is the chart itself, run. One thread at a
/// time.
class LifecycleRun {
 public:
  LifecycleRun();
  ~LifecycleRun();
  LifecycleRun(const LifecycleRun&) = delete;
  LifecycleRun& operator=(const LifecycleRun&) = delete;

  /// Moves to `stage`; false, and nothing changes, when no reaction of the chart leads there.
  /// A move inside a stage is free and does not enter the chart.
  bool move(Stage stage);
  Stage now() const;
  /// The superstate that the chart is in.
  Phase phase() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace relance
