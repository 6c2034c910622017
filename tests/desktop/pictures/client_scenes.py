"""Pictures of what is ticked for a client, and of a new series over a conflict."""

from core.commands.availability import AddAvailability
from core.queries import place, slots
from desktop.actions.screens import Screen
from tests.desktop.pictures.stage import Stage


def _ticks(stage: Stage, ident: str, name: str) -> None:
    stage.open_client(name)
    for draft in ("dates", "request"):
        stage.desk.session.keep_draft(f"{draft}/{stage.studio.clients[name]}", {})
    stage.do(ident)
    panel = stage.desk.screens.several.panel
    stage.until(lambda: not panel.looking())
    panel.list.setFocus()
    stage.keys("Space", "Down", "Space", "Down", "Down", "Space")
    stage.until(lambda: not panel.looking())


def _dates(stage: Stage) -> None:
    _ticks(stage, "clients.book_dates", "Priya Nair")


def _times(stage: Stage) -> None:
    session = stage.desk.session
    people = {one.name: one.id for one, _ in place.people(session.source, session.location_id)}
    if not slots.with_hours(session.source.rows, session.location_id):
        for weekday in range(5):
            hours = AddAvailability(
                people["Leo Baum"], session.location_id, weekday, "09:00", "15:00"
            )
            session.send(hours)
        stage.settle()
    _ticks(stage, "clients.ask_for_session", "Priya Nair")


def _series(stage: Stage) -> None:
    stage.go(Screen.CALENDAR)
    stage.do("calendar.add_class")
    panel = stage.desk.screens.new_series.panel
    panel.form.start.setText("05:30")
    panel.form.changed.emit()
    panel._look()
    panel.form.reason.setFocus()
    stage.write("Sunrise week")
    panel._look()


def _book_over(stage: Stage) -> None:
    stage.go(Screen.TODAY)
    stage.open_class("rush")
    stage.do("class.book_client")
    stage.write("samir")
    stage.keys("Shift+Return")


SCENES = {
    "class-book-over": _book_over,
    "client-dates": _dates,
    "client-ask": _times,
    "new-series": _series,
}
