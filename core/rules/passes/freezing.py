"""How long and how often a pass may pause, and what that does to its end (PASS-12)."""

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from core.domain.credits import ACTIVE, Freeze, Pass
from core.domain.refusals import Refusal
from core.domain.zones import add_days, is_date

YEAR_DAYS = 365


def days_between(first: str, last: str) -> int:
    """How many dates from the first to the last, both included; 0 or less when reversed."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def freeze_refusal(held: Pass, starts_on: str, ends_on: str, today: str) -> Refusal | None:
    """Refuses `invalid_date`, `dates_reversed`, `freeze_in_past`, `already_frozen`,
    `freeze_after_end`."""
    for day in (starts_on, ends_on):
        if not is_date(day):
            return Refusal("invalid_date", {"date": day})
    if ends_on < starts_on:
        return Refusal("dates_reversed", {"from": starts_on, "until": ends_on})
    if starts_on < today:
        return Refusal("freeze_in_past", {"from": starts_on})
    if held.frozen_until >= today:
        return Refusal("already_frozen", {"frozen_until": held.frozen_until})
    if held.valid_until and starts_on > held.valid_until:
        return Refusal("freeze_after_end", {"valid_until": held.valid_until})
    return None


def over_freeze_limit(
    held: Pass, freezes: Iterable[Freeze], starts_on: str, days: int
) -> Refusal | None:
    """Refuses `freeze_limit`: so many pauses and days of pause in the year that ends with it."""
    since = add_days(starts_on, -YEAR_DAYS)
    year = [one for one in freezes if one.state == ACTIVE and one.starts_on > since]
    spent = sum(one.days for one in year)
    if len(year) < held.freezes and spent + days <= held.freeze_days:
        return None
    facts = {"count": len(year), "limit": held.freezes, "spent": spent, "most": held.freeze_days}
    return Refusal("freeze_limit", facts)


def frozen(held: Pass, starts_on: str, ends_on: str) -> Pass:
    """The pass with a pause: its end moves by as many days."""
    days = days_between(starts_on, ends_on)
    return replace(
        moved(held, days),
        frozen_from=starts_on,
        frozen_until=ends_on,
        frozen_days=held.frozen_days + days,
    )


def thawed(held: Pass, today: str) -> tuple[Pass, int]:
    """The pass whose pause ends before a date, and how many days it then lasted."""
    last = min(held.frozen_until, add_days(today, -1))
    lasted = max(0, days_between(held.frozen_from, last))
    unused = days_between(held.frozen_from, held.frozen_until) - lasted
    back = replace(
        moved(held, -unused),
        frozen_from=held.frozen_from if lasted else "",
        frozen_until=last if lasted else "",
        frozen_days=held.frozen_days - unused,
    )
    return back, lasted


def moved(held: Pass, days: int) -> Pass:
    """The pass with another last day; one that never ends stays so."""
    if not held.valid_until:
        return held
    ends = add_days(held.valid_until, days)
    return replace(held, valid_until=ends, expires_on=ends if held.expires_on else "")
