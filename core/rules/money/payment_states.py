"""The state of a payment, computed from its rows, and its moves as data (BK-11, BK-17, BK-31)."""

from collections.abc import Iterable

from core.domain.credits import (
    DISPUTE_WON,
    DISPUTED,
    FAILED,
    PENDING_CARD,
    REFUNDED,
    TAKEN,
    VOIDED,
    WAIVED,
    Payment,
)
from core.domain.refusals import Refusal

NONE_DUE = "none_due"
DUE = "due"
PENDING = "pending"
PAID = "paid"
PART_PAID = "part_paid"
PART_REFUNDED = "part_refunded"
WHOLLY_REFUNDED = "refunded"
IN_DISPUTE = "disputed"
LET_GO = "waived"

PAYMENT_STATES = (
    NONE_DUE,
    DUE,
    PENDING,
    PAID,
    PART_PAID,
    PART_REFUNDED,
    WHOLLY_REFUNDED,
    IN_DISPUTE,
    LET_GO,
)

_OWED = (DUE, PART_PAID)
_BACK = (PART_REFUNDED, WHOLLY_REFUNDED)

MOVES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "start_card": (_OWED, (PENDING,)),
    "take": ((*_OWED, PENDING, PART_REFUNDED), (PAID, PART_PAID, PENDING, PART_REFUNDED)),
    "card_pays": (PAYMENT_STATES, (PAID, PART_PAID, PENDING, *_BACK)),
    "card_fails": ((PENDING,), (*_OWED, PENDING)),
    "waive": (_OWED, (LET_GO,)),
    "refund": ((PAID, PART_PAID, PART_REFUNDED), _BACK),
    "dispute": ((PAID, PART_PAID, PART_REFUNDED), (IN_DISPUTE,)),
    "dispute_won": ((IN_DISPUTE,), (PAID, PART_PAID, PART_REFUNDED)),
    "dispute_lost": ((IN_DISPUTE,), _BACK),
}
"""What is done, from which states, into which. Money from a card is a fact in every state."""


def payment_state(price: int, rows: Iterable[Payment]) -> str:
    """The state of what costs `price` (minor units) with its payment rows, in whatever order."""
    known = list(rows)
    taken, back = _sum(known, TAKEN), -_sum(known, REFUNDED) - _sum(known, VOIDED)
    if disputed(known):
        return IN_DISPUTE
    if back > 0:
        return WHOLLY_REFUNDED if back >= taken else PART_REFUNDED
    if taken >= price:
        return LET_GO if _waived(known) else (PAID if taken else NONE_DUE)
    if pending(known):
        return PENDING
    return PART_PAID if taken else DUE


def pending(rows: Iterable[Payment]) -> list[Payment]:
    """Cards that were asked and have not answered: neither paid nor failed."""
    known = list(rows)
    answered = {row.provider_id for row in known if row.kind in (TAKEN, FAILED)}
    return [row for row in known if row.kind == PENDING_CARD and row.provider_id not in answered]


def disputed(rows: Iterable[Payment]) -> list[Payment]:
    """Disputes that are open: neither won nor lost, which is a refund."""
    known = list(rows)
    over = {row.provider_id for row in known if row.kind == DISPUTE_WON}
    over |= {row.provider_id for row in known if row.kind == REFUNDED and row.provider_id}
    return [row for row in known if row.kind == DISPUTED and row.provider_id not in over]


def may_move(by: str, state: str) -> Refusal | None:
    """Refuses `payment_cannot` with the state, for what is not listed."""
    if state in MOVES[by][0]:
        return None
    return Refusal("payment_cannot", {"state": state.replace("_", " ")})


def refundable(payment: Payment, rows: Iterable[Payment]) -> int:
    """What is left of a payment after all that was given back of it, in minor units."""
    back = sum(row.amount for row in rows if row.refund_of == payment.id)
    return max(0, payment.amount + back) if payment.kind == TAKEN else 0


def _sum(rows: Iterable[Payment], kind: str) -> int:
    return sum(row.amount for row in rows if row.kind == kind)


def _waived(rows: Iterable[Payment]) -> bool:
    return any(row.kind == WAIVED for row in rows)
