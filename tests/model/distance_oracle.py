"""Compares our distances with those of another formula, in decimals of 50 digits.

distance_oracle.py PRINTER: the program that prints distances. The angle between two places is here
that between their unit vectors, by cross and dot product. Exits with 1 and the pair when a distance
is off by a micrometre or more, or not rounded to the nearest metre.
"""

import decimal
import random
import subprocess
import sys
from decimal import Decimal

PAIRS = 6000
TOLERANCE = Decimal("1e-6")  # metres
EARTH_RADIUS = Decimal("6371008.8")  # metres: (2 a + b) / 3 of WGS84, rounded to decimetres
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494")
POLE, DATE_LINE = 90_000_000, 180_000_000


def series(first, factor):
    """The sum of a series: `factor` gives each term from the one before it."""
    term, total, n = first, first, 0
    while abs(term) > Decimal("1e-48"):
        n += 1
        term *= factor(n)
        total += term
    return total


def sine(x):
    return series(x, lambda n: -x * x / ((2 * n) * (2 * n + 1)))


def cosine(x):
    return series(Decimal(1), lambda n: -x * x / ((2 * n - 1) * (2 * n)))


def arc_tangent(x):
    """Euler's series, after halving the angle five times."""
    for _ in range(5):
        x /= 1 + (1 + x * x).sqrt()
    y = x * x / (1 + x * x)
    return 32 * series(y / x, lambda n: y * (2 * n) / (2 * n + 1)) if x else x


def angle(opposite, adjacent):
    """Of a right triangle, 0 to pi."""
    if adjacent == 0:
        return PI / 2
    if opposite > abs(adjacent):
        return PI / 2 - arc_tangent(adjacent / opposite)
    turned = arc_tangent(opposite / abs(adjacent))
    return turned if adjacent > 0 else PI - turned


def vector(latitude, longitude):
    north, east = (Decimal(degrees) / 1_000_000 * PI / 180 for degrees in (latitude, longitude))
    return cosine(north) * cosine(east), cosine(north) * sine(east), sine(north)


def metres(pair):
    (a, b, c), (x, y, z) = vector(*pair[:2]), vector(*pair[2:])
    cross = (b * z - c * y, c * x - a * z, a * y - b * x)
    return EARTH_RADIUS * angle(sum(part * part for part in cross).sqrt(), a * x + b * y + c * z)


def pairs():
    """Anywhere, near each other, nearly opposite, at the poles, at the date line, and the same."""
    draw = random.Random(20261122)

    def near(value, limit):
        return max(-limit, min(limit, value + round(draw.choice((-1, 1)) * 10 ** draw.uniform(0, 7))))

    for n in range(PAIRS):
        a = draw.randint(-POLE, POLE), draw.randint(-DATE_LINE, DATE_LINE)
        kind = n % 6
        if kind == 1:
            b = near(a[0], POLE), near(a[1], DATE_LINE)
        elif kind == 2:
            opposite = a[1] - DATE_LINE if a[1] > 0 else a[1] + DATE_LINE
            b = near(-a[0], POLE), near(opposite, DATE_LINE)
        elif kind == 3:
            a = near(draw.choice((-POLE, POLE)), POLE), a[1]
            b = near(draw.choice((-POLE, POLE)), POLE), draw.randint(-DATE_LINE, DATE_LINE)
        elif kind == 4:
            a = a[0], near(DATE_LINE, DATE_LINE)
            b = near(a[0], POLE), near(-DATE_LINE, DATE_LINE)
        elif kind == 5:
            b = a
        else:
            b = draw.randint(-POLE, POLE), draw.randint(-DATE_LINE, DATE_LINE)
        yield *a, *b


def main(printer):
    decimal.getcontext().prec = 50
    asked = list(pairs())
    told = subprocess.run([printer], input="\n".join(" ".join(map(str, pair)) for pair in asked),
                          capture_output=True, text=True, check=True).stdout.split("\n")[:-1]
    assert len(told) == len(asked)
    worst = Decimal(0)
    for pair, line in zip(asked, told):
        whole, exact = line.split()
        unrounded = Decimal(float.fromhex(exact))
        error = abs(unrounded - metres(pair))
        worst = max(worst, error)
        nearest = unrounded.to_integral_value(decimal.ROUND_HALF_UP)
        if error >= TOLERANCE or int(whole) != nearest:
            print(f"{pair}: {line} metres, and it should be {metres(pair):.9f}")
            return 1
    print(f"{len(asked)} distances are right, the worst to {worst:.1e} m")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
