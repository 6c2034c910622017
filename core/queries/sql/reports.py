"""The SQL of `core.queries.reports`: classes with their sums, money, passes, people, lines.

Of SQLite, where the sums stand.
"""

from sqlalchemy import TextClause, text

from core.queries.reports.facts import MONTHS
from core.store.report_sums import FIGURES

_FIGURES = ", ".join(f"coalesce(s.{name}, 0)" for name in FIGURES)
_AT_PLACE = (
    "(:location = '' OR place_no = (SELECT no FROM counted_name"
    " WHERE organisation_id = :organisation AND id = :location))"
)


def _bit(low: int, high: int) -> str:
    """SQL that halves the months until one is left: its bit, 0 before the first and after all."""
    if high - low == 1:
        return str(1 << (low - 1)) if 0 < low <= MONTHS else "0"
    half = (low + high) // 2
    return f"CASE WHEN starts_at < :b{half - 1} THEN {_bit(low, half)} ELSE {_bit(half, high)} END"


def classes() -> TextClause:
    """One line for each class, with what became of its seats and how people came in."""
    return text(
        "SELECT o.id, o.service_id, o.location_id, o.local_date, o.local_start, o.starts_at,"  # noqa: S608 - no input in it
        f" o.ends_at, o.capacity, o.state, o.lead_id, {_FIGURES}"
        " FROM occurrence AS o LEFT JOIN class_sum AS s"
        " ON s.organisation_id = o.organisation_id AND s.location_id = o.location_id"
        " AND s.starts_at = o.starts_at AND s.occurrence_id = o.id"
        " WHERE o.organisation_id = :organisation AND o.location_id = :location"
        " AND o.starts_at >= :low AND o.starts_at < :high AND o.state <> 'dropped'"
        " ORDER BY o.starts_at, o.id"
    )


def visits() -> TextClause:
    """For each client how often they came and missed at a place in a span, first and last."""
    return text(
        "SELECT n.id, v.came, v.missed, v.first_at, v.last_at FROM ("  # noqa: S608 - no input in it
        "SELECT client_no, sum(came) AS came, sum(missed) AS missed,"
        " min(CASE WHEN came > 0 THEN starts_at END) AS first_at,"
        " max(CASE WHEN came > 0 THEN starts_at END) AS last_at"
        f" FROM visit_sum WHERE starts_at >= :low AND starts_at < :high AND {_AT_PLACE}"
        " GROUP BY client_no HAVING sum(came) + sum(missed) > 0"
        ") AS v CROSS JOIN counted_name AS n ON n.no = v.client_no"
        " WHERE n.organisation_id = :organisation"
    )


def months() -> TextClause:
    """For each client the first visit ever, and a bit for each month with one.

    `b0` to `b48` are where the months begin and the last one ends; what is beyond them has no bit.
    """
    return text(
        "SELECT n.id, v.first_at, v.months FROM ("  # noqa: S608 - no input in it
        "SELECT client_no, min(starts_at) AS first_at,"
        f" sum(DISTINCT {_bit(0, MONTHS + 2)}) AS months"
        f" FROM visit_sum WHERE came > 0 AND starts_at < :high AND {_AT_PLACE}"
        " GROUP BY client_no"
        ") AS v CROSS JOIN counted_name AS n ON n.no = v.client_no"
        " WHERE n.organisation_id = :organisation"
    )


def weeks_of() -> TextClause:
    """When one client came, the newest first."""
    return text(
        "SELECT b.starts_at, b.location_id FROM booking AS b INDEXED BY ix_bookings_of_client"
        " WHERE b.organisation_id = :organisation AND b.client_id = :client"
        " AND b.starts_at < :high AND b.state IN ('checked_in', 'attended')"
        " ORDER BY b.starts_at DESC"
    )


def visits_of() -> TextClause:
    """The visits of one client, the newest first."""
    return text(
        "SELECT b.occurrence_id, b.starts_at, b.location_id, b.state FROM booking AS b"
        " WHERE b.organisation_id = :organisation AND b.client_id = :client"
        " AND b.starts_at >= :low AND b.starts_at < :high AND b.moved_to = ''"
        " ORDER BY b.starts_at DESC, b.id"
    )


def payments() -> TextClause:
    """Money that moved at a desk in a span; desk "" is the web and the server."""
    return text(
        "SELECT p.at, p.subject_id, p.method, p.amount, p.id, p.desk_id, p.client_id, p.receipt"
        " FROM payment AS p WHERE p.organisation_id = :organisation AND p.desk_id = :desk"
        " AND p.at >= :low AND p.at < :high AND p.amount <> 0"
    )


def amounts() -> TextClause:
    """The same, no more of it than sums need."""
    return text(
        "SELECT p.at, p.subject_id, p.method, p.amount"
        " FROM payment AS p WHERE p.organisation_id = :organisation AND p.desk_id = :desk"
        " AND p.at >= :low AND p.at < :high AND p.amount <> 0"
    )


def sums() -> TextClause:
    """What came and went at a desk in a span, by method."""
    return text(
        "SELECT p.method, sum(CASE WHEN p.amount > 0 THEN 1 ELSE 0 END),"
        " sum(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END),"
        " sum(CASE WHEN p.amount < 0 THEN p.amount ELSE 0 END)"
        " FROM payment AS p WHERE p.organisation_id = :organisation AND p.desk_id = :desk"
        " AND p.at >= :low AND p.at < :high AND p.amount <> 0 GROUP BY p.method"
    )


def parts() -> TextClause:
    """What came and went at a desk in a span, one by one and no more than reports need."""
    return text(
        "SELECT p.subject_id, p.method, p.amount FROM payment AS p"
        " WHERE p.organisation_id = :organisation AND p.desk_id = :desk"
        " AND p.at >= :low AND p.at < :high AND p.amount <> 0"
    )


def desks() -> TextClause:
    return text("SELECT d.id, d.location_id FROM desk AS d WHERE d.organisation_id = :organisation")


def sold() -> TextClause:
    """What each pass is of, and where it was sold."""
    return text(
        "SELECT h.id, h.product_id, h.location_id FROM pass AS h INDEXED BY ix_passes_to_expire"
        " WHERE h.organisation_id = :organisation"
    )


def open_passes() -> TextClause:
    """Passes that hold on a date with what is left on them."""
    return text(
        "SELECT h.id, h.product_id, h.location_id, h.kind, h.credits, h.price, s.balance"
        " FROM pass AS h INDEXED BY ix_passes_to_expire CROSS JOIN pass_sum AS s"
        " WHERE h.organisation_id = :organisation AND h.state IN ('active', 'ending', 'past_due')"
        " AND (h.valid_until = '' OR h.valid_until >= :today)"
        " AND s.organisation_id = h.organisation_id AND s.pass_id = h.id AND s.balance > 0"
    )


def used() -> TextClause:
    """How long each resource was held, and how much of it."""
    return text(
        "SELECT a.occurrence_id, a.per_class, a.per_attendee, a.starts_at, a.ends_at"
        " FROM allocation AS a WHERE a.organisation_id = :organisation"
        " AND a.resource_id = :resource AND a.starts_at >= :low AND a.starts_at < :high"
        " AND a.state = 'held'"
    )


def lines() -> TextClause:
    """Classes at a place in a span that somebody waited for, and what became of them."""
    return text(
        "SELECT o.id, o.service_id, o.location_id, o.local_date, o.local_start, o.starts_at,"
        " o.capacity, s.waited, s.seated, s.gave_up"
        " FROM occurrence AS o CROSS JOIN line_sum AS s"
        " ON s.organisation_id = o.organisation_id AND s.occurrence_id = o.id"
        " WHERE o.organisation_id = :organisation AND o.location_id = :location"
        " AND o.starts_at >= :low AND o.starts_at < :high AND o.ends_at <= :now"
        " AND o.state NOT IN ('dropped', 'cancelled') AND s.waited > 0"
        " ORDER BY o.starts_at, o.id"
    )


def posts() -> TextClause:
    """Who gave the closed classes at a place in a span, with how many heads came."""
    return text(
        "SELECT a.staff_id, a.role, o.id, o.service_id, o.local_date, o.starts_at,"
        " coalesce(s.came, 0) FROM occurrence AS o CROSS JOIN assignment AS a"
        " ON a.organisation_id = o.organisation_id AND a.occurrence_id = o.id AND a.state = 'held'"
        " LEFT JOIN class_sum AS s ON s.organisation_id = o.organisation_id"
        " AND s.location_id = o.location_id AND s.starts_at = o.starts_at"
        " AND s.occurrence_id = o.id"
        " WHERE o.organisation_id = :organisation AND o.location_id = :location"
        " AND o.starts_at >= :low AND o.starts_at < :high AND o.state = 'closed'"
        " ORDER BY o.starts_at, o.id"
    )


def ended_passes() -> TextClause:
    """Passes whose last day lies between two dates, with what became of their credits."""
    return text(
        "SELECT h.id, h.product_id, h.location_id, h.valid_until, coalesce(s.granted, 0),"
        " coalesce(s.used, 0), coalesce(s.lost, 0), coalesce(s.balance, 0), coalesce(s.holds, 0)"
        " FROM pass AS h INDEXED BY ix_passes_to_expire LEFT JOIN pass_sum AS s"
        " ON s.organisation_id = h.organisation_id AND s.pass_id = h.id"
        " WHERE h.organisation_id = :organisation AND h.kind <> 'gift'"
        " AND h.state IN ('active', 'ending', 'past_due', 'ended', 'cancelled')"
        " AND h.valid_until >= :first AND h.valid_until <= :last"
    )
