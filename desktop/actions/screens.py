"""The screens that exist, in the order of the rail."""

from enum import Enum

from msgspec import Struct

from desktop.saying import tr


class ScreenFace(Struct, frozen=True):
    """Name, icon and key of a screen."""

    ident: str
    text: str
    icon: str
    key: str


class Screen(Enum):
    """A screen of the desk."""

    TODAY = ScreenFace("today", tr("Today"), "house", "Ctrl+1")
    CALENDAR = ScreenFace("calendar", tr("Calendar"), "calendar-days", "Ctrl+2")
    CHECK_IN = ScreenFace("check_in", tr("Check-in"), "scan-line", "F2")
    CLIENTS = ScreenFace("clients", tr("Clients"), "users", "Ctrl+4")
    SELL = ScreenFace("sell", tr("Sell"), "shopping-bag", "F3")
    RESOURCES = ScreenFace("resources", tr("Resources"), "layout-grid", "Ctrl+6")
    ATTENTION = ScreenFace("attention", tr("Attention"), "inbox", "Ctrl+7")
    REPORTS = ScreenFace("reports", tr("Reports"), "chart-column", "Ctrl+8")
    SETTINGS = ScreenFace("settings", tr("Settings"), "settings", "Ctrl+,")

    @property
    def face(self) -> ScreenFace:
        """Name, icon and key."""
        return self.value

    @property
    def action(self) -> str:
        """The id of the action that goes there."""
        return f"go.{self.value.ident}"
