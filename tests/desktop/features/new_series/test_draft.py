"""A class that is half planned is there again after a kill, and gone once somebody leaves it."""

from core.domain.zones import to_utc
from desktop.actions.screens import Screen
from desktop.features.new_series.presenter import DRAFT
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "12:41", "Europe/London")


def _opened(desk: DeskWindowDriver) -> str:
    desk.go(Screen.CALENDAR)
    desk.do("calendar.add_class")
    return str(desk.app.screens.new_series.panel.form.capacity.text())


@rule("U-80")
def test_what_was_typed_comes_back_until_somebody_leaves(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    usual = _opened(desk)
    form = desk.app.screens.new_series.panel.form
    form.capacity.setFocus()
    form.capacity.selectAll()
    assert not live.session.draft(DRAFT)
    desk.write("3")
    desk.until(lambda: form.capacity.text() == "3")
    assert live.session.draft(DRAFT)
    desk.until(lambda: DRAFT in str(live.session.desk.read_drafts()))
    desk.app.open_class(live.names["evening"])  # something else comes into the panel
    assert _opened(desk) == "3"
    form.start.setFocus()
    desk.keys("Escape")
    assert not live.session.draft(DRAFT)
    assert _opened(desk) == usual
