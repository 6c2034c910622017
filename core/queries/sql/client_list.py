"""The SQL of `core.queries.client_list`."""

from sqlalchemy import TextClause, text

from core.domain.bookings import BOOKED, CHECKED_IN
from core.domain.people import ACTIVE, CLIENTS_BY_FOLDED

# It carries the state along, so that nobody's row is read to be counted or skipped.
_BY_NAME = f"ix_{CLIENTS_BY_FOLDED.name}"


def count() -> TextClause:
    return text(
        f"SELECT count(*) FROM client INDEXED BY {_BY_NAME}"  # noqa: S608 - no input in it
        f" WHERE organisation_id = :organisation AND state = '{ACTIVE}'"
    )


def page() -> TextClause:
    # those before the page are skipped in the index alone
    return text(
        "SELECT c.id, c.name, c.folded, c.email, c.phone, c.state"  # noqa: S608 - no input in it
        f" FROM (SELECT id FROM client INDEXED BY {_BY_NAME}"
        f" WHERE organisation_id = :organisation AND state = '{ACTIVE}'"
        " ORDER BY folded, id LIMIT :most OFFSET :skip) AS hit"
        " CROSS JOIN client AS c ON c.organisation_id = :organisation AND c.id = hit.id"
        " ORDER BY c.folded, c.id"
    )


def covers() -> TextClause:
    return text(
        "SELECT p.client_id, p.id, p.name, p.kind, p.valid_until,"  # noqa: S608
        " coalesce((SELECT sum(e.amount) FROM ledger_entry AS e"
        "  WHERE e.organisation_id = p.organisation_id AND e.pass_id = p.id), 0)"
        " FROM json_each(:ids) AS one JOIN pass AS p"
        "  ON p.organisation_id = :organisation AND p.client_id = one.value"
        f" WHERE p.state = '{ACTIVE}' AND (p.valid_until = '' OR p.valid_until >= :today)"
        " ORDER BY p.valid_until = '', p.valid_until, p.sold_at, p.id"
    )


def coming() -> TextClause:
    return text(
        "SELECT b.client_id, s.name, b.starts_at, o.zone, b.state, b.checked_in_at"  # noqa: S608
        " FROM json_each(:ids) AS one JOIN booking AS b ON b.organisation_id = :organisation"
        " AND b.client_id = one.value AND b.starts_at >= :since"
        " JOIN occurrence AS o ON o.organisation_id = b.organisation_id AND o.id = b.occurrence_id"
        " JOIN service AS s ON s.organisation_id = o.organisation_id AND s.id = o.service_id"
        f" WHERE b.state IN ('{BOOKED}', '{CHECKED_IN}')"
        " ORDER BY b.starts_at, b.id"
    )
