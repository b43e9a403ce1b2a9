"""Compares open hours with minutes counted one by one, around every change of clocks, 2010 to 2050.

business_time_oracle.py PROGRAM [ZONE ...]: PROGRAM is business_time_answers; all zones below when
none is named. The oracle knows nothing of windows in UTC: it asks Python's zoneinfo for the local
time of each minute and says that the instant of a civil time is the first minute that shows it or a
later one. Exits with 1 and the first differences.
"""

import bisect
import datetime
import itertools
import multiprocessing
import random
import subprocess
import sys
import zoneinfo

ZONES = """
Africa/Cairo Africa/Casablanca Africa/El_Aaiun Africa/Juba Africa/Khartoum Africa/Sao_Tome
Africa/Tripoli Africa/Windhoek America/Adak America/Anchorage America/Araguaina America/Asuncion
America/Bahia_Banderas America/Cancun America/Caracas America/Chicago America/Chihuahua
America/Ciudad_Juarez America/Denver America/Godthab America/Grand_Turk America/Halifax
America/Havana America/Los_Angeles America/Mexico_City America/Miquelon America/Montevideo
America/New_York America/Port-au-Prince America/Punta_Arenas America/Santiago America/Sao_Paulo
America/Scoresbysund America/St_Johns America/Tijuana Antarctica/Casey Antarctica/Macquarie
Antarctica/Troll Asia/Almaty Asia/Amman Asia/Anadyr Asia/Baku Asia/Beirut Asia/Chita
Asia/Damascus Asia/Famagusta Asia/Gaza Asia/Hebron Asia/Hovd Asia/Jerusalem Asia/Novosibirsk
Asia/Pyongyang Asia/Qyzylorda Asia/Tehran Asia/Ulaanbaatar Atlantic/Azores Atlantic/Bermuda
Atlantic/Stanley Australia/Adelaide Australia/Lord_Howe Australia/Sydney Europe/Berlin
Europe/Chisinau Europe/Dublin Europe/Istanbul Europe/Kyiv Europe/Lisbon Europe/London Europe/Madrid
Europe/Moscow Europe/Paris Europe/Volgograd Pacific/Apia Pacific/Auckland Pacific/Bougainville
Pacific/Chatham Pacific/Easter Pacific/Fakaofo Pacific/Fiji Pacific/Norfolk Pacific/Tongatapu
Asia/Kolkata Asia/Kathmandu Pacific/Kiritimati
""".split()

DAY = 1440
BEFORE, AFTER = 44 * 60, 64 * 60  # minutes scanned around a change
EPOCH = datetime.date(1970, 1, 1).toordinal()

# Windows per weekday in minutes after midnight, Monday first.
SHOWROOM = [[(540, 750), (810, 1140)]] * 5 + [[(540, 1080)], []]
OVERNIGHT = [[(1200, 1920)]] * 7                      # 20:00 to 08:00
NIGHT = [[(0, 30), (70, 140), (160, 210), (1410, 1450)]] * 7
ALWAYS = [[(0, 1440)]] * 7
SHIFTS = [[(150, 180), (240, 1590)], [(90, 1500), (1380, 2000)], [(0, 120)], [],
          [(5, 50), (120, 1440)], [(1439, 1441)],
          [(10, 40), (60, 61), (119, 121), (179, 181), (1320, 1740)]]


class Calendar:
    def __init__(self, week, closed=(), special=None):
        self.week, self.closed, self.special = week, set(closed), special or {}

    def windows(self, day):
        if day in self.special:
            return self.special[day]
        if day in self.closed:
            return []
        return self.week[(day + 3) % 7]  # 1970-01-01 was a Thursday

    def text(self):
        def day(windows):
            return ",".join(f"{a}-{b}" for a, b in windows) or "."
        return " ".join(["C 2009 2051", ";".join(map(day, self.week)),
                         ",".join(map(str, sorted(self.closed))) or ".",
                         ";".join(f"{d}={day(w)}" for d, w in sorted(self.special.items())) or "."])


def local_minute(zone, minute):
    local = datetime.datetime.fromtimestamp(minute * 60, zone)
    return (local.toordinal() - EPOCH) * DAY + local.hour * 60 + local.minute


def changes(zone):
    """The first minute of each new offset, found by halving days whose ends differ."""
    def offset(minute):
        return local_minute(zone, minute) - minute
    first = (datetime.date(2010, 1, 1).toordinal() - EPOCH) * DAY
    last = (datetime.date(2050, 12, 31).toordinal() - EPOCH) * DAY
    before = offset(first)
    for end in range(first + DAY, last, DAY):
        after = offset(end)
        if after != before:
            low, high = end - DAY, end
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(middle) == before else (low, middle)
            yield high
        before = after


class Scan:
    """Every minute from `begin` to `end` and what the clocks show then."""

    def __init__(self, zone, begin, end):
        self.begin, self.end = begin, end
        self.local = [local_minute(zone, minute) for minute in range(begin, end)]
        self.shown = list(itertools.accumulate(self.local, max))  # the latest time shown so far
        # Days whose windows, overnight ones too, lie within the scan.
        self.days = range(self.local[0] // DAY + 1, self.shown[-1] // DAY - 1)

    def instant(self, civil):
        return self.begin + bisect.bisect_left(self.shown, civil)


class Truth:
    """A calendar painted on the minutes of a scan."""

    def __init__(self, scan, calendar):
        self.scan = scan
        painted = bytearray(scan.end - scan.begin)
        self.open_days = []
        for day in range(scan.local[0] // DAY - 2, scan.local[-1] // DAY + 2):
            spans = [(scan.instant(day * DAY + a), scan.instant(day * DAY + b))
                     for a, b in calendar.windows(day)]
            for a, b in spans:
                painted[a - scan.begin:b - scan.begin] = b"\1" * (b - a)
            if day in scan.days and any(a < b for a, b in spans):
                self.open_days.append(day)
        self.painted = painted
        self.open = list(itertools.compress(range(scan.begin, scan.end), painted))

    def stretches(self, begin, end):
        part = self.painted[begin - self.scan.begin:end - self.scan.begin]
        runs = [(value, len(list(run))) for value, run in itertools.groupby(part)]
        if runs[0][0]:
            runs.insert(0, (0, 0))
        return " ".join(str(length) for _, length in runs)

    def next_open(self, minute):
        i = bisect.bisect_left(self.open, minute)
        return self.open[i] if i < len(self.open) else None

    def add(self, minute, length):
        i = bisect.bisect_left(self.open, minute)
        if length == 0:
            return self.next_open(minute)
        if length > 0:
            return self.open[i + length - 1] + 1 if i + length <= len(self.open) else None
        return self.open[i + length] if i + length >= 0 else None

    def between(self, a, b):
        return bisect.bisect_left(self.open, b) - bisect.bisect_left(self.open, a)

    def add_open_days(self, minute, days):
        local = self.scan.local[minute - self.scan.begin]
        today = local // DAY
        later = [day for day in self.open_days if day > today]
        earlier = [day for day in self.open_days if day < today]
        if today not in self.scan.days or days > len(later) or -days > len(earlier):
            return None
        day = later[days - 1] if days > 0 else earlier[days]
        found = self.scan.instant(day * DAY + local % DAY)
        return self.next_open(found) if days > 0 else self.earlier_open_day(day, found)

    def earlier_open_day(self, day, minute):
        """Open then, or the next opening of the day, or the last opening or midnight before; the
        next opening of all where the clocks skip the beginning of the day's only window."""
        begin, midnight = self.scan.begin, self.scan.instant(day * DAY)
        if self.painted[minute - begin]:
            return minute
        after = self.next_open(minute)
        if after is not None and self.scan.local[after - begin] // DAY == day:
            return after
        return max((m for m in range(midnight, minute) if self.painted[m - begin] and
                    (m == midnight or not self.painted[m - 1 - begin])), default=after)


def questions(truth, change, draw):
    """(question, answer) around a change; what the scan cannot know is left out."""
    scan = truth.scan
    days = scan.days
    begin, end = scan.instant(days[0] * DAY), scan.instant((days[-1] + 1) * DAY)
    yield f"O {begin} {end}", truth.stretches(begin, end)
    near = [change + m for m in (-181, -61, -60, -30, -1, 0, 1, 29, 30, 60, 90)]
    moments = near + [draw.randrange(begin, end) for _ in range(8)]
    for minute in moments:
        yield f"N {minute}", truth.next_open(minute)
        for length in (draw.randrange(1, 200), draw.randrange(1, 1500)):
            yield f"A {minute} {length}", truth.add(minute, length)
            yield f"A {minute} {-length}", truth.add(minute, -length)
        other = draw.choice(moments)
        yield f"B {minute} {other}", truth.between(minute, other)
        count = draw.choice((-1, 1, 2))
        yield f"D {minute} {count}", truth.add_open_days(minute, count)


def civil_questions(scan, change):
    shown = scan.local[change - scan.begin]
    for civil in range(shown - 240, shown + 240, 15):
        if scan.shown[0] < civil < scan.shown[-1]:
            yield f"I {civil // DAY} {civil % DAY}", scan.instant(civil)


def calendars(days):
    """`days`: the local days on which the clocks change; some of them closed or special."""
    every_second, every_third = days[::2], days[1::3]
    special = {day: [(135, 285), (1380, 1560)] for day in every_third}
    return [Calendar(SHOWROOM), Calendar(OVERNIGHT), Calendar(NIGHT), Calendar(SHIFTS),
            Calendar(ALWAYS, every_second), Calendar(OVERNIGHT, every_second, special)]


def compare(program, name):
    """The differences of one zone, the number of its changes and of the answers compared."""
    zone, draw = zoneinfo.ZoneInfo(name), random.Random(name)
    found = list(changes(zone)) or [21_000_000]  # without a change: a day like any other
    scans = [Scan(zone, change - BEFORE, change + AFTER) for change in found]
    asked, lines = [], [f"Z {name}"]
    for calendar in calendars([local_minute(zone, change) // DAY for change in found]):
        lines.append(calendar.text())
        for change, scan in zip(found, scans):
            truth = Truth(scan, calendar)
            for question, answer in itertools.chain(questions(truth, change, draw),
                                                    civil_questions(scan, change)):
                if answer is not None:
                    asked.append((question, str(answer)))
                    lines.append(question)
    result = subprocess.run([program], input="\n".join(lines) + "\n", stdout=subprocess.PIPE,
                            text=True, check=True)
    answers = result.stdout.splitlines()
    wrong = [f"{name}: {question}: {theirs}, expected {ours}"
             for (question, ours), theirs in zip(asked, answers) if ours != theirs]
    if len(answers) != len(asked):
        wrong.append(f"{name}: {len(asked)} questions, {len(answers)} answers")
    return wrong, len(found), len(asked)


def main(program, zones):
    with multiprocessing.Pool(2) as pool:
        results = pool.starmap(compare, [(program, name) for name in zones], chunksize=1)
    wrong = [line for result in results for line in result[0]]
    print(f"{len(zones)} zones, {sum(r[1] for r in results)} changes of clocks, "
          f"{sum(r[2] for r in results)} answers compared, {len(wrong)} wrong")
    print("\n".join(wrong[:20]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:] or ZONES))
