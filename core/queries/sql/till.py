"""The SQL of `core.queries.till`."""

from typing import Any

from sqlalchemy import and_, bindparam, func, literal_column, select
from sqlalchemy.sql.selectable import Select

from core.domain.till import ACTIVE, RetailItem, StockMove
from core.queries.sql.words import ORGANISATION
from core.store.tables import table_of


def retail() -> Select[Any]:
    item, move = table_of[RetailItem], table_of[StockMove]
    here = and_(
        move.c.organisation_id == item.c.organisation_id,
        move.c.item_id == item.c.id,
        move.c.location_id == bindparam("location"),
    )
    stock = select(func.coalesce(func.sum(move.c.amount), 0)).where(here).scalar_subquery()
    return (
        select(item.c.id, item.c.name, item.c.price, item.c.tax_rate, item.c.barcode, stock)
        .where(
            item.c.organisation_id == ORGANISATION, item.c.state == literal_column(f"'{ACTIVE}'")
        )
        .order_by(item.c.name, item.c.id)
    )
