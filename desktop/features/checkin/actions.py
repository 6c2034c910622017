"""What can be done on Check-in by key; the ways out of a result bring their own keys."""

from desktop.actions.declaration import ActionDef, on
from desktop.actions.screens import Screen

SEARCH = "check_in.search"
CLEAR = "check_in.clear"

CHECK_IN_ACTIONS = (
    ActionDef(SEARCH, "Find a client to check in", "search", ("/",), on(Screen.CHECK_IN)),
    ActionDef(CLEAR, "Clear the result", "x", ("Backspace",), on(Screen.CHECK_IN)),
)
