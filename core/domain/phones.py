"""Phone numbers: kept as E.164 however they are typed (ORG-5), spaced where people read them.

The library is heavy, and a desk that starts needs none of it.
"""

import re
from functools import lru_cache

_NOT_DIGITS = re.compile(r"[^0-9]")
_LIKE_A_NUMBER = re.compile(r"[\d\s()+./-]+", re.ASCII)
_TRUNK = "(0)"
MOST_CODE = 3
"""Digits of the longest country codes."""
LEAST_TYPED = 4
"""So many digits are the end of a number rather than any figure."""


def load() -> None:
    """Have the library ready before somebody types."""
    import phonenumbers  # noqa: F401


def e164(typed: str, country: str) -> str:
    """+447700900271 for what somebody typed, "" for nothing; a number without a country code is one
    of `country` (ISO 3166, "" where it is not known). Raises ValueError for what is no number."""
    import phonenumbers

    if not typed.strip():
        return ""
    try:
        number = phonenumbers.parse(typed, country or None)
    except phonenumbers.NumberParseException as error:
        raise ValueError(typed) from error
    if not phonenumbers.is_possible_number(number):
        raise ValueError(typed)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=4096)
def spaced(number: str) -> str:
    """+44 7700 900271 for a kept number; a text that is none stays as it is."""
    import phonenumbers

    if not number.startswith("+"):
        return number
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def example(country: str) -> str:
    """A number as a country's people write it, to show what is meant."""
    import phonenumbers

    number = phonenumbers.example_number(country) if country else None
    national = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(number, national) if number else "+44 20 7946 0000"


def tail(typed: str) -> str:
    """The digits with which a kept number ends, of all or the end of it as people type or paste it:
    07700 900271 and +44 (0)7700 900271 alike. "" for fewer than four, or where it has letters."""
    if not _LIKE_A_NUMBER.fullmatch(typed):
        return ""
    digits = _NOT_DIGITS.sub("", typed.replace(_TRUNK, "")).lstrip("0")
    return digits if len(digits) >= LEAST_TYPED else ""


def is_same(kept: str, typed: str) -> bool:
    """Whether the whole of a kept number was typed, with its country code or without."""
    end = tail(typed)
    return bool(end) and kept.endswith(end) and len(kept.removeprefix("+")) - len(end) <= MOST_CODE


def country_of(zone: str) -> str:
    """The ISO 3166 country of an IANA zone, "" where it has none (UTC)."""
    from babel.core import get_global

    return str(get_global("zone_territories").get(zone, ""))
