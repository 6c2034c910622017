"""What a person can do at the desk, declared as data: one line per action."""

from msgspec import Struct
from PySide6.QtGui import QKeySequence

from desktop.actions.screens import Screen
from desktop.saying import tr

Key = str | QKeySequence.StandardKey


class ActionDef(Struct, frozen=True):
    """One action.

    `ident` is area and verb ("today.add_walk_in") and becomes the QAction's objectName. `text`
    starts with a verb. `keys` are portable key texts or the platform's standard keys. `where`
    names the screens on which it holds; none means everywhere. `inner_keys` hold only while the
    focus is in the panel that owns the action, before the keys of the screen beside it; `panel`
    is that panel's heading.
    """

    ident: str
    text: str
    icon: str = ""
    keys: tuple[Key, ...] = ()
    where: frozenset[Screen] = frozenset()
    keywords: tuple[str, ...] = ()
    inner_keys: tuple[Key, ...] = ()
    panel: str = ""

    @property
    def group(self) -> str:
        """Under which heading it stands in menus and the shortcut sheet."""
        if self.panel:
            return self.panel
        return next(iter(self.where)).face.text if len(self.where) == 1 else tr("Everywhere")


def on(*screens: Screen) -> frozenset[Screen]:
    """Shorthand for `where`."""
    return frozenset(screens)
