"""The power fails at any moment: what a desk showed as saved is there, wholly, with its rows."""

from random import Random

import pytest

from tests.durability.cuts import cuts, sectors
from tests.durability.power import try_cuts
from tests.durability.recording import Event

CUTS = 2500


@pytest.mark.parametrize("seed", range(2))
def test_nothing_that_was_shown_as_saved_is_lost_when_the_power_fails(seed: int) -> None:
    verdict = try_cuts(seed, CUTS)
    assert verdict.cuts == CUTS
    assert verdict.broken == []
    assert verdict.lost == 0


def test_with_less_care_for_the_disk_the_same_cuts_lose_some() -> None:
    verdict = try_cuts(0, 100, "NORMAL")
    assert verdict.broken == [], "what is left is whole nevertheless"
    assert verdict.lost > 10


def write(at: int, data: bytes, name: str = "a") -> Event:
    return Event("write", name, at, data)


def left(*events: Event, seed: int = 0) -> set[bytes | None]:
    """What may be found after these events."""
    return {
        next(cuts(events, [len(events)], Random(seed))).files.get("a") for seed in range(seed, 400)
    }


def test_what_is_synced_stays_and_what_is_not_may_be_lost() -> None:
    assert left(write(0, b"one"), Event("sync", "a")) == {b"one"}
    assert left(write(0, b"one"), Event("sync", "a"), write(3, b"two")) == {b"one", b"onetwo"}


def test_a_write_is_torn_between_sectors_and_nowhere_else() -> None:
    assert [(one.at, one.data) for one in sectors(write(510, b"abcd"))] == [
        (510, b"ab"),
        (512, b"cd"),
    ]
    torn = left(write(0, bytes(1024)), Event("sync", "a"), write(510, b"abcd"))
    assert {data[510:514] for data in torn if data} == {
        b"abcd",
        b"ab\0\0",
        b"\0\0cd",
        bytes(4),
    }


def test_later_writes_can_be_there_where_earlier_ones_are_not() -> None:
    start = write(0, bytes(2)), Event("sync", "a")
    assert left(*start, write(0, b"1"), write(1, b"2")) == {b"\0\0", b"1\0", b"\0002", b"12"}


def test_a_deleted_file_may_be_back_until_the_folder_is_synced() -> None:
    gone = write(0, b"old"), Event("sync", "a"), Event("delete", "a")
    assert left(*gone) == {b"old", None}
    assert left(*gone, write(0, b"new", "b"), Event("sync", "b")) == {None}
