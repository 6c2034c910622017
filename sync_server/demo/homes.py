"""Where the demo studio stands: somewhere in the world where it is a lively hour of the day now."""

import msgspec

from core.domain.zones import to_local

OPENS_MIN = 7 * 60 + 30
CLOSES_MIN = 19 * 60 + 45


class Home(msgspec.Struct, frozen=True):
    """A pair of locations in two zones with their money and phones.

    `phones` is the beginning of numbers that are given to nobody, three digits follow it.
    """

    zone: str
    other_zone: str
    currency: str
    country: str
    phones: str
    address: str
    other_address: str


LONDON = Home(
    "Europe/London",
    "Europe/Madrid",
    "GBP",
    "GB",
    "+447700900",
    "4 Northgate Mews, London",
    "Calle del Río 12, Madrid",
)
LOS_ANGELES = Home(
    "America/Los_Angeles",
    "America/Denver",
    "USD",
    "US",
    "+12135550",
    "410 Northgate Ave, Los Angeles",
    "88 Riverside Dr, Denver",
)
SYDNEY = Home(
    "Australia/Sydney",
    "Australia/Perth",
    "AUD",
    "AU",
    "+61491570",
    "17 Northgate Lane, Sydney",
    "5 Riverside Rd, Perth",
)
HOMES = (LONDON, LOS_ANGELES, SYDNEY)


def home_for(now: int) -> Home:
    """London by day; in its night a place where it is day, so that the studio is never asleep."""
    return next(home for home in HOMES if _awake(home, now))


def _awake(home: Home, now: int) -> bool:
    local = to_local(now, home.zone)
    return OPENS_MIN <= local.hour * 60 + local.minute < CLOSES_MIN
