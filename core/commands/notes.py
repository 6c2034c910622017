"""Commands about notes of sessions and classes."""

from core.commands.fields import Id, OptionalId, Text
from core.commands.registry import Command, Kind, declare


@declare(
    "write_note",
    kind=Kind.PROMISE,
    permission="write_note",
    label="Wrote a note about {occurrence}",
    undo="write_note",
)
class WriteNote(Command, frozen=True):
    """The note of a client's session, or of the class where `client_id` is "" (BK-13).

    An empty text takes it away. `shared` lets the client read it.
    """

    occurrence_id: Id
    text: Text
    client_id: OptionalId = ""
    shared: bool = False
