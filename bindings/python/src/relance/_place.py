"""Places on the earth."""

from __future__ import annotations

from relance._record import record

__all__ = ["Place"]


@record
class Place:
    """A place in degrees of WGS84, north and east positive, kept to six decimals.

    The date line and the poles have many names and are told back by one: the longitude -180 as 180,
    that of a pole as 0.

    >>> str(relance.Place(48.8566, 2.3522))
    '48.856600, 2.352200'
    >>> relance.Place.parse("48.8566, 2.3522")
    Place(latitude=48.8566, longitude=2.3522)
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        # What is not a number is not between them either.
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError("a latitude is -90 to 90 degrees, a longitude -180 to 180")

    def __str__(self) -> str:
        return f"{self.latitude:.6f}, {self.longitude:.6f}"

    @classmethod
    def parse(cls, text: str) -> Place:
        """From text as the engine writes it."""
        latitude, longitude = text.split(",")
        return cls(float(latitude), float(longitude))
