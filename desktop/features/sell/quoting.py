"""What a basket comes to, asked of the same handler that will sell it."""

from msgspec import Struct

from core.changes import Outcome
from core.commands.sales import SellPass
from core.commands.till import SellAtTill
from core.domain.ids import StaffId
from core.domain.receipts import Receipt, ReceiptLine, lines_of
from core.domain.refusals import Refusal
from core.rules.money.tax import per_rate
from core.rules.passes.sale_limits import SALE_LIMITS
from desktop import formats
from desktop.features.sell.basket import Basket, BasketLine, Part
from desktop.features.sell.goods import Goods, is_due
from desktop.features.sell.model import (
    CASH,
    GIFT,
    LATER,
    METHODS,
    BasketRow,
    PartRow,
    Quote,
)
from desktop.printing.receipt import method_words
from desktop.saying import tr
from desktop.session import Session

PROBE = "PROBE-000001"


class Sums(Struct, frozen=True):
    """What the handler said: the total in minor units, or why not; `by` is who had to approve."""

    total: int = 0
    refusal: Refusal | None = None
    by: StaffId = StaffId("")


def sums_of(session: Session, basket: Basket) -> Sums:
    """The total of a basket with its discounts. A manager's word counts where one could give it."""
    command = basket.command(session.location_id, PROBE)
    probe = SellAtTill(
        command.location_id,
        PROBE,
        command.lines,
        (),
        command.client_id,
        command.discount,
        command.override,
        command.reason,
    )
    found = _total(session.preview(probe))
    if found.refusal is None:
        return found
    for approver in session.approvers(probe, lambda result: _total(result).refusal is None):
        return Sums(_total(session.preview(probe, approver.id)).total, found.refusal, approver.id)
    return found


def _total(result: Outcome | Refusal) -> Sums:
    if isinstance(result, Outcome):
        return Sums(int(result.facts["total"]))
    if result.code == "payments_differ":
        return Sums(int(result.facts["total"]))
    return Sums(0, result)


def quote_of(session: Session, basket: Basket, goods: Goods, gift_left: int) -> Quote:
    """The basket as it will stand on the receipt."""
    if not basket.lines:
        return Quote(total_words=formats.money(0, session.currency), methods=_ALL)
    sums = sums_of(session, basket)
    currency = session.currency
    lines, against, by = _tried(session, basket, sums)
    refusal = sums.refusal or against
    plain = sum(line.gross for line in basket.lines)
    total = sums.total if lines or sums.refusal is None else plain
    rest = max(0, total - basket.paid)
    off = plain - total if lines else 0
    taxes = per_rate((line.gross, line.tax_rate, line.tax) for line in lines)
    return Quote(
        rows=_rows(session, basket, goods, lines),
        off=formats.money(-off, currency) if off else "",
        taxes=tuple(
            (tr("Tax {0} % in it").format(_rate(one.rate)), formats.money(one.tax, currency))
            for one in taxes
            if one.rate
        ),
        parts=tuple(
            PartRow(text=method_words(part.method), amount=formats.money(part.amount, currency))
            for part in basket.parts
        ),
        total=total,
        rest=rest,
        total_words=formats.money(total, currency),
        rest_words=formats.money(rest, currency),
        refused=session.sentence(refusal) if refusal else "",
        needs_pin=bool(by),
        limited=against is not None and against.code in SALE_LIMITS,
        why=basket.why,
        methods=_methods(basket, gift_left),
    )


def later_commands(session: Session, basket: Basket) -> list[SellPass]:
    """Passes sold now and paid later; each stays due by itself."""
    return [
        SellPass(
            line.client_id or basket.client_id,
            line.subject_id,
            session.location_id,
            line.price,
            "later",
            override=SALE_LIMITS if basket.why else (),
            reason=basket.why,
            payer_id=basket.client_id if line.client_id else "",
            valid_from=line.valid_from,
        )
        for line in basket.lines
    ]


_ALL = tuple(method for method, _, _ in METHODS if method not in (GIFT, LATER))


def _methods(basket: Basket, gift_left: int) -> tuple[str, ...]:
    only_passes = all(line.kind == "pass" for line in basket.lines)
    later = only_passes and not basket.parts and basket.discount is None and basket.client_id
    return (*_ALL, *([GIFT] if gift_left else []), *([LATER] if later else []))


def _tried(
    session: Session, basket: Basket, sums: Sums
) -> tuple[tuple[ReceiptLine, ...], Refusal | None, StaffId]:
    """The lines as they would be printed, none where it cannot be sold as it is; what stands
    against a pass, such as a limit (PASS-14) or its first day (PASS-16); who has to approve."""
    if sums.refusal is not None and not sums.by:
        return (), None, sums.by
    rest = Part(CASH, sums.total - basket.paid)
    whole = basket.command(session.location_id, PROBE, (rest,) if rest.amount > 0 else ())
    result, changes = session.try_out(whole, sums.by)
    made = [one.after for one in changes if isinstance(one.after, Receipt)]
    lines = lines_of(made[0]) if made else ()
    if not isinstance(result, Refusal):
        return lines, None, sums.by
    for approver in session.approvers(whole, lambda tried: isinstance(tried, Outcome)):
        return lines, result, approver.id
    return lines, result, sums.by


def _rows(
    session: Session, basket: Basket, goods: Goods, lines: tuple[ReceiptLine, ...]
) -> tuple[BasketRow, ...]:
    rows = []
    for at, line in enumerate(basket.lines):
        printed = lines[at] if at < len(lines) else None
        rows.append(_row(session, at, line, printed, goods))
    return tuple(rows)


def _row(
    session: Session, at: int, line: BasketLine, printed: ReceiptLine | None, goods: Goods
) -> BasketRow:
    currency = session.currency
    name = printed.name if printed else goods.name_of(line)
    notes = []
    if line.quantity > 1:
        notes.append(f"{line.quantity} × {formats.money(line.price, currency)}")
    if printed is not None and printed.discount:
        less = formats.money(-printed.discount, currency)
        notes.append(f"{less} {printed.reason}".strip())
    if line.valid_from:
        notes.append(tr("starts {0}").format(formats.long_date(line.valid_from)))
    if is_due(line):
        notes.append(tr("was open"))
    return BasketRow(
        key=str(at),
        text=name,
        note=" · ".join(notes),
        amount=formats.money(printed.gross if printed else line.gross, currency),
        quantity=line.quantity,
        many=line.many,
    )


def _rate(rate: int) -> str:
    return f"{rate / 100:.2f}".rstrip("0").rstrip(".")
