"""What discounts take off the lines of a receipt, within the limits of staff and codes (PAY-15)."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from core.changes import Act
from core.commands.till import Discount, SellAtTill, TillLine
from core.domain.catalogue import PassProduct
from core.domain.ids import ClientId, CommandId, DiscountUseId, derive, discount_code_id
from core.domain.refusals import Refusal
from core.domain.settings import DISCOUNT_LIMIT
from core.domain.till import USES_OF_CODE, DiscountCode, DiscountUse, RetailItem
from core.domain.zones import local_date
from core.ports import Reader, Tx
from core.rules.money.discounts import (
    CODE_REFUSALS,
    Cut,
    code_holds_for,
    code_refusal,
    cut,
    over_share,
    spread,
)
from core.rules.money.tax import asking_price
from core.rules.permissions import permits
from core.rules.places import Place
from core.rules.terms import Terms

DISCOUNT_REFUSALS = CODE_REFUSALS | {"discount_limit", "reason_missing"}

FOR_SALE = ("pass", "retail")


def discounted(
    tx: Reader, act: Act, command: SellAtTill, zone: str, *, forced: bool
) -> list[Cut] | Refusal:
    """The lines with all discounts. Refuses `reason_missing`, `discount_limit`, CODE_REFUSALS.

    A lower price than is asked is a discount too. `forced`: it happened, so limits no longer count.
    """
    today = local_date(act.occurred_at, zone)
    for one in _all(command):
        if refusal := _wrong(tx, one, command, today, forced=forced):
            return refusal
    plain = [_asked(tx, line) for line in command.lines]
    lines = list(zip(command.lines, plain, strict=True))
    if not forced and any(cut.off and not reason_of(command, line) for line, cut in lines):
        return Refusal("reason_missing")
    cuts = [_less(tx, line, cut) for line, cut in lines]
    if command.discount is not None:
        cuts = _whole(tx, command, command.discount, cuts)
    place = Place(command.location_id)
    limit = Terms(tx, command.location_id).of(DISCOUNT_LIMIT)
    if forced or not over_share(cuts, limit) or permits(tx, act, "discount_freely", place):
        return cuts
    return Refusal("discount_limit", {"limit": limit // 100})


def use_codes(tx: Tx, act: Act, command: SellAtTill, cuts: Sequence[Cut]) -> None:
    """Write that codes were used, once each for a receipt."""
    keys = {discount_code_id(one.code) for one in _all(command) if one.kind == "code"}
    amount = sum(one.off - one.free for one in cuts)
    for key in sorted(keys):
        tx.put(
            DiscountUse(
                DiscountUseId(derive(act.command_id, "discount", key)),
                key,
                ClientId(command.client_id),
                amount,
                act.occurred_at,
                CommandId(act.command_id),
            )
        )


def free_code(tx: Tx, act: Act, use: DiscountUse) -> None:
    """Write that a use counts no more, since its receipt was voided."""
    key = DiscountUseId(derive(act.command_id, "discount", use.code_id))
    back = {"amount": -use.amount, "count": -1, "at": act.occurred_at}
    tx.put(replace(use, id=key, command_id=CommandId(act.command_id), **back))


def _all(command: SellAtTill) -> Iterator[Discount]:
    yield from (line.discount for line in command.lines if line.discount is not None)
    if command.discount is not None:
        yield command.discount


def _wrong(
    tx: Reader, one: Discount, command: SellAtTill, today: str, *, forced: bool
) -> Refusal | None:
    if one.kind != "code":
        return None if one.reason.strip() else Refusal("reason_missing")
    key = discount_code_id(one.code)
    code = tx.get(DiscountCode, key)
    refusal = code_refusal(code, tx.find(USES_OF_CODE, key), command.client_id, today)
    if refusal is None and code is not None:
        fits = any(
            line.kind in FOR_SALE and code_holds_for(code, line.subject_id)
            for line in command.lines
        )
        refusal = None if fits else Refusal("code_other_product", {"code": code.code})
    return None if forced and code is not None else refusal


def _terms(tx: Reader, one: Discount) -> tuple[str, int]:
    """Kind and value: those of the code where there is one."""
    if one.kind != "code":
        return one.kind, one.value
    code = tx.get(DiscountCode, discount_code_id(one.code))
    return (code.kind, code.value) if code else ("amount", 0)


def reason_of(command: SellAtTill, line: TillLine) -> str:
    """Why something was taken off a line: as was said of it, of all, else the code."""
    said = [one for one in (line.discount, command.discount) if one is not None]
    reasons = [*(one.reason for one in said), command.reason, *(one.code for one in said)]
    return next((one.strip() for one in reasons if one.strip()), "")


def _asked(tx: Reader, line: TillLine) -> Cut:
    """A line at what is asked for it; what was said below that is staff's discount."""
    row: PassProduct | RetailItem | None = None
    if line.kind == "pass":
        row = tx.get(PassProduct, line.subject_id)
    elif line.kind == "retail":
        row = tx.get(RetailItem, line.subject_id)
    price = asking_price(Terms(tx), row.price, row.tax_rate) if row else line.price
    less = max(0, price - line.price) * line.quantity
    return Cut(line.price * line.quantity + less, less, less)


def _less(tx: Reader, line: TillLine, plain: Cut) -> Cut:
    one = line.discount
    if one is None or not _holds(tx, one, line.subject_id):
        return plain
    return cut(plain, *_terms(tx, one), by_code=one.kind == "code")


def _whole(tx: Reader, command: SellAtTill, one: Discount, cuts: Sequence[Cut]) -> list[Cut]:
    """A discount on everything sold that it holds for; what was due before stays as it is."""
    chosen = [
        number
        for number, line in enumerate(command.lines)
        if line.kind in FOR_SALE and _holds(tx, one, line.subject_id)
    ]
    less = spread([cuts[n] for n in chosen], *_terms(tx, one), by_code=one.kind == "code")
    by_number = dict(zip(chosen, less, strict=True))
    return [by_number.get(number, before) for number, before in enumerate(cuts)]


def _holds(tx: Reader, one: Discount, subject_id: str) -> bool:
    code = tx.get(DiscountCode, discount_code_id(one.code)) if one.kind == "code" else None
    return code is None or code_holds_for(code, subject_id)
