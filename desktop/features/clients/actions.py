"""What can be done on Clients by key."""

from desktop.actions.declaration import ActionDef, on
from desktop.actions.screens import Screen

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

CLIENT_ACTIONS = (
    ActionDef(FIND, "Search the clients", "search", ("/",), _HERE, ("name", "phone")),
    ActionDef(BACK, "Go back to the list of clients", "chevron-left", ("Backspace",), _HERE),
    ActionDef(SELL, "Sell a pass to the client", "shopping-bag", ("S",), _HERE, ("credits",)),
    ActionDef(BOOK, "Book a class for the client", "calendar-plus", ("B",), _HERE, ("seat",)),
    ActionDef(EDIT, "Edit the client's details", "file-pen-line", ("E",), _HERE, ("phone",)),
    ActionDef(CHECK_IN, "Check in the client", "scan-line", ("I",), _HERE, ("arrive", "here")),
    ActionDef(PAY, "Take a payment from the client", "banknote", ("P",), _HERE, ("due", "owes")),
    ActionDef(ADD, "Add a client", "user-plus", ("N",), _HERE, ("new", "face")),
    ActionDef(ARCHIVE, "Archive the client", "inbox", (), _HERE, ("remove", "hide")),
)
