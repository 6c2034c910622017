"""Each page about a client, full and empty, is heard: its buttons and its tables."""

from PySide6.QtWidgets import QApplication

from desktop.features.clients.profile import ProfileView
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.desktop.test_every_window import NOW
from tests.support.heard import assert_heard

__all__ = ("NOW",)
PAGES = ("overview", "bookings", "passes", "payments", "notes", "health", "messages", "history")


def test_each_button_and_question_about_a_client_is_heard(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    for who in ("anna", "daniel"):
        desk.app.open_client(live.names[who])
        (profile,) = desk.window.findChildren(ProfileView)
        for page in PAGES:
            profile.show_page(page)
            QApplication.processEvents()
            assert_heard(desk.window)
