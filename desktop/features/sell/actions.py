"""What can be done on Sell by key."""

from desktop.actions.declaration import ActionDef, on
from desktop.actions.screens import Screen
from desktop.features.sell.model import (
    CASH,
    GIFT,
    LATER,
    METHODS,
    OTHER,
    TERMINAL,
    TRANSFER,
    VOUCHER,
)

DIGITS = 9
_HERE = on(Screen.SELL)
_WORDS = {
    CASH: "Pay in cash",
    TERMINAL: "Pay at the card terminal",
    TRANSFER: "Pay by bank transfer",
    VOUCHER: "Pay with a voucher",
    OTHER: "Pay in another way",
    GIFT: "Pay with a gift credit",
    LATER: "Sell now, pay later",
}


def add_seen(number: int) -> str:
    """The id of the action that puts the thing with this number, 1 to 9, into the basket."""
    return f"sell.add_{number}"


def pay_by(method: str) -> str:
    """The id of the action that chooses a way to pay."""
    return f"sell.pay_by_{method}"


TAKE = "sell.take_payment"
FIND_CLIENT = "sell.find_client"
NO_CLIENT = "sell.sell_without_client"
FIND = "sell.find_thing"
DUES = "sell.add_dues"
DISCOUNT = "sell.give_discount"
AMOUNT = "sell.type_amount"
ANEW = "sell.pay_anew"
CLEAR = "sell.empty_basket"
PRINT = "sell.print_receipt"

SELL_ACTIONS = (
    *(
        ActionDef(
            add_seen(number),
            f"Put number {number} into the basket",
            "plus",
            (str(number),),
            _HERE,
        )
        for number in range(1, DIGITS + 1)
    ),
    ActionDef(TAKE, "Take the payment", "banknote", ("Return", "Enter"), _HERE, ("sell", "pay")),
    ActionDef(FIND_CLIENT, "Choose who buys", "user", ("N",), _HERE, ("client", "buyer")),
    ActionDef(NO_CLIENT, "Sell to nobody in particular", "user-x", (), _HERE, ("retail",)),
    ActionDef(FIND, "Search what is for sale", "search", ("/",), _HERE, ("item", "pass")),
    ActionDef(DUES, "Put all open sums into the basket", "banknote", ("A",), _HERE, ("owes",)),
    ActionDef(DISCOUNT, "Give a discount", "tag", ("D",), _HERE, ("code", "percent", "less")),
    ActionDef(AMOUNT, "Type an amount", "banknote", ("S",), _HERE, ("split", "change", "part")),
    ActionDef(ANEW, "Begin the payment anew", "rotate-ccw", (), _HERE, ("split",)),
    ActionDef(CLEAR, "Empty the basket", "x", ("Ctrl+Backspace",), _HERE, ("start over",)),
    ActionDef(PRINT, "Print the last receipt", "printer", ("Ctrl+P",), _HERE, ("reprint",)),
    *(
        ActionDef(pay_by(method), _WORDS[method], "banknote", (key,), _HERE)
        for method, _, key in METHODS
    ),
)
