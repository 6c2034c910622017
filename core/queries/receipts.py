"""Receipt numbers of a desk: one series without gaps (PAY-4)."""

from typing import Any

import msgspec
from sqlalchemy import bindparam, select
from sqlalchemy.sql.selectable import Select

from core.domain.credits import Payment
from core.queries.source import ORGANISATION, Source
from core.store.tables import table_of

DIGITS = 6


class _Number(msgspec.Struct, frozen=True):
    receipt: str


def next_receipt(source: Source, desk_id: str, prefix: str) -> str:
    """The number after the last one that this desk gave, such as LON-B-000123."""
    found = source.all(_Number, _last, desk=desk_id, low=f"{prefix}-", high=f"{prefix}.")
    last = int(found[0].receipt.rpartition("-")[2]) if found else 0
    return f"{prefix}-{last + 1:0{DIGITS}d}"


def _last() -> Select[Any]:
    payment = table_of[Payment]
    return (
        select(payment.c.receipt)
        .where(
            payment.c.organisation_id == ORGANISATION,
            payment.c.desk_id == bindparam("desk"),
            payment.c.receipt >= bindparam("low"),
            payment.c.receipt < bindparam("high"),
        )
        .order_by(payment.c.receipt.desc())
        .limit(1)
        .offset(0)
    )
