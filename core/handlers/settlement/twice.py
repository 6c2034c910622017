"""What two desks did alike is done once (SET-12): archived, cancelled, revoked, ended."""

from core.changes import Act, Outcome
from core.commands.arrivals import UndoCheckIn
from core.commands.identity import EndSessions, EndStaffKey, RevokeDesk
from core.commands.people import ArchiveClient, UnarchiveClient
from core.commands.registry import Command
from core.commands.schedule import CancelOccurrence
from core.commands.setup import EndGrant
from core.domain.refusals import Refusal
from core.handlers.registry import falls_back
from core.ports import Tx


def _once(command_type: type[Command], refused_as: str, outcome: str) -> None:
    @falls_back(command_type)
    def settle(_tx: Tx, _act: Act, _command: Command, refusal: Refusal) -> Outcome | Refusal:
        if refusal.code != refused_as:
            return refusal
        return Outcome(outcome, {**refusal.facts, "settlement": "SET-12"})


ONCE: tuple[tuple[type[Command], str, str], ...] = (
    (CancelOccurrence, "class_cancelled", "class_cancelled"),
    (ArchiveClient, "client_archived", "archived"),
    (UnarchiveClient, "not_archived", "unarchived"),
    (EndGrant, "grant_unknown", "grant_ended"),
    (UndoCheckIn, "not_in", "undone"),
    (RevokeDesk, "desk_revoked", "desk_revoked"),
    (EndStaffKey, "key_ended", "signed_out"),
    (EndSessions, "key_ended", "signed_out"),
)
"""A command, the refusal that says it is so already, and the outcome that it would have had."""

for _case in ONCE:
    _once(*_case)
