"""Cells as values: e-mail, phone, date, credits, yes or no. What makes no sense says why."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from core.domain import phones
from core.domain.folding import fold

EARLIEST_BIRTH = 1900
EARLIEST_PASS, LATEST_PASS = 2000, 2099
MOST_CREDITS = 1000

YES = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "oui", "o", "si", "s", "wahr", "vrai"})
NO = frozenset({"", "no", "n", "false", "0", "nein", "non", "falsch", "faux", "-"})
ENDLESS = frozenset({"unlimited", "unbegrenzt", "illimite", "ilimitado", "∞", "flatrate"})
MONTH_FIRST_COUNTRIES = frozenset({"US"})

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s.,;]+")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_PARTS = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})\.?")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?\s*(Z|[AaPp][Mm])?$")
_CLOCK = re.compile(r"(?:^|[T ])(\d{1,2})[:h.](\d{2})(?::\d{2})?(?:\.\d+)?\s*([AaPp][Mm])?\s*Z?$")
_WORDED = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")


class BadCellError(Exception):
    """A cell that is no value of its column. Says why, for a person."""


def email(cell: str) -> str:
    """An address in lower case, "" for none."""
    text = cell.strip().lower()
    if text and (not _EMAIL.fullmatch(text) or len(text) > 254):
        raise BadCellError(f"“{_short(cell)}” is not an e-mail address")
    return text


def phone(cell: str, country: str) -> str:
    """E.164; a number without a country code is one of `country` (ISO 3166), "" for none."""
    try:
        return phones.e164(cell, country)
    except ValueError as error:
        raise BadCellError(f"“{_short(cell)}” is not a phone number") from error


def birthday(cell: str, today: date, *, month_first: bool) -> str:
    """A date from 1900 to today as YYYY-MM-DD, "" for none."""
    day = _date(cell, month_first=month_first, two_digits_before=today.year)
    if day and not (day.year >= EARLIEST_BIRTH and day <= today):
        raise BadCellError(f"“{_short(cell)}” is no birthday")
    return day.isoformat() if day else ""


def pass_date(cell: str, *, month_first: bool) -> str:
    """A date of this century as YYYY-MM-DD, "" for none."""
    day = _date(cell, month_first=month_first, two_digits_before=LATEST_PASS)
    if day and not EARLIEST_PASS <= day.year <= LATEST_PASS:
        raise BadCellError(f"“{_short(cell)}” is no date of a pass")
    return day.isoformat() if day else ""


def credit_count(cell: str) -> int | None:
    """A number of credits, None for an unlimited pass; empty is 0."""
    text = fold(cell)
    if text in ENDLESS:
        return None
    if not text:
        return 0
    figure = text.replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"\d{1,6}(\.0+)?", figure) or float(figure) > MOST_CREDITS:
        raise BadCellError(f"“{_short(cell)}” is no number of credits")
    return int(float(figure))


def whole(cell: str, *, least: int, most: int, empty: int) -> int:
    """A whole number between two, `empty` for none."""
    text = cell.strip()
    if not text:
        return empty
    figure = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?(?:\s*min[a-z]*\.?)?", fold(text))
    if figure is None or not least <= int(figure[1]) <= most:
        raise BadCellError(f"“{_short(cell)}” is no number from {least} to {most}")
    return int(figure[1])


def money(cell: str) -> int:
    """A price in minor units, 0 for none: 12, 12.50, 12,50 €, £1,250.00."""
    figures = re.sub(r"[^\d.,-]", "", cell)
    if not cell.strip():
        return 0
    amount = re.fullmatch(r"(\d{1,3}(?:[.,]\d{3})+|\d{1,8})(?:[.,](\d{1,2}))?", figures)
    if amount is None:
        raise BadCellError(f"“{_short(cell)}” is no price")
    units = int(re.sub(r"[.,]", "", amount[1]))
    return units * 100 + int((amount[2] or "0").ljust(2, "0"))


def clock_time(cell: str) -> str:
    """A time of day as HH:MM, "" for none: 18:00, 6:00 PM, 18h00, also behind a date."""
    found = _CLOCK.search(cell.strip())
    if not cell.strip():
        return ""
    if found is None:
        raise BadCellError(f"“{_short(cell)}” is not a time")
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half and hour in range(1, 13):
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise BadCellError(f"“{_short(cell)}” is not a time")
    return f"{hour:02d}:{minute:02d}"


def class_date(cell: str, today: date, *, month_first: bool) -> str:
    """The date of a class to come as YYYY-MM-DD."""
    day = _date(cell, month_first=month_first, two_digits_before=LATEST_PASS)
    if day is None:
        raise BadCellError("the date is missing")
    if not today - timedelta(days=1) <= day or day.year > LATEST_PASS:
        raise BadCellError(f"“{_short(cell)}” is over: only bookings to come are taken")
    return day.isoformat()


def yes(cell: str) -> bool:
    """Yes or no in some languages; empty is no."""
    text = fold(cell)
    if text in YES:
        return True
    if text in NO:
        return False
    raise BadCellError(f"“{_short(cell)}” is neither yes nor no")


def month_first(cells: Iterable[str], country: str) -> bool:
    """Whether a column writes 3/28/1990: told by a figure above 12, else by the country."""
    for cell in cells:
        parts = _PARTS.fullmatch(_TIME.sub("", cell.strip()))
        if parts and int(parts[1]) > 12 >= int(parts[2]):
            return False
        if parts and int(parts[2]) > 12 >= int(parts[1]):
            return True
    return country in MONTH_FIRST_COUNTRIES


def _date(cell: str, *, month_first: bool, two_digits_before: int) -> date | None:
    text = _TIME.sub("", cell.strip())
    if not text:
        return None
    try:
        if iso := _ISO.fullmatch(text):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if parts := _PARTS.fullmatch(text):
            first, second = int(parts[1]), int(parts[2])
            month, day = (first, second) if month_first else (second, first)
            return date(_year(parts[3], two_digits_before), month, day)
        return _worded(text)
    except ValueError as error:
        raise BadCellError(f"“{_short(cell)}” is not a date") from error


def _year(text: str, before: int) -> int:
    if len(text) == 4:
        return int(text)
    year = 2000 + int(text)
    return year if year <= before else year - 100


def _worded(text: str) -> date:
    plain = " ".join(text.replace(",", " ").split())
    for form in _WORDED:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a date, no moment
        except ValueError:
            continue
    raise ValueError(text)


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else f"{cell[:37]}…"


def wants(cells: Mapping[str, str]) -> dict[str, bool]:
    """Contact preferences per channel; a channel without a column is not said."""
    return {
        channel: yes(cells[field])
        for channel, field in (("email", "wants_email"), ("sms", "wants_sms"))
        if cells.get(field)
    }
