"""What can be done on Today by key."""

from desktop.actions.declaration import ActionDef, on
from desktop.actions.screens import Screen
from desktop.saying import tr

DIGITS = 9
_HERE = on(Screen.TODAY)


def check_in_seen(number: int) -> str:
    """The id of the action that checks in the person with this number, 1 to 9."""
    return f"today.check_in_{number}"


CHECK_IN_CLASS = "today.check_in_class"
PRINT_DAY = "today.print_rosters"
EARLIER = "today.show_earlier"

TODAY_ACTIONS = (
    *(
        ActionDef(
            check_in_seen(number),
            tr("Check in number {0} of the list").format(number),
            "circle-check",
            (str(number),),
            _HERE,
        )
        for number in range(1, DIGITS + 1)
    ),
    ActionDef(CHECK_IN_CLASS, tr("Check in the whole class"), "users", ("Shift+Return",), _HERE),
    ActionDef(
        PRINT_DAY,
        tr("Print the rosters of today"),
        "printer",
        ("Ctrl+Shift+P",),
        keywords=("paper", "power", "offline", tr("all rosters")),
    ),
    ActionDef(EARLIER, tr("Show earlier classes"), "chevron-left", ("E",), _HERE),
)
