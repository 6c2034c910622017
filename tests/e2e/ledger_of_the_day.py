"""What the day left behind, read from the stores themselves: digests, attention, mails."""

from contextlib import closing
from email import message_from_bytes
from pathlib import Path

import msgspec

from core.domain.bookings import Booking
from core.domain.ids import booking_id
from core.domain.records import Attention
from core.store.sqlite import connect
from desktop.desk import STORE
from desktop.store.sql import SqlDeskStore
from desktop.vault import FileVault
from sync_server.demo.studio import DemoStudio
from sync_server.opening import MAILBOX, Where, open_office
from tests.e2e.scripts import Cast
from tests.sync import oracle


class Findings(msgspec.Struct, frozen=True):
    """`digests` of the two desks and the server, in that order."""

    digests: list[dict[str, int]]
    pending: list[int]
    wrong: list[str]
    attention: list[tuple[str, str]]
    mails_to_loser: list[str]
    states: dict[str, str]

    @property
    def equal(self) -> bool:
        return all(one == self.digests[0] for one in self.digests)

    @property
    def well(self) -> bool:
        return self.equal and not any(self.pending) and not self.wrong

    def lines(self) -> list[str]:
        """What the day says of itself."""
        same = "equal" if self.equal else "NOT EQUAL"
        return [
            f"the stores of both desks and the server are {same} by digest",
            f"commands that still wait: {sum(self.pending)}",
            f"the oracle found: {self.wrong or 'nothing wrong'}",
            *(f"attention {kind}: {name}" for kind, name in self.attention),
            *(f"mail to the one who lost the seat: {subject}" for subject in self.mails_to_loser),
        ]


def findings(folder: Path, studio: DemoStudio, cast: Cast) -> Findings:
    """Read everything after the desks have ended."""
    desks = [_desk(folder / name) for name in ("front-desk", "bar-desk")]
    office = open_office(Where(folder / "server"))
    with office.database.read(studio.organisation_id) as store:
        rows = oracle.rows_of(store.rows)
        server = store.read_digest()
    office.database.engine.dispose()
    names = {key: name for name, key in studio.clients.items()}
    last = studio.occurrences["last_seat"]
    keys = {name: booking_id(last, studio.clients[name]) for name in (cast.winner, cast.loser)}
    bookings = {row.id: row.state for row in rows[Booking.table]}
    return Findings(
        digests=[*(digest for digest, _ in desks), server],
        pending=[waiting for _, waiting in desks],
        wrong=[*oracle.seats(rows), *oracle.credits(rows), *oracle.waiting(rows)],
        attention=sorted(
            (row.kind, names.get(row.client_id, ""))
            for row in rows[Attention.table]
            if row.state == "open"
        ),
        mails_to_loser=_mails(folder / "server" / MAILBOX, cast.loser),
        states={name: bookings.get(key, "none") for name, key in keys.items()},
    )


def _desk(folder: Path) -> tuple[dict[str, int], int]:
    key = FileVault(folder).fetch().store_key()
    with closing(connect(folder / STORE, key, readonly=True)) as raw:
        store = SqlDeskStore(raw, "")
        return store.read_digest(), len(store.pending())


def _mails(mailbox: Path, name: str) -> list[str]:
    first = name.partition(" ")[0].lower()
    letters = [message_from_bytes(file.read_bytes()) for file in sorted(mailbox.glob("*.eml"))]
    return [str(one["Subject"]) for one in letters if str(one["To"]).startswith(first)]
