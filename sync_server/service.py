"""What the server does for a desk, whatever carries the messages: HTTP, or a test's own hands."""

from collections.abc import Callable

from core.domain.refusals import Fault
from core.ports import Clock
from core.wire.protocol import MOST_ROWS, PROTOCOL, ExchangeReply, ExchangeRequest
from sync_server.changes import page_for
from sync_server.settlement import Settlement, Upload
from sync_server.store.port import Database


class DeskService:
    """Implements SyncProtocol for one enrolled desk. The organisation comes from its session."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        organisation_id: str,
        settled: Callable[[str], None] = lambda _organisation: None,
        most_rows: int = MOST_ROWS,
    ) -> None:
        self._database = database
        self._clock = clock
        self._organisation = organisation_id
        self._settled = settled
        self._most_rows = most_rows

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        """Settle what came up, then read one page of what goes down.

        Raises Fault `protocol_too_old`. Commands of another organisation or desk stop the upload
        with `envelope_foreign`.
        """
        if request.protocol != PROTOCOL:
            raise Fault("protocol_too_old", theirs=request.protocol, ours=PROTOCOL)
        upload = self._upload(request) if request.commands else None
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
        with self._database.write(self._organisation) as store:
            settlement = Settlement(store, self._clock.now())
            upload = settlement.batch(request.desk_id, request.epoch, request.commands)
            settlement.close()
        self._settled(self._organisation)
        return upload
