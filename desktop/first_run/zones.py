"""The zone and the currency that a computer is likely to want, from its own settings."""

from functools import cache
from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, QTimeZone


@cache
def all_zones() -> tuple[str, ...]:
    """The IANA names of places, in order."""
    return tuple(sorted(one for one in available_timezones() if "/" in one and one[0].isupper()))


def likely_zone() -> str:
    """The computer's zone where it has a name that is known, else UTC."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return name if name in all_zones() else "UTC"


def likely_currency() -> str:
    """The currency of the computer's country, else EUR."""
    code = QLocale.system().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    return code if len(code) == 3 and code.isupper() else "EUR"
