"""Compares our holidays with those of the PyPI package `holidays` (category public).

holidays_oracle.py PRINTER: the program that prints "REGION DATE" lines. Exits with 1 and a list
when a date differs without a reason given here, or when a reason given here explains nothing any
more.
"""

import collections
import datetime
import subprocess
import sys

import holidays

YEARS = range(2010, 2051)

# Regions of ours that the package knows under another code.
OTHER_CODE = {"FR-67": "FR-6AE", "FR-68": "FR-6AE",
              "BE-BRU": "BE", "BE-VLG": "BE", "BE-WAL": "BE"}


def easter_days(*offsets):
    """Whether a date lies so many days from Easter Sunday, by the package's own Easter."""
    def lies(date):
        easter = EASTER[date.year]
        return (date - easter).days in offsets
    return lies


def on(month, day):
    return lambda date: (date.month, date.day) == (month, day)


def sunday(date):
    return date.weekday() == 6


def either(*lies):
    return lambda date: any(each(date) for each in lies)


def in_month(*months):
    return lambda date: date.month in months


def weekday_beside(*days):
    """Whether a date is the Friday before one of these (month, day) on a Saturday or the Monday
    after one on a Sunday."""
    def lies(date):
        day = date + datetime.timedelta(days={4: 1, 0: -1}.get(date.weekday(), 0))
        return day != date and (day.month, day.day) in days
    return lies


def after_2026(lies):
    """The last year for which the list of Spain is published, and known to the package."""
    return lambda date: date.year > 2026 and lies(date)


def monday_after(*days):
    """Whether a date is the Monday after one of these (month, day) on a Sunday."""
    def lies(date):
        eve = date - datetime.timedelta(days=1)
        return sunday(eve) and (eve.month, eve.day) in days
    return lies


SPAIN = {"ES"} | {f"ES-{part}" for part in (
    "AN", "AR", "AS", "CB", "CE", "CL", "CM", "CN", "CT", "EX", "GA", "IB", "MC", "MD", "ML",
    "NC", "PV", "RI", "VC")}

DECREED = ("which Monday replaces a holiday on a Sunday is decreed year by year; the package "
           "expects what was decreed last, we what was decreed each of the last two times")

# Where our reading of the law is another: (regions, ours or theirs alone, dates, reason).
DIFFERENCES = [
    ({"BE", "BE-BRU", "BE-VLG", "BE-WAL"}, "theirs", easter_days(0, 49),
     "the royal decree of 18 April 1974 lists ten days; Easter and Whit Sunday are not among them"),
    ({"NL"}, "theirs", easter_days(-2),
     "article 3 (2) of the Algemene termijnenwet equates Good Friday with a holiday for terms "
     "only; shops and offices are open"),
    (SPAIN, "ours", sunday,
     "the package follows the yearly lists of the BOE, which leave out what falls on a Sunday; "
     "the day stays a holiday for whoever opens on Sundays"),
    ({"FR-971", "FR-972", "FR-MF"}, "theirs", on(7, 21),
     "Schoelcher Day is kept by custom, neither the Code du travail nor decree 83-1003 names it"),
    ({"FR-971"}, "theirs", easter_days(-2, -24),
     "Good Friday and Mid-Lent are kept in Guadeloupe by custom and agreement, not by law"),
    ({"ES-CT"}, "theirs", lambda date: date.year > 2026 and easter_days(50)(date),
     "Whit Monday is decreed by Catalonia year by year; the package expects it where it may be"),
    ({"ES-CB"}, "theirs", after_2026(monday_after((12, 6))), DECREED),
    ({"ES-CL"}, "theirs", after_2026(monday_after((4, 23), (8, 15))), DECREED),
    ({"ES-CM", "ES-NC"}, "theirs", after_2026(monday_after((11, 1))), DECREED),
    ({"ES-CN"}, "theirs", after_2026(monday_after((5, 30), (8, 15), (11, 1), (12, 25))), DECREED),
    ({"ES-EX"}, "theirs", after_2026(monday_after((9, 8))), DECREED),
    ({"ES-IB"}, "theirs", after_2026(monday_after((3, 1))), DECREED),
    ({"ES-MC"}, "theirs", after_2026(monday_after((5, 1), (6, 9), (12, 8))), DECREED),
    ({"ES-MD"}, "theirs", after_2026(monday_after((5, 2))), DECREED),
    ({"ES-ML"}, "theirs", after_2026(monday_after((9, 8), (9, 17))), DECREED),
    ({"ES-RI"}, "theirs", after_2026(monday_after((12, 25))), DECREED),
    ({"ES-CB"}, "theirs", after_2026(either(easter_days(1), on(7, 25))),
     "in a year in which one of its own days is a Sunday, Cantabria decrees another day; the "
     "package expects which"),
    ({"ES-MD", "ES-PV"}, "theirs", after_2026(either(on(3, 19), on(3, 20), on(7, 25))),
     "Saint Joseph and Saint James are decreed in place of days on a Sunday, year by year; the "
     "package expects where"),
    ({"ES-VC"}, "theirs", after_2026(easter_days(-3)),
     "Maundy Thursday is decreed in Valencia in place of a day on a Sunday, year by year; the "
     "package expects where"),
    ({"ES-CE", "ES-ML"}, "theirs", after_2026(lambda date: date in EIDS),
     "Ceuta and Melilla name the days of both Eids a year ahead; the package estimates them"),
    ({"US-CA", "US-FL", "US-NY"}, "theirs", on(2, 15),
     "Susan B. Anthony Day is a day of remembrance: offices are open (California Education Code "
     "37222.13; Florida Statutes 110.117 does not list it; New York Executive Law 168-a)"),
    ({"US-CA"}, "theirs", lambda date: date.year >= 2026 and date.month in (10, 11),
     "California Government Code 19853 lets employees choose Diwali as a day off; offices are "
     "open"),
    ({"US-CO", "US-TX"}, "theirs", on(3, 31),
     "Cesar Chavez Day is optional: offices stay open (Colorado Revised Statutes 24-11-112, Texas "
     "Government Code 662.013)"),
    ({"US-CO"}, "ours", lambda date: date.year < 2020 and date.month == 10,
     "Columbus Day was kept in Colorado until House Bill 20-1031 put Cabrini Day in its place"),
    ({"US-HI", "US-ND"}, "ours", easter_days(-2),
     "Good Friday is listed in Hawaii Revised Statutes 8-1 and North Dakota Century Code 1-03-01"),
    ({"US-NE"}, "ours", lambda date: date.month == 11 and date.weekday() == 4,
     "Nebraska Revised Statutes 62-301 lists the day after Thanksgiving"),
    ({"US-WA"}, "ours", lambda date: date.year < 2014 and date.month == 11,
     "RCW 1.16.050 listed the day after Thanksgiving before it was given a name in 2014"),
    ({"US-NJ", "US-NY"}, "ours", lambda date: date.year % 2 == 1 and date.month == 11,
     "general elections are held every year (New Jersey Statutes 36:1-1, New York General "
     "Construction Law 24)"),
    ({"US-RI"}, "ours", lambda date: date.year % 2 == 0 and date.month == 11,
     "Rhode Island General Laws 25-1-1 lists the general election day"),
    ({"US-TX"}, "theirs", easter_days(-2),
     "Good Friday is optional: offices stay open (Texas Government Code 662.003 (c))"),
    ({"US-TX"}, "theirs", lambda date: date.month == 12 and date.day in (22, 23),
     "Texas does not move its holidays from weekends (Texas Government Code 662.005)"),
    ({"US-KS"}, "ours", in_month(10), "Kansas Statutes 35-107 lists Columbus Day"),
    ({"US-KS"}, "theirs", either(on(12, 22), on(12, 23), on(12, 24)),
     "Christmas Eve is none of the days of Kansas Statutes 35-107: the governor adds it in some "
     "years (Administrative Regulations 1-9-2 (b))"),
    ({"US-KY"}, "ours", in_month(11),
     "Kentucky Revised Statutes 18A.190 (1) lists the day of the presidential election and the day "
     "after Thanksgiving"),
    ({"US-KY"}, "theirs", easter_days(-2),
     "Kentucky Revised Statutes 18A.190 (1) (c) gives half a day on Good Friday"),
    ({"US-KY"}, "theirs", in_month(2, 6),
     "Kentucky Revised Statutes 18A.190 lists neither Washington's Birthday nor Juneteenth"),
    ({"US-KY"}, "theirs", either(on(12, 30), on(12, 31)),
     "the days beside New Year and Christmas are designated by the governor, year by year "
     "(Kentucky Revised Statutes 18A.190 (2)); the package expects New Year's Eve"),
    ({"US-NC"}, "theirs", in_month(2, 6),
     "the state's schedule has neither Washington's Birthday nor Juneteenth (twelve days at most, "
     "North Carolina General Statutes 126-4 (5))"),
    ({"US-NC"}, "ours", on(12, 27),
     "the three days of a Christmas on a Monday are Monday to Wednesday (schedule of 2023)"),
    ({"US-NC"}, "theirs", on(12, 22),
     "the three days of a Christmas on a Monday begin on Monday, not on Friday (schedule of 2023)"),
    ({"US-SC"}, "ours", either(on(5, 10), weekday_beside((5, 10)), in_month(11, 12)),
     "South Carolina Code 53-5-10 lists 10 May, the day after Thanksgiving, 24 and 26 December"),
    ({"US-SC"}, "theirs", in_month(4, 6),
     "South Carolina Code 53-5-10 has Confederate Memorial Day on 10 May, and no Juneteenth"),
    ({"US-TN"}, "ours", in_month(11),
     "the governor keeps Columbus Day on the day after Thanksgiving (Tennessee Acts 1984, 979)"),
    ({"US-WI"}, "theirs", either(in_month(2, 6), on(7, 3), on(11, 11), weekday_beside((11, 11)),
                                 *(on(12, day) for day in (22, 23, 24, 30, 31))),
     "Wisconsin Statutes 230.35 (4) (a) lists nine days and moves three, from Sundays: no "
     "Washington's Birthday, Susan B. Anthony Day, Juneteenth, Veterans Day"),
    ({"US-AS"}, "ours", easter_days(-2),
     "American Samoa Administrative Code 4.2403 (a) (3) lists Good Friday"),
    ({"US-AS"}, "theirs", sunday,
     "White Sunday is a day of the churches, not of American Samoa Administrative Code 4.2403"),
    ({"US-GU"}, "ours", weekday_beside((7, 21), (11, 2), (12, 8)),
     "1 Guam Code 1000 moves every holiday from a weekend"),
    ({"US-GU"}, "theirs", either(in_month(2, 6), easter_days(-2)),
     "1 Guam Code 1000 lists neither Washington's Birthday nor Good Friday nor Juneteenth"),
    ({"US-PR"}, "theirs", lambda date: date.weekday() == 4 and weekday_beside(
        (1, 1), (6, 19), (7, 4), (12, 25))(date),
     "article 387 of the Political Code of Puerto Rico moves holidays from Sundays only"),
    ({"US-UM"}, "ours", in_month(10),
     "federal law alone is in force on the islands, and 5 U.S.C. 6103 lists Columbus Day"),
]


def known_easters():
    return {date.year: date for date, name in
            holidays.country_holidays("DE", subdiv="BB", years=YEARS, language="en_US").items()
            if name == "Easter Sunday"}


def known_eids():
    return {date for date, name in
            holidays.country_holidays("ES", subdiv="CE", years=YEARS, language="en_US").items()
            if "Eid" in name}


EASTER = known_easters()
EIDS = known_eids()


def theirs(region):
    country, _, subdivision = OTHER_CODE.get(region, region).partition("-")
    dates = holidays.country_holidays(country, subdiv=subdivision or None, years=YEARS,
                                      categories=("public",))
    return {date for date in dates if date.year in YEARS}


def ours(printer):
    dates = collections.defaultdict(set)
    for line in subprocess.check_output([printer], text=True).splitlines():
        region, date = line.split()
        dates[region].add(datetime.date.fromisoformat(date))
    return dates


def reason(region, side, date):
    for i, (regions, only, lies, _) in enumerate(DIFFERENCES):
        if region in regions and side == only and lies(date):
            return i
    return None


def main(printer):
    used, unexplained, compared = set(), [], 0
    all_ours = ours(printer)
    assert all_ours, "the printer printed nothing"
    for region, mine in sorted(all_ours.items()):
        other = theirs(region)
        compared += len(mine | other)
        for side, dates in (("ours", mine - other), ("theirs", other - mine)):
            for date in sorted(dates):
                i = reason(region, side, date)
                if i is None:
                    unexplained.append(f"{region} {date}: only in {side}")
                else:
                    used.add(i)
    idle = [d[3] for i, d in enumerate(DIFFERENCES) if i not in used]
    print(f"{len(all_ours)} regions, {compared} dates compared, {len(unexplained)} unexplained")
    print("\n".join(unexplained[:200] + [f"explains nothing any more: {text}" for text in idle]))
    return 1 if unexplained or idle else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
