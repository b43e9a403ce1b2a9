"""A morning at a dealership, from Python: host.py RULES [DATABASE]; else it is kept in memory."""

import sys
from datetime import datetime, timedelta, timezone

import relance
from relance import Event

AT_ONCE = 100  # effects of a claim, lines of a list


def show(instant):
    return f"{instant:%Y-%m-%d %H:%M}"


class Host:
    """Tells one engine what happens, and does what it asks for."""

    def __init__(self, engine):
        self.engine = engine
        # The engine has no clock: this one is set by hand.
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)

    def say(self, words):
        print(f"{show(self.now)}  {words}")

    def deploy(self, workflow):
        self.engine.deploy(workflow, at=self.now)
        self.say(f"{workflow.name} is in force")

    def tell(self, *events):
        """Decided together. Told again under its key, an event counts once."""
        for event, decision in zip(events, self.engine.submit_many(events, self.now)):
            why = f": {decision.message}" if decision.message else ""
            self.say(f"{event.lead}  told {event.name}: {decision.verdict.value}{why}")

    def act(self):
        """Here a host would send, ring or alert; this one only says that it did."""
        for effect in self.engine.claim(self.now, AT_ONCE):
            self.say(f"{effect.lead}  do {effect.verb} {effect.name}")
            self.engine.ack(effect, self.now)
            if effect.verb == "send":
                sent = {"outcome": "delivered"}
                self.tell(Event(effect.lead, "sent", key=effect.id, attributes=sent))

    def let_pass(self, minutes):
        self.now += timedelta(minutes=minutes)
        fired = self.engine.tick(self.now).fired
        if fired:
            self.say(f"timers fired: {fired}")

    def print_work(self):
        for item in self.engine.worklist(self.now, at_most=AT_ONCE):
            limit = f", by {show(item.by)}" if item.by else ""
            self.say(
                f"{item.lead}  {item.state}: {item.verb} {item.name} because of {item.because}, "
                f"not before {show(item.not_before)}{limit}"
            )


MORNING = [  # minutes that pass, then what happened meanwhile
    (0, [
        Event("L-1", "received", key="form-1", attributes={"model": "Estuary"}),
        Event("L-2", "received", key="form-2", attributes={"model": "Lagoon"}),
        Event("L-3", "received", key="form-3", attributes={"model": "Estuary"}),
    ]),
    (5, [
        Event("L-1", "attempted", key="call-1", attributes={"outcome": "conversation"}),
        Event("L-2", "attempted", key="call-2", attributes={"outcome": "no_answer"}),
        Event("L-3", "sold", key="desk-1"),
        Event("L-3", "lost", key="desk-2", attributes={"reason": "duplicate"}),
    ]),
    (15, [
        Event("L-1", "attempted", key="call-3", attributes={"outcome": "conversation"}),
        Event("L-1", "booked", key="desk-3", attributes={"at": "2026-03-03T15:00:00+01:00"}),
    ]),
    *[(10, [])] * 7,
]


def main(rules="rules.yaml", database=None):
    try:
        with relance.open(database, tenant="harbour") as engine:
            host = Host(engine)
            host.deploy(relance.compile_file(rules))
            for minutes, events in MORNING:
                host.let_pass(minutes)
                host.tell(*events)
                host.act()
            host.print_work()
    except (relance.Fault, OSError) as fault:
        sys.exit(str(fault).rstrip())


if __name__ == "__main__":
    main(*sys.argv[1:])
