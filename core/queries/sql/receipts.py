"""The SQL of `core.queries.receipts`."""

from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.sql.selectable import Select

from core.domain.receipts import Receipt
from core.queries.sql.words import ORGANISATION
from core.store.tables import table_of


def last() -> Select[Any]:
    receipt = table_of[Receipt]
    return (
        select(receipt.c.number)
        .where(
            receipt.c.organisation_id == ORGANISATION,
            receipt.c.desk_id == bindparam("desk"),
            receipt.c.number >= bindparam("low"),
            receipt.c.number < bindparam("high"),
        )
        .order_by(receipt.c.number.desc())
        .limit(1)
        .offset(0)
    )
