"""What instructors write about a session with somebody, or about a class (BK-13)."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import ClientId, CommandId, NoteId, OccurrenceId, StaffId
from core.domain.rows import Row, row

ACTIVE = "active"
ENDED = "ended"


@row
class Note(Row, frozen=True, array_like=True):
    """One note per booking, and one per occurrence, whose `client_id` is "".

    It is private to the own instructor, managers and the owner, unless `shared` is 1: then the
    client reads it too, or all who were booked. State: active, or ended where it was emptied.
    """

    table: ClassVar[str] = "note"

    id: NoteId
    occurrence_id: OccurrenceId
    client_id: ClientId
    text: str
    written_at: int
    written_by: StaffId
    shared: int = 0
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


NOTES_OF_OCCURRENCE = finder("notes_of_occurrence", Note, "occurrence_id")
NOTES_OF_CLIENT = finder("notes_of_client", Note, "client_id", range="written_at")
