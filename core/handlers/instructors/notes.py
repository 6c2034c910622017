"""Handler of notes about sessions and classes (BK-13)."""

from core.changes import Act, Event, Outcome
from core.commands.notes import WriteNote
from core.domain.ids import ClientId, OccurrenceId, note_id
from core.domain.notes import ACTIVE, ENDED, Note
from core.domain.refusals import Refusal
from core.handlers.registry import handles
from core.handlers.scene import Scene, booking_of, client_facts, scene_of
from core.ports import Reader, Tx


@handles(WriteNote)
def write_note(tx: Tx, act: Act, command: WriteNote) -> Outcome | Refusal:
    """Refuses `occurrence_unknown`, `not_booked` for a client who never was; the later one holds
    (SET-10). The facts say what stood there before, so that it can be put back."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    facts = client_facts(tx, scene, command.client_id)
    if command.client_id and booking_of(tx, scene, command.client_id) is None:
        return Refusal("not_booked", facts)
    before = _before(tx, scene, command.client_id)
    text = command.text.strip()
    tx.put(
        Note(
            note_id(scene.occurrence.id, command.client_id),
            OccurrenceId(scene.occurrence.id),
            ClientId(command.client_id),
            text,
            act.occurred_at,
            act.actor_id,
            int(command.shared and bool(text)),
            ACTIVE if text else ENDED,
            act.command_id,
        )
    )
    was = {"before": before.text, "before_shared": bool(before.shared)} if before else {}
    facts |= {"before": "", "before_shared": False, **was}
    event = Event("note_changed", scene.facts())
    return Outcome("note_written" if text else "note_removed", facts, (event,))


def _before(tx: Reader, scene: Scene, client_id: str) -> Note | None:
    return tx.get(Note, note_id(scene.occurrence.id, client_id))
