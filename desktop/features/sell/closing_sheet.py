"""A closing as it is printed: expected, counted, each method, what it counted (PAY-5)."""

from collections.abc import Iterable
from html import escape

from core.domain.organisation import StaffMember
from core.queries.closings import Report
from desktop import formats
from desktop.printing.printable import TextSheet
from desktop.printing.receipt import method_words
from desktop.saying import tr
from desktop.session import Session


def closing_sheet(session: Session, one: Report) -> TextSheet:
    """One closing with every payment and cash move in it."""
    when = formats.local(one.closing.at, session.zone)
    day = f"{when.day} {formats.MONTHS[when.month - 1]} {when.year}, {when:%H:%M}"
    title = tr("Closing {0}, {1}").format(one.desk_name, day)
    return TextSheet(title, "".join(_parts(session, one, title)))


def _parts(session: Session, one: Report, title: str) -> Iterable[str]:
    currency, closing = session.currency, one.closing

    def money(amount: int) -> str:
        return escape(formats.money(amount, currency))

    yield f"<h1>{escape(title)}</h1>"
    staff = session.source.rows.get(StaffMember, closing.staff_id)
    if staff is not None:
        counted_by = tr("Counted by {0}").format(escape(staff.name))
        yield f'<p class="muted">{counted_by}</p>'
    yield _table(
        [
            (tr("Cash expected"), money(closing.expected)),
            (tr("Cash counted"), money(closing.counted)),
            (tr("Difference"), money(closing.difference)),
            (tr("Left in the drawer"), money(closing.left)),
            (tr("Taken out"), money(closing.counted - closing.left)),
        ]
    )
    if closing.note:
        yield f"<p>{escape(closing.note)}</p>"
    yield f"<h2>{tr('By method')}</h2>"
    yield _table([(escape(method_words(name)), money(sum_)) for name, sum_ in one.sums.items()])
    yield f"<h2>{tr('Cash without a sale')}</h2>"
    yield _table([(escape(move.reason or move.kind), money(move.amount)) for move in one.moves])
    yield f"<h2>{tr('Payments')}</h2>"
    yield _table(
        [
            (escape(f"{row.receipt} {method_words(row.method)}".strip()), money(row.amount))
            for row in one.payments
        ]
    )


def _table(rows: Iterable[tuple[str, str]]) -> str:
    body = "".join(
        f'<tr><td>{name}</td><td align="right">{amount}</td></tr>' for name, amount in rows
    )
    return f'<table width="100%" cellspacing="0" cellpadding="2">{body}</table>' if body else ""
