"""Figures for people: clock times and days of a place, money of the organisation."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale

from core.domain.zones import MINUTE_MS, to_utc
from desktop.saying import tr

WEEKDAYS = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
SHORT_MONTHS = (
    tr("Jan"),
    tr("Feb"),
    tr("Mar"),
    tr("Apr"),
    tr("May"),
    tr("Jun"),
    tr("Jul"),
    tr("Aug"),
    tr("Sep"),
    tr("Oct"),
    tr("Nov"),
    tr("Dec"),
)
MONTHS = (
    tr("January"),
    tr("February"),
    tr("March"),
    tr("April"),
    tr("May"),
    tr("June"),
    tr("July"),
    tr("August"),
    tr("September"),
    tr("October"),
    tr("November"),
    tr("December"),
)


def local(at: int, zone: str) -> datetime:
    """A moment (UTC, ms) on the wall clock of a zone."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone))


def clock(at: int, zone: str) -> str:
    """18:00."""
    return f"{local(at, zone):%H:%M}"


def clock_exact(at: int, zone: str) -> str:
    """18:00:12."""
    return f"{local(at, zone):%H:%M:%S}"


def day(at: int, zone: str) -> str:
    """Wed 18 November."""
    there = local(at, zone)
    return f"{WEEKDAYS[there.weekday()]} {there.day} {MONTHS[there.month - 1]}"


def weekday(at: int, zone: str) -> str:
    """Wed."""
    return WEEKDAYS[local(at, zone).weekday()]


def short_day(at: int, zone: str) -> str:
    """Wed 18 Nov."""
    there = local(at, zone)
    return f"{WEEKDAYS[there.weekday()]} {there.day} {SHORT_MONTHS[there.month - 1]}"


def short_date(text: str) -> str:
    """12 Jan, from a local date 2026-01-12; "" stays ""."""
    if not text:
        return ""
    made = date.fromisoformat(text)
    return f"{made.day} {SHORT_MONTHS[made.month - 1]}"


def long_date(text: str) -> str:
    """12 Jan 2026, from a local date 2026-01-12."""
    return f"{short_date(text)} {text[:4]}"


def moment(at: int, zone: str, now: int) -> str:
    """The time alone for today, else with its day."""
    same = local(at, zone).date() == local(now, zone).date()
    return clock(at, zone) if same else f"{short_day(at, zone)} {clock(at, zone)}"


def brief(at: int, zone: str, now: int) -> str:
    """17:41 today, Mon within the last days, else 12 Nov."""
    there, today = local(at, zone).date(), local(now, zone).date()
    if there == today:
        return clock(at, zone)
    if 0 < (today - there).days < 7:
        return WEEKDAYS[there.weekday()]
    return short_date(str(there))


def day_bounds(at: int, zone: str, days: int = 1) -> tuple[int, int]:
    """The local day of a moment as [from, to) in UTC milliseconds; right also for 23 and 25 h."""
    first = local(at, zone).date()
    return midnight(first, zone), midnight(first + timedelta(days=days), zone)


def midnight(on: date, zone: str) -> int:
    """When a local date begins, in UTC milliseconds."""
    start = datetime(on.year, on.month, on.day, tzinfo=ZoneInfo(zone))
    return int(start.timestamp() * 1000)


def wall(on: date, time: str, zone: str) -> int:
    """A local date and time such as 18:00 as UTC milliseconds."""
    return to_utc(str(on), time, zone)


def short_name(name: str) -> str:
    """Ana Petrov as Ana P.; a single name stays."""
    first, _, rest = name.partition(" ")
    return f"{first} {rest.split()[-1][0]}." if rest.strip() else first


def minutes_between(earlier: int, later: int) -> int:
    """Whole minutes, rounded up, so that a class does not start in 0 minutes before it starts."""
    return -((earlier - later) // MINUTE_MS)


def span(minutes: int) -> str:
    """19 min; 1 h 05."""
    if abs(minutes) < 60:
        return tr("{0} min").format(minutes)
    return f"{minutes // 60} h {minutes % 60:02d}"


def language_name(code: str) -> str:
    """Portuguese (Brazil), from pt-BR; a code that nobody knows stays as it is."""
    known = QLocale(code)
    if not code or known.language() == QLocale.Language.C:
        return code
    name = tr(QLocale.languageToString(known.language()))
    return f"{name} ({tr(QLocale.territoryToString(known.territory()))})" if "-" in code else name


def money(amount: int, currency: str, language: str = "en") -> str:
    """An amount in minor units as people of a language write it: €18.00."""
    from babel.numbers import format_currency

    exact = Decimal(amount).scaleb(-digits_of(currency))
    return str(format_currency(exact, currency, locale=language))


def plain_amount(amount: int, currency: str) -> str:
    """12.50: an amount as it is typed, without sign and groups."""
    digits = digits_of(currency)
    whole, part = divmod(abs(amount), 10**digits)
    return f"{whole}.{part:0{digits}}" if digits else str(whole)


def amount_of(typed: str, currency: str) -> int | None:
    """Minor units of a typed amount: "12.5", "12,50", "1,234.50", "€ 18"; else None."""
    text = "".join(letter for letter in typed if letter.isascii() and letter in "0123456789.,")
    rest = typed.strip().strip("€£$ ").replace("\u00a0", "").replace(" ", "")
    if not text or rest != text or not text.strip(".,"):
        return None
    digits = digits_of(currency)
    mark = max(text.rfind("."), text.rfind(","))
    decimals = text[mark + 1 :] if mark >= 0 else ""
    if mark < 0 or len(decimals) == 3 > digits:
        whole, part = "".join(c for c in text if c.isdigit()), ""
    else:
        whole, part = "".join(c for c in text[:mark] if c.isdigit()), decimals
    if len(part) > digits or len(whole) > 9:
        return None
    return int(f"{whole or '0'}{part:0<{digits}}")


@cache
def digits_of(currency: str) -> int:
    """How many digits its minor units have."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))
