"""The forms of what is taken back: a refund, a void, a sum let go (PAY-4, PAY-14, BK-31)."""

from core.changes import Outcome
from core.commands.refunds import Refund, WaiveDue
from core.commands.till import VoidReceipt
from core.queries import payments
from core.queries.payments import PaymentLine
from desktop import formats
from desktop.act_panel import FormAct
from desktop.features.sell.model import DueThing
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.printing.receipt import method_words
from desktop.saying import tr
from desktop.session import Session
from desktop.wording import bold


def refund(session: Session, line: PaymentLine) -> FormAct:
    """All of a payment that is left, or a part of it, to where it came from or in cash."""
    left = payments.left_of(session.source.rows, line.id)
    currency = session.currency
    source = method_words(line.method)
    fields = (
        Field(
            name="amount",
            label=tr("Amount"),
            kind=Kind.MONEY,
            limit=limit_of(Refund, "amount"),
            wide=3,
        ),
        Field(
            name="to",
            label=tr("Where to"),
            kind=Kind.CHOICE,
            options=(
                Option("source", tr("Back as it came: {0}").format(source)),
                Option("cash", tr("In cash")),
            ),
            wide=3,
        ),
        Field(name="reason", label=tr("Reason"), limit=limit_of(Refund, "reason"), required=True),
    )
    what = " ".join(part for part in (line.what, line.receipt) if part)
    name = line.client_name or tr("nobody in particular")

    def tells(outcome: Outcome) -> str:
        kept = int(outcome.facts["left"])
        return (
            tr("{0} of it stays with the studio.").format(formats.money(kept, currency))
            if kept
            else ""
        )

    return FormAct(
        title=tr("Give money back"),
        about=tr("{0}, paid by {1}. {2} can be given back.").format(
            what, name, formats.money(left, currency)
        ),
        verb=tr("Give back"),
        sections=(Section("", fields),),
        values={"amount": left, "to": "source", "reason": tr("Asked for by the client")},
        make=lambda values: Refund(
            line.id,
            values["amount"],
            session.next_receipt(),
            values["reason"].strip(),
            values["to"],
        ),
        tells=tells,
        says=tr("Gave money back to {0} for {1}").format(bold(name), what),
        codes={"more_than_paid": "amount", "reason_missing": "reason"},
    )


def void(session: Session, line: PaymentLine) -> FormAct:
    """A whole receipt of today, before the drawer is closed."""
    return FormAct(
        title=tr("Void the receipt"),
        about=tr("{0}: money, credits and stock go back, and both receipts stay.").format(
            line.receipt
        ),
        verb=tr("Void the receipt"),
        sections=(
            Section(
                "",
                (Field(name="reason", label=tr("Reason"), limit=limit_of(VoidReceipt, "reason")),),
            ),
        ),
        values={"reason": ""},
        make=lambda values: VoidReceipt(
            line.receipt, session.next_receipt(), values["reason"].strip()
        ),
        says=tr("Voided receipt {0}").format(line.receipt),
    )


def waive(session: Session, client_id: str, name: str, due: DueThing) -> FormAct:
    """A sum that need not be paid: a manager's word."""
    booking = due.subject_id if due.kind == "booking" else ""
    item = due.subject_id if due.kind == "item" else ""
    price = formats.money(due.amount, session.currency)
    return FormAct(
        title=tr("Let the sum go"),
        about=tr("{0} for {1} need not be paid by {2}.").format(price, due.name, name),
        verb=tr("Let it go"),
        sections=(
            Section(
                "",
                (
                    Field(
                        name="reason",
                        label=tr("Reason"),
                        limit=limit_of(WaiveDue, "reason"),
                        required=True,
                    ),
                ),
            ),
        ),
        values={"reason": ""},
        make=lambda values: WaiveDue(client_id, values["reason"].strip(), booking, item),
        says=tr("Let {0} of {1} go").format(price, bold(name)),
    )
