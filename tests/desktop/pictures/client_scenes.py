"""Pictures of what is ticked for a client: several dates, times of a session."""

from core.commands.availability import AddAvailability
from core.queries import place, slots
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


SCENES = {"client-dates": _dates, "client-ask": _times}
