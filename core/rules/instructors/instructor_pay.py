"""What an instructor is paid for a class: a base and so much per head (PAY-7)."""

from collections.abc import Iterable

from core.domain.pay import PayRate


def rate_for(
    rates: Iterable[PayRate], *, staff_id: str, service_id: str, role: str, local_date: str
) -> PayRate | None:
    """The rate in force on a date: for the person and service, the person, the service, anybody.

    Of several the latest date holds, of one date the one set last; None where nothing was agreed.
    """
    fitting = [
        rate
        for rate in rates
        if rate.role == role
        and rate.valid_from <= local_date
        and rate.staff_id in ("", staff_id)
        and rate.service_id in ("", service_id)
    ]
    return max(fitting, key=_nearness, default=None)


def pay(rate: PayRate, heads: int) -> int:
    """What a class with so many heads pays, in minor units; never rounded."""
    return rate.base + rate.per_head * max(0, heads - rate.heads_in_base)


def _nearness(rate: PayRate) -> tuple[bool, bool, str, int, str]:
    return (bool(rate.staff_id), bool(rate.service_id), rate.valid_from, rate.set_at, rate.id)
