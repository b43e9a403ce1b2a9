#!/usr/bin/env python3
"""Writes leads.csv and events.csv: a made-up week of a small dealership, always the same.

Nobody here exists: addresses end in example.com, telephone numbers lie in the ranges that the French
regulator keeps for fiction (01 99 00 and 06 39 98). Usage: generate.py [FOLDER]
"""

import csv
import datetime
import pathlib
import sys

LEADS = 300
MONDAY = datetime.datetime(2026, 3, 2)  # a week without a public holiday in France
OPEN = [(9, 0, 12, 30), (13, 30, 19, 0)]
SOURCES = [("web", 9), ("portal", 7), ("phone", 4), ("chat", 3), ("walk_in", 2), ("", 1)]
GIVEN = "Alma Bruno Celia Denis Elsa Farid Gilda Hugo Ines Jules Karim Lena Malo Nora Omar Paula".split()
FAMILY = "Arnal Bessac Corvol Dorval Estran Fabrel Gallo Hervin Isnard Jourval Kermor Lauzin".split()
SELLERS = ["amina", "boris", "chloe", "david"]
REASONS = ["not_interested", "bought_elsewhere", "invalid", "duplicate"]


class Dice:
    """A linear congruential generator (Knuth's MMIX constants): the same on every machine."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def chance(self, percent):
        return self.below(100) < percent

    def pick(self, weighted):
        n = self.below(sum(weight for _, weight in weighted))
        for value, weight in weighted:
            if n < weight:
                return value
            n -= weight


def opening(moment):
    """The moment itself while the showroom is open, else the next opening."""
    while True:
        if moment.weekday() < 6:
            for from_hour, from_minute, to_hour, to_minute in OPEN:
                begin = moment.replace(hour=from_hour, minute=from_minute, second=0)
                end = moment.replace(hour=to_hour, minute=to_minute, second=0)
                if moment < begin:
                    return begin
                if moment < end:
                    return moment
        moment = (moment + datetime.timedelta(days=1)).replace(hour=0, minute=0, second=0)


class Week:
    def __init__(self):
        self.dice = Dice(20260302)
        self.leads, self.events = [], []
        self.end = MONDAY + datetime.timedelta(days=4, hours=16)

    def tell(self, lead, what, at, seller, **more):
        if at < self.end:
            self.events.append({"lead": lead, "what": what, "when": at.strftime("%Y-%m-%d %H:%M:%S"),
                                "seller": seller, **more})

    def later(self, moment, low, high):
        """The showroom's next open moment after some minutes."""
        return opening(moment + datetime.timedelta(minutes=low + self.dice.below(high - low)))

    def lead(self, number):
        dice = self.dice
        came = MONDAY + datetime.timedelta(seconds=dice.below(4 * 86400 + 16 * 3600))
        name = f"{GIVEN[dice.below(len(GIVEN))]} {FAMILY[dice.below(len(FAMILY))]}"
        project = "" if dice.chance(60) else (came + datetime.timedelta(days=30 + dice.below(700))).date()
        lead = f"Q{number:04}"
        self.leads.append({
            "id": lead, "received": came.strftime("%Y-%m-%d %H:%M:%S"),
            "source": dice.pick(SOURCES), "customer": name,
            "e-mail": f"{name.lower().replace(' ', '.')}.{number}@example.com",
            "phone": f"+33 6 39 98 {number // 100:02} {number % 100:02}",
            "prefers": dice.pick([("phone", 5), ("email", 3), ("whatsapp", 2)]),
            "vehicle": dice.pick([("neuf", 2), ("occasion", 3)]),
            "budget": f"{8000 + 500 * dice.below(60)} EUR", "project": project})
        if not dice.chance(12):  # the others are the ones nobody calls
            self.follow(lead, came)

    def follow(self, lead, came):
        dice = self.dice
        seller = SELLERS[dice.below(len(SELLERS))]
        moment = self.later(came, 1, 45)
        for _ in range(1 + dice.below(4)):
            reached = dice.chance(55)
            outcome = "conversation" if reached else dice.pick(
                [("no_answer", 5), ("voicemail", 4), ("busy", 1), ("wrong_number", 1)])
            self.tell(lead, "appel", moment, seller, result=outcome)
            if reached:
                return self.talk(lead, moment, seller)
            moment = self.later(moment, 120, 1500)

    def talk(self, lead, moment, seller):
        dice = self.dice
        if dice.chance(12):
            return self.tell(lead, "perdu", self.later(moment, 3, 30), seller,
                             result=REASONS[dice.below(len(REASONS))])
        moment = self.later(moment, 3, 90)
        self.tell(lead, "qualifie", moment, seller)
        if dice.chance(55):
            visit = self.later(moment, 600, 4000)
            self.tell(lead, "rdv", self.later(moment, 1, 30), seller,
                      visit=visit.strftime("%Y-%m-%d %H:%M"))
            if dice.chance(78):
                self.tell(lead, "visite", visit, seller)
                if dice.chance(40):
                    self.tell(lead, "vente", self.later(visit, 40, 900), seller)


def write(path, fields, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fields, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    week = Week()
    for number in range(1, LEADS + 1):
        week.lead(number)
    week.leads.sort(key=lambda row: row["received"])
    week.events.sort(key=lambda row: (row["when"], row["lead"]))
    write(folder / "leads.csv", list(week.leads[0]), week.leads)
    write(folder / "events.csv", ["lead", "what", "when", "seller", "result", "visit"], week.events)


if __name__ == "__main__":
    main()
