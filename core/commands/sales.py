"""Commands about passes, credits and money taken."""

import msgspec

from core.commands.fields import (
    Few,
    Id,
    Method,
    Money,
    OptionalDate,
    OptionalId,
    Reason,
    Receipt,
    SaleOverride,
    SignedCredits,
    TakenMethod,
)
from core.commands.registry import Command, Kind, declare


class Sale(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pass as it was sold: the price that was said and the receipt that was printed.

    `override` names the limits that staff knowingly sell against, with a reason (PASS-14).
    `payer_id` is whose money it was, "" for the client's own. `auto_charge`: the client agrees
    that a membership renews on the saved card (PAY-17).
    """

    product_id: Id
    price: Money
    method: Method = "cash"
    receipt: Receipt = ""
    override: Few[SaleOverride] = ()
    reason: Reason = ""
    payer_id: OptionalId = ""
    auto_charge: bool = False


@declare(
    "sell_pass",
    kind=Kind.FACT,
    permission="sell_pass",
    label="Sold {product} to {client}",
    undo="undo_sell_pass",
)
class SellPass(Command, frozen=True):
    """Sell a pass (PASS-1); its id comes from this command. `valid_from` "" starts it today.

    `location_id` is where it was sold: its zone says what today is. Method `later` makes no
    payment, the price stays due. The rest as in Sale.
    """

    client_id: Id
    product_id: Id
    location_id: Id
    price: Money
    method: Method = "cash"
    receipt: Receipt = ""
    valid_from: OptionalDate = ""
    override: Few[SaleOverride] = ()
    reason: Reason = ""
    payer_id: OptionalId = ""
    auto_charge: bool = False


@declare(
    "undo_sell_pass",
    kind=Kind.PROMISE,
    permission="sell_pass",
    label="Took back the sale of {pass}",
)
class UndoSellPass(Command, frozen=True):
    """Take back the sale made by command `of`, if none of its credits is used (PAY-14)."""

    of: Id
    pass_id: Id
    receipt: Receipt = ""


@declare(
    "adjust_credits",
    kind=Kind.PROMISE,
    permission="adjust_credits",
    label="Corrected the credits of {pass} by {amount}",
    undo="adjust_credits",
)
class AdjustCredits(Command, frozen=True):
    """Correct a pass's credits by a signed amount, with the reason (PASS-2)."""

    pass_id: Id
    amount: SignedCredits
    reason: Reason


@declare(
    "take_payment",
    kind=Kind.FACT,
    permission="take_payment",
    label="Took {amount} from {client}",
)
class TakePayment(Command, frozen=True):
    """Money taken for a booking that is due, a pass sold to be paid later, an open item (BK-31).

    Exactly one of `occurrence_id`, `pass_id` and `item_id` is given. A gift pays from `gift_id`.
    """

    client_id: Id
    amount: Money
    method: TakenMethod
    receipt: Receipt
    occurrence_id: OptionalId = ""
    pass_id: OptionalId = ""
    item_id: OptionalId = ""
    gift_id: OptionalId = ""
