"""Fills a sentence with facts: times in their zone, money in its currency, counts in words.

Placeholders name a fact and how it is said: {client_name}, {starts_at:when}, {price:money},
{seats:seat}, {at:since}. A fact that is missing is said as an ellipsis; a sentence never fails.
"""

import string
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from core.domain.bidi import isolated
from core.domain.zones import to_local

MISSING = "…"

_DIGITS = {"JPY": 0, "KRW": 0, "ISK": 0, "HUF": 2, "BHD": 3, "KWD": 3, "TND": 3}
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


def tell(template: str, facts: Mapping[str, Any], currency: str = "") -> str:
    """The sentence. Times (UTC milliseconds) are said in the fact `zone`, else in UTC."""
    return _Teller(facts, currency).format(template)


def money(amount: int, currency: str) -> str:
    """Minor units as people write them: 1250 GBP is £12.50."""
    digits = _DIGITS.get(currency, 2)
    whole, rest = divmod(abs(amount), 10**digits)
    figure = f"{whole:,}" + (f".{rest:0{digits}}" if digits else "")
    sign = "−" if amount < 0 else ""
    mark = _SIGNS.get(currency)
    return f"{sign}{mark}{figure}" if mark else f"{sign}{figure} {currency}".rstrip()


def counted(count: int, one: str) -> str:
    """A count with its noun: 1 seat, 2 seats, 2 entries, 2 days."""
    many = one[:-1] + "ies" if one.endswith("y") and one[-2] not in "aeou" else one + "s"
    return f"{count} {one if count == 1 else many}"


class _Teller(string.Formatter):
    def __init__(self, facts: Mapping[str, Any], currency: str) -> None:
        self._facts = facts
        self._currency = currency

    def get_value(self, key: int | str, _args: Sequence[Any], _kwargs: Mapping[str, Any]) -> Any:
        return self._facts.get(str(key))

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "credits" and value is None:
            return "unlimited"
        if format_spec == "since":  # said only where it is known
            return f", since {self._moment(value, 'time')}" if value else ""
        if value is None or value == "":
            return MISSING
        if format_spec in ("when", "time"):
            return self._moment(value, format_spec)
        return self._worded(value, format_spec)

    def _worded(self, value: Any, form: str) -> str:
        if form == "date":
            return self._day(value)
        if form == "dates":
            return ", ".join(_date(one) for one in value)
        if form == "money":
            return money(value, self._currency)
        if form == "credits":
            return counted(value, "credit")
        return counted(value, form) if form else isolated(str(value))

    def _day(self, value: Any) -> str:
        """A local date, or the day of a moment in UTC milliseconds."""
        if isinstance(value, int):
            value = to_local(value, str(self._facts.get("zone") or "UTC")).date().isoformat()
        return _date(str(value))

    def _moment(self, at: int, form: str) -> str:
        local = to_local(at, str(self._facts.get("zone") or "UTC"))
        clock = local.strftime("%H:%M")
        return clock if form == "time" else f"{local:%a} {local.day} {local:%b}, {clock}"


def _date(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%b %Y}"
