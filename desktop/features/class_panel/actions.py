"""What can be done with the class in the side panel, from every screen that opens one."""

from desktop.actions.declaration import ActionDef, on
from desktop.actions.screens import Screen

_HERE = on(Screen.TODAY, Screen.CALENDAR)

BOOK = "class.book_client"
CHECK_IN_ALL = "class.check_in_all"

CLASS_ACTIONS = (
    ActionDef(BOOK, "Book a client into the class", "user-plus", ("B",), _HERE, ("seat",)),
    ActionDef(CHECK_IN_ALL, "Check in all who are due", "users", (), _HERE, ("roster",)),
)
