// The numbers of the diagnostics of a mapping. Durable: never reused, listed in docs/intake.md.
#pragma once

namespace relance {

enum class MappingCode : int {
  not_a_mapping = 500,
  unknown_key = 501,
  missing_key = 502,
  wrong_shape = 503,
  bad_separator = 504,
  unknown_zone = 505,
  bad_name = 506,
  told_by_engine = 507,
  needs_column = 508,
  no_events = 509,
  // Against the file and the rules it is used with.
  column_missing = 510,
  column_twice = 511,
  bad_type = 512,
  event_not_in_rules = 513,
  zone_missing = 514,
  other_separator = 515,
  field_not_in_rules = 516,
};

}  // namespace relance
