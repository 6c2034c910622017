"""What the server does for a desk, whatever carries the messages: HTTP, or a test's own hands."""

import logging
import traceback
from collections.abc import Callable, Sequence

import msgspec

from core.domain.refusals import Fault
from core.ports import Clock
from core.wire.envelope import Envelope
from core.wire.protocol import (
    MOST_ROWS,
    PROTOCOL,
    ExchangeReply,
    ExchangeRequest,
    Settled,
)
from sync_server.changes import page_for
from sync_server.heard import Heard
from sync_server.intake import Intake, Upload
from sync_server.settlement import Settlement
from sync_server.store.port import Database

log = logging.getLogger(__name__)

LONGEST_TRACE = 4000


class DeskService:
    """Implements SyncProtocol for one enrolled desk. The organisation comes from its session."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        organisation_id: str,
        settled: Callable[[str], None] = lambda _organisation: None,
        most_rows: int = MOST_ROWS,
        heard: Heard | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._organisation = organisation_id
        self._settled = settled
        self._most_rows = most_rows
        self._heard = heard or Heard(database)

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        """Settle what came up, then read one page of what goes down.

        Raises Fault `protocol_too_old`. Commands of another organisation or desk stop the upload
        with `envelope_foreign`.
        """
        if request.protocol != PROTOCOL:
            raise Fault("protocol_too_old", theirs=request.protocol, ours=PROTOCOL)
        upload = self._upload(request) if request.commands else None
        if not request.commands:
            self._heard.note(self._organisation, request.desk_id, self._clock.now())
        with self._database.read(self._organisation) as store:
            expected = (
                upload.expected_seq
                if upload
                else store.origin(request.desk_id, request.epoch).seq + 1
            )
            page = page_for(store, request, self._most_rows)
            history = store.head().history_id
        return ExchangeReply(
            history_id=history,
            server_time=self._clock.now(),
            expected_seq=expected,
            settled=upload.settled if upload else (),
            refused=upload.refused if upload else "",
            next_epoch=upload.next_epoch if upload else 0,
            tables=page.tables,
            mark=page.mark,
            head=page.head,
            digest=page.digest,
        )

    def _upload(self, request: ExchangeRequest) -> Upload:
        for envelope in request.commands:
            ours = envelope.organisation_id == self._organisation
            if not ours or (envelope.desk_id, envelope.epoch) != (request.desk_id, request.epoch):
                return Upload((), envelope.seq, "envelope_foreign")
        try:
            upload = self._settle(request.commands)
        except Fault:
            raise
        except Exception:
            log.exception("a batch of desk %s failed: it runs one by one", request.desk_id)
            upload = self._one_by_one(request.commands)
        self._settled(self._organisation)
        return upload

    def _settle(self, envelopes: Sequence[Envelope], trace: str = "") -> Upload:
        first = envelopes[0]
        with self._database.write(self._organisation) as store:
            now = self._clock.now()
            settlement = Settlement(store, now, trace)
            upload = Intake(store, settlement, now).batch(first.desk_id, first.epoch, envelopes)
            settlement.close()
        return upload

    def _one_by_one(self, envelopes: Sequence[Envelope]) -> Upload:
        """Each in a transaction of its own, so that one that fails takes no other with it."""
        answers: list[Settled] = []
        upload = Upload((), 0)
        for envelope in envelopes:
            upload = self._alone(envelope)
            answers += upload.settled
            if upload.refused:
                break
        return msgspec.structs.replace(upload, settled=tuple(answers))

    def _alone(self, envelope: Envelope) -> Upload:
        try:
            return self._settle([envelope])
        except Fault:
            raise
        except Exception:
            log.exception("command %s is kept aside", envelope.command_id)
            return self._settle([envelope], traceback.format_exc()[-LONGEST_TRACE:])
