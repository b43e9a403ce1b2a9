#include "rules/keys.hpp"

#include <array>

namespace relance::rules {
namespace {

constexpr auto kRequired = Need::required;
constexpr auto kOptional = Need::optional;
constexpr auto kLater = Need::later;
constexpr auto kNone = Section::none;

constexpr std::array<Key, 23> kRoot = {{
    {"relance", Shape::number, kNone, kRequired, "The format of the file: 1."},
    {"normalised", Shape::flag, kNone, kOptional, "Written by relance when it expands a file."},
    {"name", Shape::word, kNone, kRequired, "What these rules are called."},
    {"timezone", Shape::word, kNone, kOptional, "The zone of dates and clock times; UTC if none."},
    {"currency", Shape::word, kNone, kOptional, "The currency of money fields, such as EUR."},
    {"initial", Shape::word, kNone, kRequired, "The state of a new lead."},
    {"calendars", Shape::sections, Section::calendar, kOptional, "Opening hours, by name."},
    {"lead", Shape::sections, Section::field, kOptional, "What is known of a lead, by name."},
    {"events", Shape::names, Section::field, kOptional, "Your own events and what they carry."},
    {"host_effects", Shape::names, Section::field, kOptional, "What `tell` may tell."},
    {"watch", Shape::section, Section::watch, kOptional, "What is done when nothing else is due."},
    {"states", Shape::sections, Section::state, kRequired, "The states of a lead."},
    {"benchmarks", Shape::rates, kNone, kOptional, "Rates that reports compare with."},
    {"lanes", Shape::anything, kNone, kLater, "Who works a lead."},
    {"deadlines", Shape::anything, kNone, kLater, "Promised delays."},
    {"cadences", Shape::anything, kNone, kLater, "Plans of contacts."},
    {"score", Shape::anything, kNone, kLater, "Points for signs of interest."},
    {"lost", Shape::anything, kNone, kLater, "What each reason for a loss demands."},
    {"contact", Shape::anything, kNone, kLater, "When whom may be contacted."},
    {"offers", Shape::anything, kNone, kLater, "Leads proposed to resellers."},
    {"billing", Shape::anything, kNone, kLater, "Prices, charges and refunds."},
    {"alerts", Shape::anything, kNone, kLater, "Warnings over many leads."},
    {"retention", Shape::anything, kNone, kLater, "When persons are erased."},
}};
constexpr std::array<Key, 4> kCalendar = {{
    {"open", Shape::week, kNone, kRequired, "Windows by day: `mon-fri: [09:00-12:30]`."},
    {"closed", Shape::dates, Section::closed, kOptional, "Dates, and `{holidays: FR}`."},
    {"special", Shape::special, kNone, kOptional, "Windows of single dates."},
    {"timezone", Shape::word, kNone, kOptional, "Its zone, if it is not that of the rules."},
}};

constexpr std::array<Key, 1> kClosed = {{
    {"holidays", Shape::word, kNone, kRequired, "A region such as FR, DE-BY or GB-SCT."},
}};

constexpr std::array<Key, 3> kField = {{
    {"type", Shape::word, kNone, kRequired, "text, number, bool, date, time or money."},
    {"one_of", Shape::words, kNone, kOptional, "The only texts it may hold."},
    {"personal", Shape::flag, kNone, kOptional, "Kept apart, and read only through has()."},
}};

constexpr std::array<Key, 3> kWatch = {{
    {"every", Shape::delay, kNone, kRequired, "How long a lead may rest; at least 1 h."},
    {"do", Shape::list, Section::effect, kRequired, "The effects."},
    {"calendar", Shape::word, kNone, kOptional, "Which open hours are meant."},
}};

constexpr std::array<Key, 5> kState = {{
    {"stage", Shape::word, kNone, kRequired, "The stage of the lifecycle that it belongs to."},
    {"enter", Shape::list, Section::effect, kOptional, "Effects when a lead comes in."},
    {"exit", Shape::list, Section::effect, kOptional, "Effects when a lead goes out."},
    {"events", Shape::transitions, Section::candidate, kOptional, "Where each event leads."},
    {"after", Shape::list, Section::after, kOptional, "What time alone does."},
}};

constexpr std::array<Key, 3> kCandidate = {{
    {"to", Shape::word, kNone, kOptional, "The state to go to; without it the lead stays."},
    {"if", Shape::expression, kNone, kOptional, "A question that must be answered yes."},
    {"do", Shape::list, Section::effect, kOptional, "The effects."},
}};

constexpr std::array<Key, 7> kAfter = {{
    {"delay", Shape::delay, kNone, kOptional, "How long after coming in, or after `since`."},
    {"since", Shape::word, kNone, kOptional, "Count from this date or time instead."},
    {"at", Shape::expression, kNone, kOptional, "The date or time itself."},
    {"raise", Shape::word, kNone, kOptional, "The event that then happens."},
    {"with", Shape::values, kNone, kOptional, "What that event carries."},
    {"do", Shape::list, Section::effect, kOptional, "The effects."},
    {"calendar", Shape::word, kNone, kOptional, "Which open hours are meant."},
}};

constexpr std::array<Key, 19> kEffect = {{
    {"send", Shape::word, kNone, kOptional, "Send a message."},
    {"call", Shape::word, kNone, kOptional, "Call the customer."},
    {"remind", Shape::word, kNone, kOptional, "Remind somebody."},
    {"alert", Shape::word, kNone, kOptional, "Alert somebody."},
    {"raise", Shape::word, kNone, kOptional, "Make an event happen."},
    {"set", Shape::values, kNone, kOptional, "Change fields of the lead."},
    {"tell", Shape::word, kNone, kOptional, "Tell the host something of `host_effects`."},
    {"assign", Shape::anything, kNone, kLater, "Give the lead to somebody."},
    {"hand_to", Shape::anything, kNone, kLater, "Give the lead to a lane."},
    {"start", Shape::anything, kNone, kLater, "Start a cadence."},
    {"stop", Shape::anything, kNone, kLater, "Stop a cadence."},
    {"charge", Shape::anything, kNone, kLater, "Charge the price of the lead."},
    {"refund", Shape::anything, kNone, kLater, "Give the price back."},
    {"by", Shape::word, kNone, kOptional, "The channel, or `preferred`."},
    {"within", Shape::delay, kNone, kOptional, "To be done so soon; at least 1 min."},
    {"after", Shape::delay, kNone, kOptional, "Not to be done before."},
    {"before", Shape::delay, kNone, kOptional, "So long before the appointment."},
    {"with", Shape::values, kNone, kOptional, "What the raised event carries."},
    {"calendar", Shape::word, kNone, kOptional, "Which open hours are meant."},
}};

}  // namespace

std::span<const Key> keys_of(Section section) {
  switch (section) {
    case Section::root:
      return kRoot;
    case Section::calendar:
      return kCalendar;
    case Section::closed:
      return kClosed;
    case Section::field:
      return kField;
    case Section::watch:
      return kWatch;
    case Section::state:
      return kState;
    case Section::candidate:
      return kCandidate;
    case Section::after:
      return kAfter;
    case Section::effect:
      return kEffect;
    case Section::none:
      break;
  }
  return {};
}

std::string_view description(Shape shape) {
  switch (shape) {
    case Shape::word:
      return "one word";
    case Shape::number:
      return "a whole number";
    case Shape::flag:
      return "true or false";
    case Shape::delay:
      return "a length of time such as `20 min`";
    case Shape::expression:
      return "an expression, best in quotes";
    case Shape::section:
    case Shape::sections:
    case Shape::names:
      return "a map (`key: value` lines)";
    case Shape::transitions:
      return "a map from events to states";
    case Shape::list:
    case Shape::words:
    case Shape::dates:
      return "a list (`[a, b]`, or lines that begin with `-`)";
    case Shape::week:
      return "a map from days to windows, such as `mon-fri: [09:00-18:00]`";
    case Shape::special:
      return "a map from dates to windows, such as `2026-12-26: [10:00-17:00]`";
    case Shape::values:
      return "a map from fields to values";
    case Shape::rates:
      return "a map from names to rates";
    case Shape::anything:
      break;
  }
  return "anything";
}

}  // namespace relance::rules
