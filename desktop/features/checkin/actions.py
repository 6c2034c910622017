"""What can be done on Check-in by key; the ways out of a result bring their own keys."""

from desktop.actions.declaration import ActionDef, on
from desktop.actions.screens import Screen
from desktop.saying import tr

SEARCH = "check_in.search"
CLEAR = "check_in.clear"
CAMERA = "check_in.switch_camera"
OTHER_CAMERA = "check_in.other_camera"

CHECK_IN_ACTIONS = (
    ActionDef(SEARCH, tr("Find a client to check in"), "search", ("/",), on(Screen.CHECK_IN)),
    ActionDef(CLEAR, tr("Clear the result"), "x", ("Backspace",), on(Screen.CHECK_IN)),
    ActionDef(
        CAMERA, tr("Switch the camera on or off"), "video", ("K",), on(Screen.CHECK_IN), ("webcam",)
    ),
    ActionDef(
        OTHER_CAMERA, tr("Use the other camera"), "video", (), on(Screen.CHECK_IN), ("webcam",)
    ),
)
