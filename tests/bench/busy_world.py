"""A studio whose clients all have credits and many classes to book, on SQLite files to copy."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from core.commands.catalogue import CreatePassProduct
from core.commands.sales import SellPass
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book
from core.domain.zones import add_days
from tests.sync.world import DAY, World

CLASSES = 80


@contextmanager
def busy_world(url: str = "") -> Iterator[tuple[World, Path, list[Book]]]:
    """The world, the folder of its files, and bookings that all can be made, each with a credit."""
    with TemporaryDirectory(prefix="foyer-bench-") as name:
        folder = Path(name)
        with World.open(desks=1, kind="sqlite", folder=folder, url=url) as world:
            thousand = world.serve(
                CreatePassProduct("1000", "punch", 900_00, 1000, 900, max_advance=0)
            )
            for number, client in enumerate(world.clients):
                pass_product = str(thousand.facts["product_id"])
                receipt = f"HER-A-{number:06d}"
                world.serve(SellPass(client, pass_product, world.location, 900_00, "cash", receipt))
            classes = [_class(world, number) for number in range(CLASSES)]
            world.heal()
            yield world, folder, [Book(c, o) for o, c in product(classes, world.clients)]


def _class(world: World, number: int) -> str:
    date, hour = add_days(DAY, 1 + number // 10), 8 + number % 10
    made = CreateOccurrence(world.yoga, world.location, date, f"{hour:02d}:00", 45, 40)
    return str(world.serve(made).facts["occurrence_id"])


def copy_of(path: Path, name: str) -> Path:
    """A copy of a store file whose log was written back before."""
    target = path.with_name(name)
    shutil.copyfile(path, target)
    return target
