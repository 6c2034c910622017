"""Pictures of a party that has not signed; they come last, for they publish a waiver."""

from collections.abc import Callable

from core.changes import Outcome
from core.commands.health import PublishWaiver, Signed, SignWaiver
from core.commands.registering import ChangeParty
from core.domain.zones import HOUR_MS
from core.queries import health, occurrences, roster
from tests.desktop.pictures.stage import Stage

_TEXT = (
    "I take part at my own risk, tell the teacher about injuries and pregnancy, and stop when "
    "something hurts. The studio may change teachers and rooms."
)


def _party(stage: Stage) -> tuple[str, str]:
    """A later class with room, and one of it who brings two: class and client."""
    session = stage.desk.session
    source, now = session.source, session.now()
    if health.waiver_in_force(source, now) is None:
        session.send(PublishWaiver("House rules", _TEXT))
        stage.settle()
    waiver = health.waiver_in_force(source, now)
    assert waiver is not None
    lines = occurrences.occurrences(source, session.location_id, now, now + 4 * HOUR_MS)
    for line in lines:
        for one in roster.roster(source, line.id):
            command = ChangeParty(one.client_id, line.id, 3, ("Tom Hill",))
            if one.seats == 3 or isinstance(session.preview(command), Outcome):
                session.send(command, quiet=True)
                session.send(SignWaiver(one.client_id, waiver.id, Signed(one.name)))
                stage.settle()
                return line.id, one.client_id
    raise AssertionError("no class has room for two guests")


def _signs(*idents: str) -> Callable[[Stage], None]:
    def play(stage: Stage) -> None:
        occurrence, client = _party(stage)
        stage.desk.links.open_class(occurrence)
        stage.settle()
        stage.desk.screens.class_panel.roster.choose(client)
        for ident in idents:
            stage.do(ident)

    return play


SCENES = {
    "waiver-roster": _signs(),
    "waiver-guest": _signs("class.sign_waiver"),
    "waiver-let-in": _signs("class.check_in_party"),
}
