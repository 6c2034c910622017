"""A receipt as it is printed: the same words and sums each time it is asked for (PAY-4, PAY-16)."""

from collections.abc import Iterable
from html import escape

from core.domain.organisation import Location, StaffMember
from core.domain.people import Client
from core.domain.receipts import REFUND, VOID, ReceiptLine
from core.queries import place, receipts
from core.queries.receipts import Printed
from desktop import formats
from desktop.printing.printable import TextSheet
from desktop.saying import tr
from desktop.session import Session

_AREA = tr("Receipt")
METHODS = {
    "cash": tr("Cash"),
    "external_terminal": tr("Card terminal"),
    "bank_transfer": tr("Bank transfer"),
    "voucher": tr("Voucher"),
    "card": tr("Card"),
    "gift": tr("Gift credit"),
    "other": tr("Other"),
    "later": tr("Later"),
}


def method_words(method: str) -> str:
    """How people call a way to pay."""
    return tr(METHODS.get(method, method))


def receipt_sheet(session: Session, number: str) -> TextSheet | None:
    """A receipt of this studio to print; None for a number that was never given."""
    found = receipts.printed(session.source.rows, number)
    if found is None:
        return None
    html = "".join(_parts(session, found))
    return TextSheet(tr("Receipt {0}").format(number), html)


def _parts(session: Session, one: Printed) -> Iterable[str]:
    money = _Money(session.currency)
    rows = session.source.rows
    receipt = one.receipt
    here = rows.get(Location, receipt.location_id)
    zone = here.zone if here else session.zone
    yield _head(session, here)
    when = formats.local(receipt.at, zone)
    said = [f"{when.day} {formats.MONTHS[when.month - 1]} {when.year}, {when:%H:%M}"]
    staff = rows.get(StaffMember, receipt.staff_id) if receipt.staff_id else None
    client = rows.get(Client, receipt.client_id) if receipt.client_id else None
    said += [one.name for one in (staff,) if one]
    yield f"<h2>{escape(_title(one))}</h2>"
    yield f'<p class="muted">{escape(" · ".join(said))}</p>'
    if client is not None:
        yield f"<p>{escape(tr('For {0}').format(client.name))}</p>"
    if receipt.reason:
        yield f'<p class="muted">{escape(receipt.reason)}</p>'
    yield "<hr>"
    yield _table(_line_rows(one.lines, money))
    yield "<hr>"
    yield _table([(_bold(tr("Total")), _bold(money(receipt.total)))])
    yield _table([(escape(method_words(p.method)), money(p.amount)) for p in one.payments])
    taxed = [tax for tax in one.taxes if tax.rate]
    if taxed:
        yield "<hr>"
        yield _table(
            (_small(_tax_words(tax.rate, money(tax.net))), _small(money(tax.tax))) for tax in taxed
        )


def _head(session: Session, here: Location | None) -> str:
    organisation = place.organisation(session.source)
    name = organisation.name if organisation else ""
    said = [part for part in (here.name, here.address) if part] if here else []
    under = f'<p class="muted small">{escape(", ".join(said))}</p>' if said else ""
    return f"<h1>{escape(name)}</h1>{under}"


def _title(one: Printed) -> str:
    receipt = one.receipt
    if receipt.kind == REFUND:
        return tr("Refund {0} of receipt {1}").format(receipt.number, receipt.of_number)
    if receipt.kind == VOID:
        return tr("{0} voids receipt {1}").format(receipt.number, receipt.of_number)
    return tr("Receipt {0}").format(receipt.number)


def _line_rows(lines: Iterable[ReceiptLine], money: "_Money") -> Iterable[tuple[str, str]]:
    for line in lines:
        many = f"{line.quantity} × " if line.quantity != 1 else ""
        yield escape(f"{many}{line.name}"), money(line.gross + line.discount)
        if line.discount:
            why = f" ({line.reason})" if line.reason else ""
            yield _small(escape(tr("Discount{0}").format(why))), _small(money(-line.discount))


def _tax_words(rate: int, net: str) -> str:
    figure = f"{rate / 100:.2f}".rstrip("0").rstrip(".")
    return escape(tr("Tax {0} % included, net {1}").format(figure, net))


def _table(rows: Iterable[tuple[str, str]]) -> str:
    body = "".join(
        f'<tr><td>{left}</td><td align="right">{right}</td></tr>' for left, right in rows
    )
    return f'<table width="100%" cellspacing="0" cellpadding="2">{body}</table>'


def _bold(text: str) -> str:
    return f"<b>{text}</b>"


def _small(text: str) -> str:
    return f'<span class="small muted">{text}</span>'


class _Money:
    def __init__(self, currency: str) -> None:
        self._currency = currency

    def __call__(self, amount: int) -> str:
        return escape(formats.money(amount, self._currency))
