"""Which organisation to look at, and when: so that nobody looks at each of them every second.

Every commit says "look soon"; after a look a worker notes when the next makes sense. A look is
claimed first, so that several workers share the organisations instead of doubling each other.
"""

from contextlib import suppress

import msgspec
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError

from core.ports import Clock
from core.store.bookkeeping import due, head

CLAIM_MS = 5_000
"""A worker that died in the middle of a look is followed by another after this time."""
TICK_MS = 1_000
REST_MS = 60_000
"""Nothing falls due unseen for longer than this, whatever happens."""
MOST = 50


class Look(msgspec.Struct, frozen=True):
    """A claimed look at an organisation: `until` others stay away; it was due since `since`."""

    organisation_id: str
    since: int
    until: int


class Agenda:
    """Reads and writes the table `due`."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def fill(self) -> None:
        """Put every organisation on it that is not there yet."""
        known = select(due.c.organisation_id)
        with self._engine.connect() as connection:
            ids = select(head.c.organisation_id).where(head.c.organisation_id.not_in(known))
            missing = list(connection.execute(ids).scalars())
        for organisation_id in missing:
            self._add(organisation_id)

    def claim(self) -> list[Look]:
        """The looks that are due now and that no other worker took."""
        now = self._clock.now()
        wanted = select(due.c.organisation_id, due.c.at).where(due.c.at <= now)
        with self._engine.connect() as connection:
            found = connection.execute(wanted.order_by(due.c.at).limit(MOST)).all()
        looks = [Look(organisation_id, at, now + CLAIM_MS) for organisation_id, at in found]
        return [look for look in looks if self._move(look, look.since, look.until)]

    def put_off(self, look: Look, at: int) -> None:
        """Look again at `at`; what was committed meanwhile asks for a look sooner, and gets it."""
        self._move(look, look.until, at)

    def late(self) -> int:
        """For how many milliseconds the oldest look has been due; 0 where none is."""
        now = self._clock.now()
        waiting = select(due.c.at).where((due.c.at > 0) & (due.c.at <= now))
        with self._engine.connect() as connection:
            oldest: int | None = connection.execute(waiting.order_by(due.c.at).limit(1)).scalar()
        return 0 if oldest is None else now - oldest

    def _move(self, look: Look, at: int, to: int) -> bool:
        mine = (due.c.organisation_id == look.organisation_id) & (due.c.at == at)
        with self._engine.begin() as connection:
            return connection.execute(update(due).where(mine).values(at=to)).rowcount == 1

    def _add(self, organisation_id: str) -> None:
        # another worker may add it at the same moment, or a commit may
        with suppress(IntegrityError), self._engine.begin() as connection:
            connection.execute(due.insert().values(organisation_id=organisation_id, at=0))
