"""Commands about a desk's drawer: cash without a sale, the closing (PAY-5, PAY-11)."""

from typing import Literal

from core.commands.fields import Id, Money, Reason
from core.commands.refunds import Positive
from core.commands.registry import Command, Kind, declare


@declare(
    "move_cash",
    kind=Kind.FACT,
    permission="move_cash",
    label="Put cash into or took it out of the drawer of {desk}",
)
class MoveCash(Command, frozen=True):
    """The opening float, a pay-in or a pay-out; the last two with their reason (PAY-11)."""

    desk_id: Id
    location_id: Id
    kind: Literal["opening", "pay_in", "pay_out"]
    amount: Positive
    reason: Reason = ""


@declare(
    "close_drawer",
    kind=Kind.FACT,
    permission="close_drawer",
    label="Closed the drawer of {desk}",
)
class CloseDrawer(Command, frozen=True):
    """Count the cash of a drawer; `left` of it stays as the next float (PAY-5)."""

    desk_id: Id
    location_id: Id
    counted: Money
    left: Money = 0
    note: Reason = ""
