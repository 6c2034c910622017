"""The SQL of `core.queries.person`."""

from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.sql.selectable import Select

from core.domain.bookings import WaitlistEntry
from core.queries.sql.words import ORGANISATION
from core.store.tables import table_of


def entries() -> Select[Any]:
    """Also those that are over, which no finder looks for."""
    w = table_of[WaitlistEntry]
    return (
        select(*(w.c[name] for name in WaitlistEntry.__struct_fields__))
        .where(w.c.organisation_id == ORGANISATION, w.c.client_id == bindparam("client"))
        .order_by(w.c.joined_at, w.c.id)
    )
