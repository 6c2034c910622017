"""What can be done on Clients by key."""

from desktop.actions.declaration import ActionDef, on
from desktop.actions.screens import Screen
from desktop.saying import tr

_HERE = on(Screen.CLIENTS)

FIND = "clients.find_client"
BACK = "clients.back_to_list"
SELL = "clients.sell_pass"
BOOK = "clients.book_class"
EDIT = "clients.edit_details"
PAY = "clients.take_payment"
ADD = "clients.add_client"
CHECK_IN = "clients.check_in_client"
ARCHIVE = "clients.archive_client"
WHY = "clients.why_not"
SIGN = "clients.sign_waiver"
HEALTH = "clients.answer_health"
SUSPEND = "clients.suspend_client"
LIFT = "clients.lift_suspension"
MERGE = "clients.merge_client"
PAYER = "clients.choose_payer"
PAYMENTS = "clients.show_payments"
CARD = "clients.revoke_card"
EXPORT = "clients.export_person"
ERASE = "clients.erase_person"
CREDITS = "clients.correct_credits"
COVER = "clients.change_cover"
COURSE = "clients.enrol_course"
RESTORE = "clients.restore_booking"
ASSIGN = "clients.assign_instructor"
BIND = "clients.give_card"
DATES = "clients.book_dates"
ASK = "clients.ask_for_session"
LINK = "clients.link_staff"
TAKE_BACK = "clients.revoke_pass"
END_MEMBERSHIP = "clients.end_membership"
KEEP_MEMBERSHIP = "clients.keep_membership"
EMPTY_HEALTH = "clients.empty_health"

ACTS = (
    EDIT,
    WHY,
    SIGN,
    HEALTH,
    SUSPEND,
    LIFT,
    MERGE,
    PAYER,
    PAYMENTS,
    CARD,
    EXPORT,
    ERASE,
    CREDITS,
    COVER,
    COURSE,
    RESTORE,
    ASSIGN,
    BIND,
    TAKE_BACK,
    END_MEMBERSHIP,
    KEEP_MEMBERSHIP,
    EMPTY_HEALTH,
    DATES,
    ASK,
    LINK,
)
"""What the presenter does about the client in view."""
MORE: tuple[str | None, ...] = (
    DATES,
    ASK,
    COURSE,
    RESTORE,
    ASSIGN,
    None,
    CREDITS,
    COVER,
    TAKE_BACK,
    END_MEMBERSHIP,
    KEEP_MEMBERSHIP,
    None,
    SIGN,
    HEALTH,
    EMPTY_HEALTH,
    None,
    PAYMENTS,
    PAYER,
    BIND,
    CARD,
    LINK,
    MERGE,
    None,
    SUSPEND,
    LIFT,
    None,
    EXPORT,
    ARCHIVE,
    ERASE,
)
"""The menu at a profile's head; None makes a line."""

CLIENT_ACTIONS = (
    ActionDef(FIND, tr("Search the clients"), "search", ("/",), _HERE, ("name", "phone")),
    ActionDef(BACK, tr("Go back to the list of clients"), "chevron-left", ("Backspace",), _HERE),
    ActionDef(SELL, tr("Sell a pass to the client"), "shopping-bag", ("S",), _HERE, ("credits",)),
    ActionDef(BOOK, tr("Book a class for the client"), "calendar-plus", ("B",), _HERE, ("seat",)),
    ActionDef(
        DATES,
        tr("Book several dates for the client"),
        "calendar-days",
        ("D",),
        _HERE,
        ("drop-in", "seats"),
    ),
    ActionDef(
        ASK,
        tr("Ask for a session for this client"),
        "calendar-clock",
        ("T",),
        _HERE,
        (tr("request"), "propose", "times"),
    ),
    ActionDef(EDIT, tr("Edit the client's details"), "file-pen-line", ("E",), _HERE, ("phone",)),
    ActionDef(CHECK_IN, tr("Check in the client"), "scan-line", ("I",), _HERE, ("arrive", "here")),
    ActionDef(
        PAY, tr("Take a payment from the client"), "banknote", ("P",), _HERE, ("due", "owes")
    ),
    ActionDef(ADD, tr("Add a client"), "user-plus", ("N",), _HERE, ("new", "face")),
    ActionDef(ARCHIVE, tr("Archive the client"), "inbox", (), _HERE, ("remove", "hide")),
    ActionDef(
        WHY, tr("Show why the client cannot book"), "circle-help", ("?",), _HERE, ("refused",)
    ),
    ActionDef(CREDITS, tr("Correct credits"), "arrow-down-up", ("C",), _HERE, ("adjust", "ledger")),
    ActionDef(
        COVER, tr("Change what pays for a booking"), "arrow-left-right", ("V",), _HERE, ("pass",)
    ),
    ActionDef(
        COURSE, tr("Enrol the client in a course"), "layout-grid", (), _HERE, ("register", "parts")
    ),
    ActionDef(
        RESTORE,
        tr("Restore a cancelled booking"),
        "rotate-ccw",
        (),
        _HERE,
        (tr("bring back"), "seat"),
    ),
    ActionDef(
        ASSIGN, tr("Assign the client to an instructor"), "users", (), _HERE, ("own", "teacher")
    ),
    ActionDef(
        LINK,
        tr("Say who of the staff this client is"),
        "user",
        (),
        _HERE,
        ("link", "works here", "teacher"),
    ),
    ActionDef(SIGN, tr("Sign the waiver"), "file-pen-line", ("W",), _HERE, ("terms", "agreement")),
    ActionDef(HEALTH, tr("Answer the health questions"), "heart-pulse", ("H",), _HERE, ("par-q",)),
    ActionDef(SUSPEND, tr("Suspend the client"), "user-x", (), _HERE, ("bar", "block")),
    ActionDef(LIFT, tr("Lift the client’s suspension"), "rotate-ccw", (), _HERE, ("unblock",)),
    ActionDef(MERGE, tr("Merge with another record"), "users", (), _HERE, ("duplicate", "twice")),
    ActionDef(
        PAYER, tr("Choose who pays for the client"), "users", (), _HERE, ("household", "family")
    ),
    ActionDef(
        PAYMENTS,
        tr("Give back, void or reprint payments"),
        "banknote",
        ("Shift+P",),
        _HERE,
        ("refund", "receipts", "payments"),
    ),
    ActionDef(CARD, tr("Revoke the client’s card"), "scan-line", (), _HERE, ("lost", "qr")),
    ActionDef(BIND, tr("Give the client a card"), "scan-line", (), _HERE, ("bind", "qr", "blank")),
    ActionDef(
        TAKE_BACK, tr("Take a pass of the client back"), "undo-2", (), _HERE, ("revoke", "void")
    ),
    ActionDef(
        END_MEMBERSHIP, tr("End the client’s membership"), "x", (), _HERE, ("cancel", "renewal")
    ),
    ActionDef(
        KEEP_MEMBERSHIP, tr("Let the membership go on"), "rotate-ccw", (), _HERE, ("renewal",)
    ),
    ActionDef(
        EMPTY_HEALTH, tr("Empty the health answers"), "heart-pulse", (), _HERE, ("withdraw",)
    ),
    ActionDef(EXPORT, tr("Export the client’s data"), "file-check", (), _HERE, ("gdpr", "json")),
    ActionDef(ERASE, tr("Erase the client’s personal data"), "x", (), _HERE, ("gdpr", "forget")),
)
