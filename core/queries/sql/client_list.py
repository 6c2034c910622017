"""The SQL of `core.queries.client_list`."""

from sqlalchemy import TextClause, text

from core.domain.bookings import BOOKED, CHECKED_IN, NO_SHOW, SEATED
from core.domain.people import ACTIVE, CLIENTS_BY_FOLDED
from core.domain.schedule import HELD

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


def own() -> TextClause:
    """The states are written as the partial indexes write them, else SQLite does not use those."""
    states = ", ".join(f"'{one}'" for one in (*SEATED, NO_SHOW))
    return text(
        "SELECT client_id FROM instructor_client"  # noqa: S608 - no input in it
        f" WHERE organisation_id = :organisation AND staff_id = :staff AND state IN ('{ACTIVE}')"
        " UNION SELECT b.client_id FROM assignment AS a"
        " CROSS JOIN booking AS b"
        "  ON b.organisation_id = a.organisation_id AND b.occurrence_id = a.occurrence_id"
        " WHERE a.organisation_id = :organisation AND a.staff_id = :staff"
        f" AND a.state IN ('{HELD}') AND a.starts_at >= :since AND b.state IN ({states})"
    )


def count_of() -> TextClause:
    return text(
        "SELECT count(*) FROM json_each(:ids) AS one JOIN client AS c"  # noqa: S608
        f" ON c.organisation_id = :organisation AND c.id = one.value WHERE c.state = '{ACTIVE}'"
    )


def page_of() -> TextClause:
    return text(
        "SELECT c.id, c.name, c.folded, c.email, c.phone, c.state"  # noqa: S608 - no input in it
        " FROM json_each(:ids) AS one JOIN client AS c"
        "  ON c.organisation_id = :organisation AND c.id = one.value"
        f" WHERE c.state = '{ACTIVE}' ORDER BY c.folded, c.id LIMIT :most OFFSET :skip"
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
