"""A desk on the large studio, for benches: a copy of the cached file, enrolled by hand.

The size comes from FOYER_BENCH_CLIENTS (100,000 by default) with ten bookings to each client; the
file is written once (a few minutes) into .cache/large and then copied.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from core.changes import Change
from core.domain.ids import CardId, derive
from core.domain.people import Card
from core.domain.zones import DAY_MS, HOUR_MS
from core.queries import place, roster
from core.queries.source import Source
from core.rules.attendance import qr
from core.store.sqlite import connect
from core.store.statements import SQLITE
from desktop.desk import STORE, SystemClock
from sync_server.demo.large_file import KEY, LargeFile, large_file
from sync_server.demo.large_plan import Scale
from tests.support.large_desk import enrolled

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "large"
AHEAD_DAYS = 4
"""At night, and before a day without classes, nobody is booked today any more."""
CLIENTS = int(os.environ.get("FOYER_BENCH_CLIENTS", "100000"))


def scale() -> Scale:
    """The size of the store, around noon of today, so that a file serves a day."""
    now = SystemClock().now() // DAY_MS * DAY_MS + 12 * HOUR_MS
    return Scale(CLIENTS, CLIENTS * 10, now)


@contextmanager
def folder_with_desk() -> Iterator[tuple[Path, LargeFile]]:
    """A desk's folder with a copy of the large store."""
    made = large_file(CACHE, scale())
    with TemporaryDirectory(prefix="foyer-bench-") as name:
        folder = Path(name) / "desk"
        enrolled(made, folder).close()
        yield folder, made


def give_cards(folder: Path, made: LargeFile, most: int) -> list[str]:
    """Give cards to clients who are booked next, today where there are as many; their codes."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw().hex()
    now = SystemClock().now()
    with closing(connect(folder / STORE, KEY)) as raw:
        source = Source(raw.cursor(), SQLITE, made.organisation_id)
        people = roster.rosters(
            source, made.base.locations[0], now - 12 * HOUR_MS, now + AHEAD_DAYS * DAY_MS
        )
        found = dict.fromkeys(one.client_id for one in people if one.state == "booked")
        booked = list(found)[:most]
        if not booked:
            raise LookupError("nobody is booked in the days to come")
        organisation = place.organisation(source)
        if organisation is None:
            raise LookupError(made.organisation_id)
        cards = [Card(CardId(derive("bench card", one)), one, now) for one in booked]
        known = [replace(organisation, card_key=public), *cards]
        source.rows.apply(Change(type(row), row.id, None, row) for row in known)
    secret = key.private_bytes_raw()
    return [qr.encode(card.id, made.organisation_id, secret) for card in cards]
