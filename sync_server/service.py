"""What the server does for a desk, whatever carries the messages: HTTP, or a test's own hands."""

import logging

import msgspec

from core.domain.ids import new_id
from core.domain.organisation import Desk
from core.domain.records import CommandLog
from core.domain.refusals import Fault
from core.ports import Clock
from core.wire.codec import BadInput, decode_rows
from core.wire.protocol import (
    DESK_REVOKED,
    MOST_ROWS,
    OLDEST_PROTOCOL,
    PROTOCOL,
    ExchangeReply,
    ExchangeRequest,
)
from core.wire.shapes import SCHEMA
from sync_server.changes import Page, page_for
from sync_server.healing import Healing
from sync_server.heard import Heard
from sync_server.intake import Upload
from sync_server.settling import Settling
from sync_server.store.port import Database, Head, ServerStore

log = logging.getLogger(__name__)

NO_PAGE = Page((), None, 0, {})


class DeskService:
    """Implements SyncProtocol for one enrolled desk. The organisation comes from its session.

    A running server hands over its `settling`, by which all its desks settle together; without one
    this service settles for itself alone and tells nobody.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        organisation_id: str,
        most_rows: int = MOST_ROWS,
        heard: Heard | None = None,
        settling: Settling | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._organisation = organisation_id
        self._settling = settling or Settling(database, clock)
        self._most_rows = most_rows
        self._heard = heard or Heard(database)

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        """Settle what came up, then read one page of what goes down.

        Raises Fault `protocol_too_old`, `protocol_unknown` (the desk is newer, and may speak ours).
        Commands of another organisation or desk stop the upload with `envelope_foreign`. A desk
        that was revoked gets no rows, and `desk_revoked`.
        """
        if request.protocol < OLDEST_PROTOCOL:
            raise Fault("protocol_too_old", theirs=request.protocol, ours=PROTOCOL)
        if request.protocol > PROTOCOL:
            raise Fault("protocol_unknown", theirs=request.protocol, ours=PROTOCOL)
        self._heal(request)
        upload = self._upload(request) if request.commands else None
        if not request.commands:
            self._heard.note(self._organisation, request.desk_id, self._clock.now())
        with self._database.read(self._organisation) as store:
            if revoked(store, request.desk_id):
                return self._last_reply(request, upload, store.head().history_id)
            expected = (
                upload.expected_seq
                if upload
                else store.origin(request.desk_id, request.epoch).seq + 1
            )
            page = NO_PAGE if request.only_up else page_for(store, request, self._most_rows)
            head = store.head()
            known = store.known_of(request.history_id)
        if request.history_id == head.history_id and request.cursor > head.version:
            self._go_on_as_restored(head)
            return self.exchange(request)
        return ExchangeReply(
            history_id=head.history_id,
            server_time=self._clock.now(),
            expected_seq=expected,
            settled=upload.settled if upload else (),
            refused=upload.refused if upload else "",
            next_epoch=upload.next_epoch if upload else 0,
            tables=page.tables,
            mark=page.mark,
            head=page.head,
            digest=page.digest,
            schema=SCHEMA,
            version=head.version,
            known=known,
            rows=page.rows,
        )

    def _heal(self, request: ExchangeRequest) -> None:
        """Take in what this copy lacks of a history that it left. Raises Fault `invalid_input`."""
        if not isinstance(request.lost, msgspec.Raw):
            return
        try:
            lines = decode_rows(CommandLog.table, request.lost)
        except BadInput as bad:
            raise Fault("invalid_input", **bad.refusal.facts) from bad
        with self._database.write(self._organisation) as store:
            store.head()  # the lock comes first
            known = [one for one in lines if isinstance(one, CommandLog)]
            since = store.known_of(request.history_id)
            Healing(store, self._clock.now()).take(known, since)

    def _go_on_as_restored(self, found: Head) -> None:
        """A desk knows more of this history than the server: somebody put an older copy back."""
        with self._database.write(self._organisation) as store:
            if store.head() == found:
                log.warning("a desk knows more than this copy: it was restored")
                # since when is not known: others may have written to it before this desk came
                store.begin_history(new_id(), known=0)

    def _last_reply(
        self, request: ExchangeRequest, upload: Upload | None, history_id: str
    ) -> ExchangeReply:
        """To a revoked desk: what it still sent is kept for the owner; it learns nothing more."""
        return ExchangeReply(
            history_id=history_id,
            server_time=self._clock.now(),
            expected_seq=upload.expected_seq if upload else 0,
            settled=upload.settled if upload else (),
            refused=DESK_REVOKED,
            head=request.cursor,
            schema=SCHEMA,
        )

    def _upload(self, request: ExchangeRequest) -> Upload:
        for envelope in request.commands:
            ours = envelope.organisation_id == self._organisation
            if not ours or (envelope.desk_id, envelope.epoch) != (request.desk_id, request.epoch):
                return Upload((), envelope.seq, "envelope_foreign")
        newer = request.schema > SCHEMA
        return self._settling.upload(self._organisation, request.commands, newer=newer)


def revoked(store: ServerStore, desk_id: str) -> bool:
    """Whether a computer was a desk and is none any more."""
    desk = store.rows.get(Desk, desk_id)
    return desk is not None and desk.state != "active"
