"""Series changed in any order with bookings on any date: nothing is lost, made twice, or hushed."""

from collections.abc import Iterable

import pytest

from core import bus
from core.changes import Act
from core.commands.schedule import EditSeries, GenerateSeries
from core.domain.ids import CommandId, StaffId, derive
from core.domain.schedule import Occurrence, Series
from core.domain.zones import DAY_MS, add_days, local_date
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from core.store.memory_reader import MemoryReader
from core.store.overlay import Overlay
from tests.core.handlers.schedule.series_worlds import SeriesWorld
from tests.support.rules import rule

STEPS = 60


@rule("SCH-1", "SCH-3", "SCH-4", "SCH-11", "BK-2")
@pytest.mark.parametrize("seed", range(40))
def test_no_edit_loses_a_booking_or_leaves_a_date_outside_the_plan_in_silence(seed: int) -> None:
    world = SeriesWorld(seed)
    for _ in range(STEPS):
        world.step()
        assert world.faults() == [], world.done[-3:]


def test_the_worlds_do_what_they_are_for() -> None:
    done: dict[str, int] = {}
    booked = 0
    for seed in range(20):
        world = SeriesWorld(seed)
        for _ in range(STEPS):
            world.step()
        booked += len(world.stands)
        for text in world.done:
            name = text.partition("(")[0]
            done[name] = done.get(name, 0) + 1
    assert booked > 100
    assert done["EditSeries"] > 60
    for name in ("EndSeries", "AddDate", "SkipDate", "MoveOccurrence", "Substitute",
                 "ChangeCapacity", "CancelOccurrence", "ReinstateOccurrence",
                 "GenerateSeries"):  # fmt: skip
        assert done[name] > 10, name
    assert EditSeries.__name__ in done


@rule("SCH-3", "SCH-11", "NS-4")
@pytest.mark.parametrize("seed", range(12))
def test_the_horizon_is_the_same_however_often_and_late_it_is_filled(seed: int) -> None:
    world = SeriesWorld(1000 + seed)
    for _ in range(25):
        world.step()
    nights = [world.now + day * DAY_MS for day in range(1, 61)]
    every_night = filled(world, [at for at in nights for _ in range(2)])
    some = sorted(world.chance.sample(nights[:-1], 9))
    known = add_days(local_date(nights[-1], "UTC"), 7 * 12 - 6)
    assert every_night(known) == filled(world, [nights[-1]])(known)
    assert every_night(known) == filled(world, [*some, nights[-1]])(known)


def filled(world: SeriesWorld, nights: Iterable[int]) -> "Dates":
    """The dates after the server has filled the horizons in these nights, in a copy."""
    copy = MemoryReader()
    for row_type, rows in world.s.reader.tables.items():
        for row in rows.values():
            copy._write(row_type, row.id, row)
    for number, at in enumerate(nights):
        for key, command in due(copy, Moment(at, lambda _: 0)):
            if not isinstance(command, GenerateSeries):
                continue
            act = Act(CommandId(derive(key, str(number))), StaffId(""), at, system=True)
            draft = Overlay(copy)
            bus.run(draft, act, command)
            copy.apply(draft.changes())
    return Dates(copy)


class Dates:
    """All dates of all series up to a local date."""

    def __init__(self, reader: MemoryReader) -> None:
        self._reader = reader

    def __call__(self, until: str) -> list[tuple[str, str, int, str]]:
        series = {one.id for one in self._reader.all(Series)}
        return sorted(
            (one.series_id, one.original_date, one.starts_at, one.lead_id)
            for one in self._reader.all(Occurrence)
            if one.series_id in series and one.original_date <= until
        )
