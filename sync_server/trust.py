"""Whether those who an envelope names have signed it: the desk, who did it, who approved it."""

from functools import cache
from typing import Literal

from msgspec import UnsetType

from core.domain.ids import DeskId, StaffId, StaffKeyId
from core.domain.organisation import KEYS_OF_STAFF, Desk, StaffKey
from core.wire.envelope import (
    Envelope,
    intact,
    signed_by_actor,
    signed_by_approver,
    signed_by_desk,
)
from sync_server.store.port import ServerStore

Doubt = Literal["", "desk_revoked", "not_signed", "approval_not_signed"]
"""Why a command may not enter the history: it is kept for the owner. Empty: it may."""


class Trust:
    """Judges envelopes of one batch; what it reads of a person or desk it reads once."""

    def __init__(self, store: ServerStore) -> None:
        self._store = store
        self._desk = cache(self._read_desk)
        self._keys = cache(self._read_keys)

    def forged(self, envelope: Envelope) -> bool:
        """Whether this is not what the desk of that name sealed: nothing of it is kept."""
        desk = self._desk(envelope.desk_id)
        if desk is None or not intact(envelope):
            return True
        return not signed_by_desk(envelope, desk.public_key)

    def doubt(self, envelope: Envelope, base: int) -> Doubt:
        """Why an envelope that its desk did seal has to wait for the owner.

        `base` is the server's version on which the desk stood, as far as that is believed: who had
        no key then did not have to sign, and a key that ended after it still held (SET-13).
        """
        desk = self._desk(envelope.desk_id)
        if desk is None or desk.state != "active":
            return "desk_revoked"
        if not self._vouched(envelope.actor_id, base):
            named = envelope.actor_key or StaffKeyId("")
            if not (
                self._holds(named, envelope.actor_id, desk, base) and signed_by_actor(envelope)
            ):
                return "not_signed"
        if not self._vouched(envelope.approved_by, base):
            holds = self._holds(envelope.approver_key, envelope.approved_by, desk, base)
            if not (holds and signed_by_approver(envelope)):
                return "approval_not_signed"
        return ""

    def _vouched(self, staff_id: StaffId, base: int) -> bool:
        """Whether the name alone is enough: nobody, or one who had no key anywhere."""
        keys = self._keys(staff_id) if staff_id else ()
        return all(self._changed_at(key) > base and key.state == "active" for key in keys)

    def _holds(
        self, named: StaffKeyId | UnsetType, staff_id: StaffId, desk: Desk, base: int
    ) -> bool:
        """Whether a key was this person's at this desk when the command was made."""
        for key in self._keys(staff_id):
            if key.id == named and key.desk_id == desk.id:
                return key.state == "active" or self._changed_at(key) > base
        return False

    def _changed_at(self, key: StaffKey) -> int:
        return self._store.changed_at(StaffKey.table, key.id)

    def _read_desk(self, desk_id: DeskId) -> Desk | None:
        return self._store.rows.get(Desk, desk_id)

    def _read_keys(self, staff_id: StaffId) -> tuple[StaffKey, ...]:
        return tuple(self._store.rows.find(KEYS_OF_STAFF, staff_id))
