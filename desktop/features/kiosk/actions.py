"""Windows for clients: the kiosk, and what a second screen shows them."""

from desktop.actions.declaration import ActionDef
from desktop.saying import tr

OPEN, OPEN_BESIDE, MIRROR, CLOSE_BESIDE = (
    "kiosk.open",
    "kiosk.open_beside",
    "kiosk.show_beside",
    "kiosk.close_beside",
)

KIOSK_ACTIONS = (
    ActionDef(OPEN, tr("Open the kiosk on this screen"), "maximize", keywords=("client", "tablet")),
    ActionDef(
        OPEN_BESIDE,
        tr("Open the kiosk on the other screen"),
        "maximize",
        keywords=("client", "second"),
    ),
    ActionDef(
        MIRROR, tr("Show clients their check-in on the other screen"), "users", keywords=("second",)
    ),
    ActionDef(CLOSE_BESIDE, tr("Close the clients’ window"), "x", keywords=("kiosk", "second")),
)
