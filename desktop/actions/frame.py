"""The actions that hold on every screen."""

from PySide6.QtGui import QKeySequence

from desktop.actions.declaration import ActionDef
from desktop.actions.screens import Screen
from desktop.saying import tr

_Standard = QKeySequence.StandardKey

OPEN_PALETTE = "desk.open_palette"
UNDO = "desk.undo"
SHOW_SHORTCUTS = "desk.show_shortcuts"
SHOW_SYNC = "desk.show_sync"
ADD_WALK_IN = "desk.add_walk_in"
USE_LIGHT = "desk.use_light"
USE_DARK = "desk.use_dark"
FOLLOW_SYSTEM = "desk.follow_system"
CHANGE_PERSON = "desk.change_person"
CHANGE_PLACE = "desk.change_place"
SWITCH_SOUND = "desk.switch_sound"
LOCK = "desk.lock"
SIGN_IN = "desk.sign_in"
COPY_DIAGNOSTICS = "desk.copy_diagnostics"
OPEN_LOG = "desk.open_log"
QUIT = "desk.quit"

FRAME_ACTIONS = (
    *(
        ActionDef(
            screen.action,
            tr("Go to {0}").format(screen.face.text),
            screen.face.icon,
            (screen.face.key,),
            keywords=("open", "screen"),
        )
        for screen in Screen
    ),
    ActionDef(OPEN_PALETTE, tr("Find a client, class or command"), "search", ("Ctrl+K",)),
    ActionDef(
        UNDO, tr("Undo the last act"), "undo-2", (_Standard.Undo,), keywords=(tr("take back"),)
    ),
    ActionDef(
        ADD_WALK_IN,
        tr("Add walk-in"),
        "user-plus",
        ("F4",),
        keywords=(tr("new face"), tr("drop in")),
    ),
    ActionDef(SHOW_SHORTCUTS, tr("Show shortcuts"), "keyboard", (_Standard.HelpContents,)),
    ActionDef(
        CHANGE_PERSON,
        tr("Change who works here"),
        "user",
        ("F9",),
        keywords=("staff", "switch", "me"),
    ),
    ActionDef(LOCK, tr("Lock this desk"), "lock", ("Ctrl+L",), keywords=("leave", "pin", "away")),
    ActionDef(
        SIGN_IN, tr("Sign in with a password"), "lock", keywords=("pin", "password", tr("log in"))
    ),
    ActionDef(CHANGE_PLACE, tr("Show another location"), "map-pin", keywords=("place", "studio")),
    ActionDef(
        SHOW_SYNC, tr("Show what waits to be sent"), "cloud-sync", keywords=("offline", "sync")
    ),
    ActionDef(USE_LIGHT, tr("Use light colours"), "sun-moon", keywords=("theme", "appearance")),
    ActionDef(USE_DARK, tr("Use dark colours"), "sun-moon", keywords=("theme", "night")),
    ActionDef(FOLLOW_SYSTEM, tr("Use the system's colours"), "sun-moon", keywords=("theme",)),
    ActionDef(SWITCH_SOUND, tr("Switch sound on or off"), "volume-2", keywords=("mute", "volume")),
    ActionDef(COPY_DIAGNOSTICS, tr("Copy diagnostics"), "file-check", keywords=("error", "help")),
    ActionDef(OPEN_LOG, tr("Open the folder of the log"), "inbox", keywords=("error", "files")),
    ActionDef(QUIT, tr("Quit Foyer"), "x", (_Standard.Quit,), keywords=("close", "exit")),
)
