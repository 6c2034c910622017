"""Everything goes out and comes back as it was (IO-2)."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.changes import Change
from core.commands.people import CreateClient, NewClient
from core.commands.seats import Book
from core.domain.all_rows import type_of_table
from core.domain.bookings import Booking
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.rows import Row
from core.queries import everything
from core.queries.source import Source
from core.store.memory_reader import MemoryReader
from tests.support.rules import rule
from tests.support.stored import stored
from tests.support.studio import Studio

WILD = NewClient('Zoë "the", أنّا\u2028🧘', notes="a,b;c\nd\te\r\n" + "x" * 1900)


def busy() -> Studio:
    s = Studio.open()
    s.do(CreateClient(WILD))
    s.sell(s.anna, s.ten)
    for client in (s.anna, s.ben):
        s.do(Book(client, s.yoga_1800, pay_at_desk=True))
    return s


@pytest.fixture
def studio() -> Studio:
    return busy()


@pytest.fixture
def source(studio: Studio, tmp_path: Path) -> Iterator[Source]:
    with stored(studio, tmp_path) as opened:
        yield opened


@rule("IO-2")
def test_every_row_comes_back_as_it_was(
    studio: Studio, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(everything, "PAGE", 3)
    again = MemoryReader()
    rows = list(everything.read_again(everything.lines(source)))
    again.apply([Change(type(row), row.id, None, row) for row in rows])
    restored = Studio(again)
    assert {t: r for t, r in restored.rows().items() if r} == {
        t: r for t, r in studio.rows().items() if r
    }


@rule("IO-2")
def test_any_program_can_read_the_lines(source: Source) -> None:
    read = [json.loads(line) for line in everything.lines(source)]
    assert read[0] == {
        "foyer": 1,
        "organisation": "org-harbour",
        "tables": sorted(type_of_table),
    }
    names = {one["row"]["name"] for one in read[1:-1] if one["table"] == "client"}
    assert {"Anna Ångström", WILD.name} <= names
    assert read[-1]["counts"]["booking"] == 2
    assert sum(read[-1]["counts"].values()) == len(read) - 2


@rule("IO-2")
@pytest.mark.parametrize("row_type", [Client, Booking])
def test_a_table_as_csv_says_the_same(studio: Studio, source: Source, row_type: type[Row]) -> None:
    text = "".join(everything.csv_lines(source, row_type))
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["id"] for row in read] == sorted(row.id for row in studio.reader.all(row_type))
    for found in read:
        row = studio.get(row_type, found["id"])
        for name, value in found.items():
            kept = getattr(row, name)
            assert value == ("" if kept is None else str(kept))


@rule("IO-2")
def test_an_export_that_was_cut_off_or_is_none_is_found_out(source: Source) -> None:
    whole = list(everything.lines(source))
    with pytest.raises(ValueError, match="end is missing"):
        list(everything.read_again(whole[:-1]))
    with pytest.raises(ValueError, match="lines are missing"):
        list(everything.read_again([*whole[:5], *whole[6:]]))
    with pytest.raises(ValueError, match="not an export"):
        list(everything.read_again([b'{"foyer":2}', *whole[1:]]))
    with pytest.raises(ValueError, match="not an export"):
        list(everything.read_again([]))


@rule("IO-2", "PERM-2")
@pytest.mark.parametrize("who", ["manager", "receptionist", "instructor", "finance"])
def test_only_the_owner_takes_everything_out(studio: Studio, source: Source, who: str) -> None:
    assert isinstance(everything.may_export(source, studio.act(by=getattr(studio, who))), Refusal)
    assert everything.may_export(source, studio.act(by=studio.owner)) is None
