"""What can be done with the class in the side panel, from every screen that opens one."""

from msgspec.structs import replace

from desktop.actions.declaration import ActionDef
from desktop.saying import tr

BOOK = "class.book_client"
CHECK_IN_ALL = "class.check_in_all"
MARK_NO_SHOW = "class.mark_no_show"
CORRECT = "class.correct_attendance"
CANCEL_BOOKING = "class.cancel_booking"
MOVE_BOOKING = "class.move_booking"
CHANGE_PARTY = "class.change_party"
CHECK_IN_PARTY = "class.check_in_party"
SIGN = "class.sign_waiver"
DATES = "class.book_dates"
ASSISTANTS = "class.set_assistants"
RETIME = "class.change_time"
IS_HERE = "class.confirm_here"
NOT_HERE = "class.confirm_away"
OPEN_CLIENT = "class.open_client"
CHOOSE_SPOT = "class.choose_spot"
SHOW_WAITING = "class.show_waiting"
OFFER_SEAT = "class.offer_seat"
STAND_BY = "class.stand_by"
MOVE_UP = "class.move_up_waitlist"
MOVE_DOWN = "class.move_down_waitlist"
PIN = "class.pin_waitlist"
KEEP_SEATS = "class.keep_seats"
CHANGE_SEATS = "class.change_seats"
WRITE_NOTE = "class.write_note"
WRITE_TO_ALL = "class.write_to_all"
WRITE_SESSION_NOTE = "class.write_session_note"
TEACHER_HERE = "class.teacher_is_here"
FIND_SUBSTITUTE = "class.find_substitute"
MOVE_CLASS = "class.move_class"
CANCEL_CLASS = "class.cancel_class"
REINSTATE = "class.reinstate"
PRINT = "class.print_roster"
CLOSE = "class.close"
REOPEN = "class.reopen"
CALL_BACK = "class.call_back_seats"
TAKE_LENT = "class.take_lent_seats"

_DEFS = (
    ActionDef(
        BOOK, tr("Book a client into the class"), "user-plus", inner_keys=("B",), keywords=("seat",)
    ),
    ActionDef(
        CHECK_IN_ALL,
        tr("Check in all who are due"),
        "users",
        inner_keys=("Shift+Return",),
        keywords=("roster",),
    ),
    ActionDef(
        MARK_NO_SHOW, tr("Mark as not come"), "user-x", inner_keys=("X",), keywords=("absent",)
    ),
    ActionDef(
        CORRECT,
        tr("Correct whether they attended"),
        "circle-check",
        inner_keys=("Y",),
        keywords=("no-show", tr("was there")),
    ),
    ActionDef(CANCEL_BOOKING, tr("Cancel the booking"), "x", inner_keys=("Del",)),
    ActionDef(
        MOVE_BOOKING,
        tr("Move the booking to another class"),
        "arrow-left-right",
        inner_keys=("R",),
        keywords=("reschedule",),
    ),
    ActionDef(
        CHANGE_PARTY,
        tr("Change the party"),
        "users",
        inner_keys=("G",),
        keywords=("guests", "seats"),
    ),
    ActionDef(
        IS_HERE,
        tr("Confirm that they are here"),
        "map-pin-check",
        inner_keys=("J",),
        keywords=("phone", "check-in", "far"),
    ),
    ActionDef(
        NOT_HERE,
        tr("Say that they are not here"),
        "map-pin",
        inner_keys=("U",),
        keywords=("phone", "check-in", "far"),
    ),
    ActionDef(
        CHECK_IN_PARTY,
        tr("Check in with how many came"),
        "users",
        inner_keys=("I",),
        keywords=("party", "guests", "reason"),
    ),
    ActionDef(
        SIGN,
        tr("Let the party sign the waiver"),
        "file-pen-line",
        inner_keys=("V",),
        keywords=("guest", "sign", "terms"),
    ),
    ActionDef(
        DATES,
        tr("Book more dates of the class"),
        "calendar-days",
        inner_keys=("D",),
        keywords=("several", "drop-in"),
    ),
    ActionDef(OPEN_CLIENT, tr("Open the client"), "user", inner_keys=("O",), keywords=("profile",)),
    ActionDef(
        CHOOSE_SPOT, tr("Give a spot"), "map-pin", inner_keys=("P",), keywords=("map", "reformer")
    ),
    ActionDef(SHOW_WAITING, tr("Go to who waits"), "hourglass", inner_keys=("W",)),
    ActionDef(OFFER_SEAT, tr("Offer the free seat"), "clock", inner_keys=("F",)),
    ActionDef(STAND_BY, tr("Mark as standing by"), "map-pin-check", inner_keys=("H",)),
    ActionDef(MOVE_UP, tr("Move up on the waitlist"), "arrow-down-up", inner_keys=("Shift+Up",)),
    ActionDef(
        MOVE_DOWN, tr("Move down on the waitlist"), "arrow-down-up", inner_keys=("Shift+Down",)
    ),
    ActionDef(PIN, tr("Put first on the waitlist"), "trending-up", inner_keys=("Shift+Home",)),
    ActionDef(KEEP_SEATS, tr("Keep seats free"), "lock", inner_keys=("K",), keywords=("hold",)),
    ActionDef(CHANGE_SEATS, tr("Change how many seats"), "users", inner_keys=("C",)),
    ActionDef(WRITE_NOTE, tr("Write a note on the class"), "notebook-pen", inner_keys=("N",)),
    ActionDef(
        WRITE_SESSION_NOTE,
        tr("Write a note on the client"),
        "notebook-pen",
        inner_keys=("Shift+N",),
    ),
    ActionDef(
        WRITE_TO_ALL,
        tr("Write to all who are booked"),
        "mail",
        inner_keys=("E",),
        keywords=("message", "mail", "tell"),
    ),
    ActionDef(
        TEACHER_HERE,
        tr("Note that the instructor is here"),
        "map-pin-check",
        keywords=("arrived", "teacher", "absent"),
    ),
    ActionDef(
        FIND_SUBSTITUTE,
        tr("Find a substitute"),
        "arrow-left-right",
        inner_keys=("S",),
        keywords=("teacher", "instructor", "ill"),
    ),
    ActionDef(
        ASSISTANTS,
        tr("Choose who assists"),
        "users",
        inner_keys=("A",),
        keywords=("assistant", "helper", "second teacher"),
    ),
    ActionDef(
        RETIME,
        tr("Type another time for the class"),
        "clock",
        inner_keys=("T",),
        keywords=("day", "length", "override", "reason"),
    ),
    ActionDef(MOVE_CLASS, tr("Move the class"), "calendar-clock", inner_keys=("M",)),
    ActionDef(CANCEL_CLASS, tr("Cancel the class"), "x", inner_keys=("Shift+Del",)),
    ActionDef(
        PRINT, tr("Print the roster"), "printer", inner_keys=("Ctrl+P",), keywords=("paper",)
    ),
    ActionDef(REINSTATE, tr("Let the class take place after all"), "rotate-ccw"),
    ActionDef(CLOSE, tr("Close the class"), "check", keywords=("attendance", "no-shows")),
    ActionDef(REOPEN, tr("Reopen the class"), "rotate-ccw", keywords=("attendance",)),
    ActionDef(
        CALL_BACK, tr("Ask other desks for their seats"), "undo-2", keywords=("lease", tr("lent"))
    ),
    ActionDef(
        TAKE_LENT,
        tr("Take seats back from silent desks"),
        "lock",
        keywords=("lease", tr("lent"), "offline"),
    ),
)
CLASS_ACTIONS = tuple(replace(one, panel="Class") for one in _DEFS)
"""Keys of the panel hold while the focus is in it; on a screen they may mean something else."""

CLIENT_MENU = (
    CHOOSE_SPOT,
    MOVE_BOOKING,
    DATES,
    CHANGE_PARTY,
    WRITE_SESSION_NOTE,
    OPEN_CLIENT,
    None,
    SIGN,
    CHECK_IN_PARTY,
    IS_HERE,
    NOT_HERE,
    MARK_NO_SHOW,
    CORRECT,
    CANCEL_BOOKING,
)
WAITING_MENU = (OFFER_SEAT, STAND_BY, None, PIN, MOVE_UP, MOVE_DOWN, None, OPEN_CLIENT)
CLASS_MENU = (
    TEACHER_HERE,
    FIND_SUBSTITUTE,
    ASSISTANTS,
    KEEP_SEATS,
    CHANGE_SEATS,
    WRITE_NOTE,
    WRITE_TO_ALL,
    PRINT,
    None,
    SHOW_WAITING,
    None,
    CALL_BACK,
    TAKE_LENT,
    None,
    MOVE_CLASS,
    RETIME,
    CLOSE,
    REOPEN,
    REINSTATE,
    CANCEL_CLASS,
)
