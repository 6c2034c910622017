"""The SQL of `core.queries.payments`."""

from typing import Any

from sqlalchemy import and_, bindparam, func, literal_column, select
from sqlalchemy.sql.selectable import Select

from core.domain.bookings import Booking
from core.domain.catalogue import Service
from core.domain.credits import Pass, Payment
from core.domain.open_items import OpenItem
from core.domain.organisation import Desk, StaffMember
from core.domain.people import Client
from core.domain.schedule import Occurrence
from core.queries.sql.words import ORGANISATION
from core.store.tables import table_of


def _lines() -> Select[Any]:
    """Money that moved, with who, what for and at which desk."""
    p, c, d = table_of[Payment], table_of[Client], table_of[Desk]
    held, b, o = table_of[Pass], table_of[Booking], table_of[Occurrence]
    s, i, m = table_of[Service], table_of[OpenItem], table_of[StaffMember]

    def same(other: Any, column: Any) -> Any:
        return and_(other.c.organisation_id == p.c.organisation_id, other.c.id == column)

    what = func.coalesce(held.c.name, s.c.name, i.c.name, literal_column("''"))
    return (
        select(
            p.c.id,
            p.c.at,
            p.c.receipt,
            p.c.client_id,
            func.coalesce(c.c.name, literal_column("''")),
            p.c.subject_id,
            what,
            p.c.method,
            p.c.amount,
            p.c.kind,
            p.c.reason,
            p.c.desk_id,
            func.coalesce(m.c.name, literal_column("''")),
        )
        .select_from(p)
        .outerjoin(c, same(c, p.c.client_id))
        .outerjoin(d, same(d, p.c.desk_id))
        .outerjoin(held, same(held, p.c.subject_id))
        .outerjoin(b, same(b, p.c.subject_id))
        .outerjoin(o, same(o, b.c.occurrence_id))
        .outerjoin(s, same(s, o.c.service_id))
        .outerjoin(i, same(i, p.c.subject_id))
        .outerjoin(m, same(m, p.c.staff_id))
        .where(p.c.organisation_id == ORGANISATION, p.c.amount != 0)
        .order_by(p.c.at.desc(), p.c.id)
    )


def of_desk() -> Select[Any]:
    p = table_of[Payment]
    return _lines().where(
        p.c.desk_id == bindparam("desk"),
        p.c.at >= bindparam("low"),
        p.c.at < bindparam("high"),
    )


def of_client() -> Select[Any]:
    return _lines().where(table_of[Payment].c.client_id == bindparam("client"))


def desks_at() -> Select[Any]:
    d = table_of[Desk]
    return (
        select(d.c.id, d.c.name)
        .where(d.c.organisation_id == ORGANISATION, d.c.location_id == bindparam("location"))
        .order_by(d.c.name, d.c.id)
    )
