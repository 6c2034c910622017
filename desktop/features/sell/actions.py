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
from desktop.saying import tr

DIGITS = 9
_HERE = on(Screen.SELL)
_WORDS = {
    CASH: tr("Pay in cash"),
    TERMINAL: tr("Pay at the card terminal"),
    TRANSFER: tr("Pay by bank transfer"),
    VOUCHER: tr("Pay with a voucher"),
    OTHER: tr("Pay in another way"),
    GIFT: tr("Pay with a gift credit"),
    LATER: tr("Sell now, pay later"),
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
PAYER = "sell.let_payer_pay"
DISCOUNT = "sell.give_discount"
AMOUNT = "sell.type_amount"
ANEW = "sell.pay_anew"
CLEAR = "sell.empty_basket"
PRINT = "sell.print_receipt"
WAIVE = "sell.waive_due"
TILL = "sell.show_till"
PAYMENTS = "sell.show_payments"
CLIENT_PAYMENTS = "sell.show_client_payments"
DRAWER = "sell.show_drawer"
REFUND = "sell.give_back"
VOID = "sell.void_receipt"
FLOAT = "sell.put_in_float"
PAY_IN = "sell.put_cash_in"
PAY_OUT = "sell.take_cash_out"
CLOSE = "sell.close_drawer"
EXPORT = "sell.export_closing"
SAVE = "sell.save_payments"
START = "sell.set_start"

SELL_ACTIONS = (
    *(
        ActionDef(
            add_seen(number),
            tr("Put number {0} into the basket").format(number),
            "plus",
            (str(number),),
            _HERE,
        )
        for number in range(1, DIGITS + 1)
    ),
    ActionDef(
        TAKE, tr("Take the payment"), "banknote", ("Return", "Enter"), _HERE, ("sell", "pay")
    ),
    ActionDef(FIND_CLIENT, tr("Choose who buys"), "user", ("N",), _HERE, ("client", "buyer")),
    ActionDef(NO_CLIENT, tr("Sell to nobody in particular"), "user-x", (), _HERE, ("retail",)),
    ActionDef(FIND, tr("Search what is for sale"), "search", ("/",), _HERE, ("item", "pass")),
    ActionDef(DUES, tr("Put all open sums into the basket"), "banknote", ("A",), _HERE, ("owes",)),
    ActionDef(
        PAYER,
        tr("Let the payer of the household pay"),
        "users",
        ("H",),
        _HERE,
        ("family", tr("household")),
    ),
    ActionDef(DISCOUNT, tr("Give a discount"), "tag", ("D",), _HERE, ("code", "percent", "less")),
    ActionDef(
        START,
        tr("Let the pass start on another day"),
        "calendar-days",
        ("Y",),
        _HERE,
        ("begin", "date", tr("later")),
    ),
    ActionDef(AMOUNT, tr("Type an amount"), "banknote", ("S",), _HERE, ("split", "change", "part")),
    ActionDef(ANEW, tr("Begin the payment anew"), "rotate-ccw", (), _HERE, ("split",)),
    ActionDef(CLEAR, tr("Empty the basket"), "x", ("Ctrl+Backspace",), _HERE, (tr("start over"),)),
    ActionDef(WAIVE, tr("Let an open sum go"), "x", ("W",), _HERE, ("waive", "fee")),
    ActionDef(TILL, tr("Show the till"), "shopping-bag", ("Backspace",), _HERE, ("basket",)),
    ActionDef(
        PAYMENTS, tr("Show the payments of the day"), "banknote", ("P",), _HERE, ("receipts",)
    ),
    ActionDef(
        CLIENT_PAYMENTS,
        tr("Show the payments of the buyer"),
        "banknote",
        ("Shift+P",),
        _HERE,
        ("receipts", "history"),
    ),
    ActionDef(DRAWER, tr("Show the drawer"), "inbox", ("K",), _HERE, ("cash", "closing")),
    ActionDef(REFUND, tr("Give money back"), "undo-2", ("R",), _HERE, ("refund",)),
    ActionDef(VOID, tr("Void a receipt"), "x", ("Del",), _HERE, ("cancel", "sale")),
    ActionDef(FLOAT, tr("Put in the float"), "plus", ("F",), _HERE, ("opening", "change")),
    ActionDef(PAY_IN, tr("Put cash in"), "plus", ("I",), _HERE, ("drawer",)),
    ActionDef(PAY_OUT, tr("Take cash out"), "minus", ("U",), _HERE, ("drawer", "bank")),
    ActionDef(CLOSE, tr("Close the drawer"), "lock", ("Z",), _HERE, ("count", tr("end of day"))),
    ActionDef(EXPORT, tr("Export a closing"), "file-check", ("Ctrl+E",), _HERE, ("csv",)),
    ActionDef(
        SAVE, tr("Save the payments as Excel"), "file-check", ("X",), _HERE, ("export", "xlsx")
    ),
    ActionDef(PRINT, tr("Print what is chosen"), "printer", ("Ctrl+P",), _HERE, ("reprint",)),
    *(
        ActionDef(pay_by(method), _WORDS[method], "banknote", (key,), _HERE)
        for method, _, key in METHODS
    ),
)

OF_SELLERS = frozenset(one.ident for one in SELL_ACTIONS) - {
    PAYMENTS,
    CLIENT_PAYMENTS,
    PRINT,
    SAVE,
}
"""What is nothing to who may look at payments and take none."""
