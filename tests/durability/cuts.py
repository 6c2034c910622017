"""The power fails: which files a disk may hold then, from what was recorded.

What was written since a file's last sync may be there or not, in any mixture, and each write may
be torn between sectors; a deleted file may be back until the folder is synced. What a write does
not cover stays as it was: SQLite relies on that, and calls it powersafe overwrite.
"""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

import msgspec

from tests.durability.recording import Event

SECTOR = 512
Image = dict[str, bytes]


class Cut(msgspec.Struct, frozen=True):
    """Power fails before event number `at`; the files that are found afterwards."""

    at: int
    files: Image


class _Page(msgspec.Struct):
    """A file: what is safe, what was written since."""

    safe: bytearray | None = None
    since: list[Event] = []


def cuts(events: Sequence[Event], points: Iterable[int], chance: Random) -> Iterator[Cut]:
    """What is found after a cut at each of the points, which are sorted."""
    files: dict[str, _Page] = {}
    done = 0
    for point in points:
        for event in events[done:point]:
            _play(files, event)
        done = point
        found = {name: _left(page, chance) for name, page in files.items()}
        yield Cut(point, {name: data for name, data in found.items() if data is not None})


def _play(files: dict[str, _Page], event: Event) -> None:
    page = files.setdefault(event.name, _Page())
    if event.what != "sync":
        page.since.append(event)
        return
    if page.safe is None:  # a new file: SQLite syncs the folder too, and with it what was deleted
        for other in files.values():
            _sync(other, _deleted(other))
    _sync(page, len(page.since))


def _sync(page: _Page, count: int) -> None:
    """The first events since the last sync are safe now."""
    for one in page.since[:count]:
        page.safe = _with(page.safe, one)
    del page.since[:count]


def _deleted(page: _Page) -> int:
    """How many events since the last sync lead up to a delete."""
    return max((n for n, one in enumerate(page.since, 1) if one.what == "delete"), default=0)


def _left(page: _Page, chance: Random) -> bytes | None:
    """What is found of a file: of what is not safe some, none or all, whole or torn."""
    found = None if page.safe is None else bytearray(page.safe)
    rate = chance.choice((0.0, 0.0, 0.5, 0.9, 1.0, 1.0))
    tears = chance.random() < 0.5
    for event in page.since:
        if event.what == "write" and tears:
            for part in sectors(event):
                if chance.random() < rate:
                    found = _with(found, part)
        elif chance.random() < rate:
            found = _with(found, event)
        elif event.what == "delete":
            break  # the old file is still there, so what came after lies in none
    return None if found is None else bytes(found)


def sectors(event: Event) -> Iterator[Event]:
    """A write as the sectors that it touches."""
    start, end = event.at, event.at + len(event.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        yield Event("write", event.name, start, event.data[start - event.at : stop - event.at])
        start = stop


def _with(content: bytearray | None, event: Event) -> bytearray | None:
    if event.what == "delete":
        return None
    content = bytearray() if content is None else content
    if event.what == "truncate":
        del content[event.at :]
        return content
    if len(content) < event.at:
        content.extend(bytes(event.at - len(content)))
    content[event.at : event.at + len(event.data)] = event.data
    return content
