"""The SQL of `core.queries.receipts`."""

from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.sql.selectable import Select

from core.domain.credits import Payment
from core.queries.sql.words import ORGANISATION
from core.store.tables import table_of


def last() -> Select[Any]:
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
