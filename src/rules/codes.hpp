// The numbers of the diagnostics of a rules text. Durable: never reused, listed in docs/rules.md.
#pragma once

namespace relance::rules {

enum class Code : int {
  // The text and its YAML.
  too_long = 1,
  empty = 2,
  not_utf8 = 3,
  control_character = 4,
  syntax = 5,
  too_deep = 6,
  too_many_nodes = 7,
  scalar_too_long = 8,
  duplicate_key = 9,
  anchor = 10,
  tag = 11,
  several_documents = 12,
  complex_key = 13,
  not_rules = 14,
  other_format = 15,
  many_problems = 16,

  // Shapes: which keys stand where, and what kind of value they take.
  unknown_key = 100,
  missing_key = 101,
  wrong_shape = 102,
  comes_later = 103,
  bad_name = 104,
  bad_delay = 105,
  bad_flag = 107,
  bad_date = 108,
  bad_value = 109,
  too_many = 110,

  // Names and types.
  no_states = 120,
  unknown_state = 121,
  unknown_event = 122,
  unknown_stage = 123,
  unknown_type = 124,
  unknown_channel = 125,
  unknown_calendar = 126,
  unknown_field = 127,
  unknown_host_effect = 128,
  name_taken = 129,
  bad_one_of = 130,
  bad_currency = 131,
  no_currency = 132,
  unknown_milestone = 133,
  bad_rate = 134,

  // Meaning.
  initial_not_new = 140,
  unlawful_move = 141,
  unreachable_candidate = 142,
  not_to_be_raised = 143,
  not_carried = 144,
  raise_lacks = 145,
  not_one_verb = 146,
  option_not_here = 147,
  both_after_and_before = 148,
  delay_too_short = 149,
  after_start = 150,
  after_does_nothing = 151,
  not_a_start = 152,
  no_calendar = 153,
  never_open = 154,
  bad_window = 155,
  bad_days = 156,
  event_not_listed_here = 157,
  not_settable = 158,
  date_twice = 159,
  not_waited_for = 160,
  warned_too_late = 161,
  nobody_warned = 162,
  pause_at_once = 163,

  // Lanes.
  unknown_lane = 180,
  no_lanes = 181,

  // Zones and holidays.
  unknown_zone = 400,
  unknown_region = 401,
  outside_horizon = 402,
};

}  // namespace relance::rules
