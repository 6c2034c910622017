"""What was done and what became of it: the command log and attention items."""

from typing import ClassVar

from msgspec.structs import replace

from core.domain.finder import finder
from core.domain.ids import (
    AttentionId,
    ClientId,
    CommandId,
    LocationId,
    LogSubjectId,
    OccurrenceId,
    PassId,
    StaffId,
)
from core.domain.rows import Row, row


@row
class CommandLog(Row, frozen=True, array_like=True):
    """One settled command (AUD-1). Only settlement writes it; `version` is its place in history.

    `envelope` is the JSON of the envelope as it arrived ("" for a system command, whose arguments
    stand in `arguments`), `outcome` the JSON of what became of it. `origin` is the desk, "system",
    "server" or "client", whose own id then stands as the actor's. The subject columns let a
    client, an occurrence, a pass or another row show its whole life. `proof` is the server's, that
    it wrote the line in this place.
    """

    table: ClassVar[str] = "command_log"
    append_only: ClassVar[bool] = True

    id: CommandId
    version: int
    origin: str
    actor_id: StaffId
    name: str
    occurred_at: int
    settled_at: int
    code: str
    arguments: str
    outcome: str
    envelope: str = ""
    client_id: ClientId = ClientId("")
    occurrence_id: OccurrenceId = OccurrenceId("")
    pass_id: PassId = PassId("")
    other_id: str = ""
    proof: str = ""

    def may_replace(self, before: Row) -> bool:
        """Only what names an erased person may go (ORG-7): the arguments, and words of the outcome.

        The envelope holds the hash of the arguments, so that the chain stays whole.
        """
        if not isinstance(before, CommandLog) or len(self.outcome) > len(before.outcome):
            return False
        return self in (before, replace(before, arguments="", outcome=self.outcome))


@row
class LogSubject(Row, frozen=True, array_like=True):
    """A further client, occurrence or pass in whose history a settled command belongs (AUD-1):
    those beside the one of each that its line names. `version` is that of the line."""

    table: ClassVar[str] = "log_subject"
    append_only: ClassVar[bool] = True

    id: LogSubjectId
    command_id: CommandId
    subject_id: str
    version: int


@row
class Attention(Row, frozen=True, array_like=True):
    """What a person must know or decide (M-04). `kind` names the case, such as SET-1.

    `weight` is attention or info. `facts` (JSON) carries what the sentence needs, as it was then.
    """

    table: ClassVar[str] = "attention"

    id: AttentionId
    kind: str
    weight: str
    location_id: LocationId
    command_id: CommandId
    raised_at: int
    client_id: ClientId = ClientId("")
    occurrence_id: OccurrenceId = OccurrenceId("")
    desk_id: str = ""
    facts: str = "{}"
    state: str = "open"
    done_by: StaffId = StaffId("")
    done_at: int | None = None


LOG_OF_CLIENT = finder("log_of_client", CommandLog, "client_id", range="version")
LOG_OF_OCCURRENCE = finder("log_of_occurrence", CommandLog, "occurrence_id", range="version")
LOG_OF_PASS = finder("log_of_pass", CommandLog, "pass_id", range="version")
LOG_OF_SUBJECT = finder("log_of_subject", LogSubject, "subject_id", range="version")
LOG_OF_OTHER = finder("log_of_other", CommandLog, "other_id", range="version")
ATTENTION_AT_LOCATION = finder(
    "attention_at_location", Attention, "location_id", "state", range="raised_at"
)
ATTENTION_OF_CLIENT = finder("attention_of_client", Attention, "client_id")
ATTENTION_OF_OCCURRENCE = finder("attention_of_occurrence", Attention, "occurrence_id")
