"""What discounts take off the lines of a receipt, within the limits of staff and codes (PAY-15)."""

from collections.abc import Iterator, Sequence

from core.changes import Act
from core.commands.till import Discount, SellAtTill
from core.domain.ids import ClientId, CommandId, DiscountUseId, derive, discount_code_id
from core.domain.refusals import Refusal
from core.domain.settings import DISCOUNT_LIMIT
from core.domain.till import USES_OF_CODE, DiscountCode, DiscountUse
from core.domain.zones import local_date
from core.ports import Reader, Tx
from core.rules.discounts import (
    CODE_REFUSALS,
    Cut,
    code_holds_for,
    code_refusal,
    cut,
    over_share,
    spread,
)
from core.rules.permissions import permits
from core.rules.places import Place
from core.rules.terms import Terms

DISCOUNT_REFUSALS = CODE_REFUSALS | {"discount_limit"}

FOR_SALE = ("pass", "retail")


def discounted(
    tx: Reader, act: Act, command: SellAtTill, zone: str, *, forced: bool
) -> list[Cut] | Refusal:
    """The lines with all discounts. Refuses `reason_missing`, `discount_limit`, CODE_REFUSALS.

    `forced`: it happened, so limits no longer count.
    """
    today = local_date(act.occurred_at, zone)
    for one in _all(command):
        if refusal := _wrong(tx, one, command, today, forced=forced):
            return refusal
    cuts = [_line(tx, command, number) for number in range(len(command.lines))]
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


def _line(tx: Reader, command: SellAtTill, number: int) -> Cut:
    line = command.lines[number]
    plain = Cut(line.price * line.quantity)
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
