#include "rules/keys.hpp"

#include <array>

namespace relance::rules {
namespace {

constexpr auto kRequired = Need::required;
constexpr auto kOptional = Need::optional;
constexpr auto kLater = Need::later;
constexpr auto kNone = Section::none;

constexpr std::array<Key, 23> kRoot = {{
    {"relance", Shape::number, kNone, kRequired, "The format of the file: 1.", "relance: 1",
     Words::format},
    {"normalised", Shape::flag, kNone, kOptional,
     "Written by relance when it expands a file; not for authors.", "normalised: true"},
    {"name", Shape::word, kNone, kRequired, "What these rules are called.", "name: dealership"},
    {"timezone", Shape::word, kNone, kOptional,
     "The zone of all dates and clock times, as in the tz database; UTC if none.",
     "timezone: Europe/Paris", Words::zone},
    {"currency", Shape::word, kNone, kOptional,
     "The currency of money fields, by its three letters.", "currency: EUR", Words::currency},
    {"initial", Shape::word, kNone, kRequired, "The state of a new lead.", "initial: incoming",
     Words::state},
    {"calendars", Shape::sections, Section::calendar, kOptional,
     "Opening hours, by name. Open time (`4 open h`) counts only inside them; the first calendar "
     "is taken where none is named.",
     "calendars: {showroom: {open: {mon-fri: [09:00-12:30, 13:30-19:00]}}}"},
    {"lead", Shape::sections, Section::field, kOptional,
     "What is known of a lead beside the built-in fields, by name: a type, or a map. Conditions "
     "read it as `lead.NAME`.",
     "lead: {brand: text, vehicle: {type: text, one_of: [new, used]}}"},
    {"events", Shape::names, Section::field, kOptional,
     "Your own events, beside the built-in ones, with the types of what they carry.",
     "events: {next_project: {project: date}, fell_through: {}}"},
    {"host_effects", Shape::names, Section::field, kOptional,
     "What `tell` may tell the host, by name.", "host_effects: {delivery_desk: {}}"},
    {"lanes", Shape::sections, Section::lane, kOptional,
     "The teams that work leads, by name; a new lead is in the first one until rules or host say "
     "otherwise.",
     "lanes: {seller: {calendar: showroom}, bdc: {}}"},
    {"deadlines", Shape::sections, Section::deadline, kOptional,
     "Promised delays, by name: from one event until another, and what is done when it is broken.",
     "deadlines: {first_attempt: {from: received, until: attempted, within: 20 min, breach: "
     "[{alert: sales_manager}]}}"},
    {"watch", Shape::section, Section::watch, kOptional,
     "What is done with an open lead whenever nothing else of it is due, so that none is "
     "forgotten.",
     "watch: {every: 2 d, do: [{alert: sales_manager}]}"},
    {"states", Shape::sections, Section::state, kRequired, "The states of a lead.",
     "states:\n  incoming:\n    stage: new\n    events: {reached: talking}\n"},
    {"benchmarks", Shape::rates, kNone, kOptional,
     "Sets of rates that reports compare with: a milestone, and `13% of leads` or `60% of "
     "reached`.",
     "benchmarks: {minimum: {sold: 13% of leads}}"},
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
    {"open", Shape::week, kNone, kRequired, "Windows by day: `mon-fri: [09:00-12:30]`.",
     "open: {mon-fri: [09:00-12:30, 13:30-19:00], sat: 09:00-18:00}"},
    {"closed", Shape::dates, Section::closed, kOptional,
     "Days without opening: dates, and the public holidays of a region.",
     "open: {mon-fri: 09:00-19:00}, closed: [{holidays: FR}, 2026-12-24]"},
    {"special", Shape::special, kNone, kOptional,
     "Windows of single dates, in place of those of their weekday.",
     "open: {mon-fri: 09:00-19:00}, special: {2026-12-26: 10:00-17:00}"},
    {"timezone", Shape::word, kNone, kOptional,
     "The zone of its clock times, if it is not that of the rules.",
     "open: {mon-fri: 09:00-17:00}, timezone: Europe/London", Words::zone},
}};

constexpr std::array<Key, 1> kClosed = {{
    {"holidays", Shape::word, kNone, kRequired, "A region such as FR, DE-BY or GB-SCT.",
     "holidays: FR", Words::region},
}};

constexpr std::array<Key, 3> kField = {{
    {"type", Shape::word, kNone, kRequired, "text, number, bool, date, time, money or place.",
     "type: date", Words::type},
    {"one_of", Shape::words, kNone, kOptional, "The only texts that it may hold; with type text.",
     "type: text, one_of: [new, used]"},
    {"personal", Shape::flag, kNone, kOptional,
     "Kept apart from the journal, erasable, and read only through has().",
     "type: text, personal: true"},
}};

constexpr std::array<Key, 1> kLane = {{
    {"calendar", Shape::word, kNone, kOptional,
     "When the lane works: its hours count open time for its leads; without it the first one.",
     "calendar: showroom", Words::calendar},
}};

constexpr std::array<Key, 3> kWatch = {{
    {"every", Shape::delay, kNone, kRequired, "How long a lead may rest; at least 1 h.",
     "every: 2 d, do: [{alert: sales_manager}]"},
    {"do", Shape::list, Section::effect, kRequired, "The effects.",
     "every: 2 d, do: [{alert: sales_manager}]"},
    {"calendar", Shape::word, kNone, kOptional,
     "The calendar whose open hours are meant; without it that of the lead's lane, or the first.",
     "every: 2 open days, calendar: showroom, do: [{alert: sales_manager}]", Words::calendar},
}};

constexpr std::array<Key, 5> kState = {{
    {"stage", Shape::word, kNone, kRequired, "The stage of the lifecycle that it belongs to.",
     "stage: contacted", Words::stage},
    {"enter", Shape::list, Section::effect, kOptional,
     "What is asked for when a lead comes in; steps not done when it leaves are withdrawn.",
     "stage: contacted, enter: [{call: first_call, within: 20 min}]"},
    {"exit", Shape::list, Section::effect, kOptional, "What is asked for when a lead goes out.",
     "stage: contacted, exit: [{tell: delivery_desk}]"},
    {"events", Shape::transitions, Section::candidate, kOptional,
     "Where each event leads: a state, a map, or a list of ways of which the first whose `if` "
     "holds is taken. Moves that are not listed are refused.",
     "stage: contacted, events: {lost: gone, qualified: {to: talking, if: 'has(lead.brand)'}}"},
    {"after", Shape::list, Section::after, kOptional,
     "What time alone does while a lead rests in the state: each has a `delay` or an `at`, and a "
     "`raise` or a `do`.",
     "stage: contacted, after: [{delay: 3 d, do: [{alert: sales_manager}]}]"},
}};

constexpr std::array<Key, 3> kCandidate = {{
    {"to", Shape::word, kNone, kOptional,
     "The state to go to, even the same one again; without it the lead stays.", "to: talking",
     Words::state},
    {"if", Shape::expression, kNone, kOptional,
     "A condition in CEL that must hold, best in quotes.",
     "to: talking, if: 'lead.budget >= money(\"20000 EUR\")'"},
    {"do", Shape::list, Section::effect, kOptional, "What is asked for then: a list of effects.",
     "to: talking, do: [{call: after_no_show}]"},
}};

constexpr std::array<Key, 7> kAfter = {{
    {"delay", Shape::delay, kNone, kOptional,
     "How long after the lead came in, or after `since`: `20 min`, `3 open days`.",
     "delay: 3 d, do: [{call: follow_up}]"},
    {"since", Shape::word, kNone, kOptional,
     "Count from this date or time of the lead instead: received_at, appointment or a field.",
     "delay: 1 h, since: appointment, raise: missed", Words::moment},
    {"at", Shape::expression, kNone, kOptional,
     "The date or time itself, as an expression; in the past it does nothing.",
     "at: lead.project - days(90), raise: ripe"},
    {"raise", Shape::word, kNone, kOptional, "The move or event of your own that then happens.",
     "delay: 7 d, raise: unreachable", Words::event},
    {"with", Shape::values, kNone, kOptional, "What that event carries; `lost` needs a reason.",
     "delay: 540 d, raise: lost, with: {reason: gone_cold}"},
    {"do", Shape::list, Section::effect, kOptional, "What is asked for then: a list of effects.",
     "delay: 7 d, do: [{alert: sales_manager}]"},
    {"calendar", Shape::word, kNone, kOptional,
     "The calendar whose open hours are meant; without it that of the lead's lane, or the first.",
     "delay: 3 open days, calendar: showroom, raise: unreachable", Words::calendar},
}};

constexpr std::array<Key, 19> kEffect = {{
    {"assign", Shape::word, kNone, kOptional,
     "The host chooses a person of a lane for the lead, and answers with `assigned`.",
     "assign: seller", Words::lane},
    {"hand_to", Shape::word, kNone, kOptional,
     "The lead is given to a lane at once, away from its owner; the host is told.", "hand_to: bdc",
     Words::lane},
    {"send", Shape::word, kNone, kOptional,
     "A message is to be sent: a step, done when somebody tells its outcome.",
     "send: thank_you, by: preferred"},
    {"call", Shape::word, kNone, kOptional,
     "The customer is to be called: a step, done when somebody tells its outcome.",
     "call: first_call, within: 20 min"},
    {"remind", Shape::word, kNone, kOptional,
     "Somebody is to be reminded: a step, done when somebody tells its outcome.",
     "remind: visit, before: 24 h"},
    {"alert", Shape::word, kNone, kOptional, "Somebody is alerted.", "alert: sales_manager"},
    {"raise", Shape::word, kNone, kOptional,
     "A move or an event of your own happens right after this one.", "raise: unreachable",
     Words::event},
    {"set", Shape::values, kNone, kOptional,
     "Fields of the lead change; a value that begins with `=` is computed.",
     "set: {vehicle: used, project: '= today + days(30)'}"},
    {"tell", Shape::word, kNone, kOptional,
     "The host is told something that stands under `host_effects`.", "tell: delivery_desk"},
    {"start", Shape::anything, kNone, kLater, "Start a cadence."},
    {"stop", Shape::anything, kNone, kLater, "Stop a cadence."},
    {"charge", Shape::anything, kNone, kLater, "Charge the price of the lead."},
    {"refund", Shape::anything, kNone, kLater, "Give the price back."},
    {"by", Shape::word, kNone, kOptional,
     "The channel, or `preferred`: the one that the customer chose.", "send: confirmation, by: sms",
     Words::channel, "send call"},
    {"within", Shape::delay, kNone, kOptional,
     "To be done so soon, else it is neglected and asked for again; at least 1 min.",
     "call: first_call, within: 20 min", Words::name, "send call remind"},
    {"after", Shape::delay, kNone, kOptional, "Not to be done before so long.",
     "call: second_call, after: 4 h", Words::name, "send call remind"},
    {"before", Shape::delay, kNone, kOptional,
     "Not to be done before so long ahead of the appointment.", "remind: visit, before: 24 h",
     Words::name, "send call remind"},
    {"with", Shape::values, kNone, kOptional,
     "What the raised event carries; `lost` needs a reason.",
     "raise: lost, with: {reason: gone_cold}", Words::name, "raise"},
    {"calendar", Shape::word, kNone, kOptional,
     "The calendar whose open hours are meant; without it that of the lead's lane, or the first.",
     "call: thanks, within: 4 open h, calendar: showroom", Words::calendar, "send call remind"},
}};

constexpr std::array<Key, 8> kDeadline = {{
    {"from", Shape::word, kNone, kRequired,
     "The event that begins it; while it runs, the same event changes nothing.",
     "from: received, until: attempted, within: 2 min, breach: [{alert: sales_manager}]",
     Words::any_event},
    {"until", Shape::word, kNone, kRequired, "The event that meets it.",
     "from: received, until: reached, within: 20 min, breach: [{alert: sales_manager}]",
     Words::any_event},
    {"within", Shape::delay, kNone, kRequired,
     "How much time is promised; at least 1 min. What happens exactly then is in time.",
     "from: qualified, until: booked, within: 4 open h, breach: [{alert: sales_manager}]"},
    {"calendar", Shape::word, kNone, kOptional,
     "Only time in which this calendar is open counts, whether `open` is written or not.",
     "from: qualified, until: booked, within: 4 h, calendar: showroom, breach: [{alert: boss}]",
     Words::calendar},
    {"warn_after", Shape::delay, kNone, kOptional,
     "When to warn, once, counted from the beginning as `within` is.",
     "from: qualified, until: booked, within: 4 h, warn_after: 3 h, breach: [{alert: boss}]"},
    {"warn", Shape::list, Section::effect, kOptional,
     "The effects of the warning; without it whom `breach` alerts is alerted early.",
     "from: qualified, until: booked, within: 4 h, warn_after: 3 h, warn: [{alert: seller}], "
     "breach: [{alert: boss}]"},
    {"pauses", Shape::sections, Section::pause, kOptional,
     "Why its clock may stand, by reason: while any of them holds, and then goes on with what was "
     "left.",
     "from: qualified, until: sold, within: 9 d, breach: [{alert: boss}], pauses: {visit: {from: "
     "booked, until: shown}}"},
    {"breach", Shape::list, Section::effect, kRequired,
     "The effects, once, when the time is over; the fact `breached` is told then too.",
     "from: qualified, until: booked, within: 4 h, breach: [{alert: sales_manager}]"},
}};

constexpr std::array<Key, 2> kPause = {{
    {"from", Shape::word, kNone, kRequired, "The event from which the clock stands.",
     "from: booked, until: shown", Words::any_event},
    {"until", Shape::word, kNone, kRequired, "The event from which it goes on.",
     "from: booked, until: missed", Words::any_event},
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
    case Section::lane:
      return kLane;
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
    case Section::deadline:
      return kDeadline;
    case Section::pause:
      return kPause;
    case Section::none:
      break;
  }
  return {};
}

}  // namespace relance::rules
