"""Search as you type among 100,000 clients: what each key costs (U-10, goal 100 ms)."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from core.changes import Change
from core.domain.folding import fold
from core.domain.ids import ClientId, derive
from core.domain.people import Client
from core.queries import clients
from core.queries.source import Source
from core.store.schema import create_sqlite
from core.store.sql_reader import SqlReader
from core.store.sqlite import connect
from core.store.statements import SQLITE
from tests.bench.harness import Goal, Measure, timed
from tests.sync.world import KEY, ORGANISATION

CLIENTS, TIMES = 100_000, 20
FIRST = [
    "Anna",
    "Ben",
    "Clara",
    "Daniel",
    "Elif",
    "Grace",
    "Hanna",
    "Iris",
    "Jonas",
    "Lucía",
    "Marco",
    "Nora",
    "Omar",
    "Zoë",
]
LAST = [
    "Petrov",
    "Carter",
    "Jensen",
    "Osei",
    "Demir",
    "Mensah",
    "Lindqvist",
    "Romero",
    "Ångström",
    "Kowalska",
    "Hale",
]
TYPED = ("lucia", "jonas kow", "anna petrov 4", "agnstrom", "+4420794", "77123", "zzzz")


def measures() -> Iterator[Measure]:
    """Every beginning of some names, a number's tail, a typo and nobody; no floor: there is none
    below the index itself."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="foyer-bench-")))
        raw = stack.enter_context(closing(connect(folder / "search.db", KEY)))
        _fill(raw)
        source = Source(raw.cursor(), SQLITE, ORGANISATION)
        for typed in TYPED:
            samples: list[float] = []
            for end in range(1, len(typed) + 1):
                samples += timed(partial(clients.search, source, typed[:end]), TIMES, 1)
            yield Measure(f"search “{typed}”, each key", samples, goal=Goal("p99", 100))


def _fill(raw: object) -> None:
    random = Random(1)
    cursor = raw.cursor()  # type: ignore[attr-defined]
    create_sqlite(cursor)
    cursor.execute("BEGIN")
    reader = SqlReader(cursor, SQLITE, ORGANISATION)
    for number in range(CLIENTS):
        name = f"{random.choice(FIRST)} {random.choice(LAST)} {number}"
        row = Client(
            ClientId(derive("client", str(number))),
            name,
            fold(name),
            f"c{number}@example.org",
            f"+4420{random.randrange(10**8):08d}",
        )
        reader.apply([Change(Client, row.id, None, row)])
    cursor.execute("COMMIT")
