"""What can be done on Attention by key."""

from desktop.actions.declaration import ActionDef, on
from desktop.actions.screens import Screen
from desktop.saying import tr

_HERE = on(Screen.ATTENTION)
REMEDIES = 9

MARK_DONE = "attention.mark_done"


def remedy(number: int) -> str:
    """The id of the action that takes the remedy with this number."""
    return f"attention.take_remedy_{number}"


ATTENTION_ACTIONS = (
    ActionDef(MARK_DONE, tr("Mark the item as done"), "check", ("E",), _HERE, ("close", "finish")),
    *(
        ActionDef(
            remedy(number),
            tr("Put it right, way {0}").format(number),
            "undo-2",
            (str(number),),
            _HERE,
        )
        for number in range(1, REMEDIES + 1)
    ),
)
