"""Free times: against an oracle that looks at every minute alone, and case by case."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from core.commands.assigning import AllowSelfBooking
from core.commands.availability import AddAvailability, AddException, QualifyStaff, TakeTimeOff
from core.commands.closures import CloseLocation
from core.commands.schedule import CreateOccurrence
from core.commands.setup import EndGrant, GrantRole
from core.domain.availability import AvailabilityException
from core.domain.catalogue import Service
from core.domain.ids import AvailabilityExceptionId, LocationId, SettingId, StaffId
from core.domain.organisation import GRANTS_OF_STAFF, Location, Setting, StaffMember
from core.domain.refusals import Refusal
from core.domain.zones import DAY_MS, HOUR_MS, local_date, local_time, to_utc
from core.queries.slots import Asked, free, nearest
from core.rules.instructors.availability import hours_on
from core.rules.instructors.free_slots import Wanted, free_slots
from core.rules.schedule.conflicts import Slot, conflicts
from core.store.memory_reader import MemoryReader
from tests.core.rules.instructors.slot_worlds import HERE, WHO, Oracle, World, worlds
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio

LONDON = "Europe/London"
FIVE = NOW - 3 * HOUR_MS
"""05:00 in London: early enough for clients to book what begins after 07:00."""


def found(world: World) -> tuple[MemoryReader, Wanted, list[Any]]:
    rows = (*world.rows, Setting(SettingId("g"), "", "slot_grid_min", str(world.grid), 0))
    reader = MemoryReader(rows)
    location, member = reader.get(Location, HERE), reader.get(StaffMember, WHO)
    assert location is not None
    assert member is not None
    wanted = Wanted(world.service, location, member, by_client=world.by_client)
    slots = free_slots(reader, wanted, world.now)
    return reader, wanted, [one for one in slots if of_day(one.starts_at, world) == world.day]


def of_day(at: int, world: World) -> str:
    return local_date(at, world.zone)


@rule("AVL-2", "AVL-7", "SCH-2")
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_the_free_times_are_those_that_minutes_alone_would_give(world: World) -> None:
    _, _, slots = found(world)
    assert [one.starts_at for one in slots] == Oracle(world).starts()


@rule("AVL-2", "AVL-3")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_what_is_free_meets_no_conflict_but_travel_that_staff_are_warned_of(world: World) -> None:
    reader, wanted, slots = found(world)
    for one in slots:
        slot = Slot("", wanted.location, wanted.service, one.starts_at, one.ends_at, (WHO,), 1)
        codes = {refusal.code for refusal in conflicts(reader, slot)}
        assert codes == ({"instructor_travel"} if one.tight else set())
        assert not (one.tight and world.by_client)


def mondays(s: Studio, low: str = "09:00", high: str = "17:00", **more: Any) -> None:
    fields: dict[str, Any] = {"weekday": 0, "staff_id": s.second_instructor} | more
    s.do(
        AddAvailability(location_id=s.london, local_from=low, local_until=high, **fields),
        by=s.owner,
    )


def times(s: Studio, now: int = FIVE, days: int = 1, **asked: Any) -> list[str]:
    """Clock times of the free slots of a day from `now` on."""
    fields: dict[str, Any] = {
        "service_id": s.private,
        "location_id": s.london,
        "until": now + days * DAY_MS,
    } | asked
    return [local_time(one.starts_at, LONDON) for one in free(s.reader, Asked(**fields), now)]


@rule("AVL-2", "AVL-7")
def test_the_grid_begins_where_the_hours_do_and_the_session_fits_into_them() -> None:
    s = Studio.open()
    mondays(s, "09:20", "11:00")
    assert times(s) == ["09:20", "09:50"]
    s.set("slot_grid_min", 15)
    assert times(s) == ["09:20", "09:35", "09:50"]


@rule("AVL-7")
def test_hours_that_touch_stay_two_and_each_has_its_own_grid() -> None:
    s = Studio.open()
    mondays(s, "09:00", "10:10")
    mondays(s, "10:10", "12:00")
    assert times(s) == ["09:00", "10:10", "10:40"]


@rule("AVL-1", "AVL-2")
def test_exceptions_add_and_take_away_on_their_date_alone() -> None:
    s = Studio.open()
    mondays(s, "09:00", "12:00")
    extra = AddException(s.second_instructor, s.london, DAY, "extra", "15:15", "16:15")
    gone = AddException(s.second_instructor, s.london, DAY, "removed", "10:15", "10:45")
    s.do(extra, by=s.owner)
    s.do(gone, by=s.owner)
    assert times(s) == ["09:00", "11:00", "15:15"]
    week = to_utc("2026-03-09", "05:00", LONDON)
    assert times(s, week) == ["09:00", "09:30", "10:00", "10:30", "11:00"]


@rule("AVL-1")
def test_hours_kept_for_staff_are_not_for_clients() -> None:
    s = Studio.open()
    mondays(s, "09:00", "10:00", self_booking=False)
    assert times(s) == []
    assert times(s, by_client=False) == ["09:00"]


@rule("AVL-2")
def test_only_what_is_to_come_up_to_the_horizon() -> None:
    s = Studio.open()
    mondays(s, "06:30", "09:00")
    assert times(s, by_client=False) == ["06:30", "07:00", "07:30", "08:00"]
    assert times(s) == ["07:30", "08:00"], "what begins in two hours is closed to clients"
    far = {"until": FIVE + 400 * DAY_MS}
    assert len(times(s, **far)) == 2 + 8 * 4
    s.set("slot_horizon_days", 7)
    assert times(s, **far) == ["07:30", "08:00"], "a week from now is 05:00"
    assert times(s, since=NOW) == ["08:00"]


@rule("AVL-2")
def test_travel_keeps_clients_away_and_warns_staff() -> None:
    s = Studio.open()
    s.do(GrantRole(s.second_instructor, "instructor", s.berlin), by=s.owner)
    mondays(s, "09:00", "13:00")
    there = {"location_id": s.berlin, "lead_id": s.second_instructor}
    s.occurrence(s.yoga, "12:00", **there)  # 11:00 to 12:00 in London
    assert times(s) == ["09:00", "09:30"]
    slots = free(s.reader, Asked(s.private, s.london, by_client=False, until=NOW + DAY_MS), FIVE)
    marked = [(local_time(one.starts_at, LONDON), one.tight) for one in slots]
    assert marked == [("09:00", False), ("09:30", False), ("10:00", True), ("12:00", True)]


@rule("AVL-2", "SCH-5")
def test_time_off_and_opening_hours_leave_nothing_free() -> None:
    s = Studio.open()
    mondays(s, "20:00", "24:00")
    assert times(s) == ["20:00", "20:30", "21:00"], "the house closes at 22:00"
    nine = to_utc(DAY, "21:30", LONDON)
    s.do(TakeTimeOff(s.second_instructor, nine, nine + HOUR_MS), by=s.owner)
    assert times(s) == ["20:00", "20:30"]


@rule("AVL-2", "SVC-2", "SCH-7", "ORG-9", "ORG-10")
@pytest.mark.parametrize(
    "why",
    ["switch", "preference", "class", "elsewhere", "closed", "unskilled", "no_role", "unknown"],
)
def test_what_is_not_offered_there_has_no_times(why: str) -> None:
    s = Studio.open()
    mondays(s)
    asked: dict[str, Any] = {}
    private, london = s.get(Service, s.private), s.get(Location, s.london)
    if why == "switch":
        s.reader._write(Service, private.id, replace(private, self_booking=0))
    elif why == "preference":
        s.do(AllowSelfBooking(s.second_instructor, False), by=s.second_instructor)
    elif why == "class":
        asked["service_id"] = s.yoga
    elif why == "elsewhere":
        s.reader._write(Service, private.id, replace(private, locations=f'["{s.berlin}"]'))
    elif why == "closed":
        s.reader._write(Location, london.id, replace(london, state="inactive"))
    elif why == "unskilled":
        s.do(QualifyStaff(s.second_instructor, ("mat",)), by=s.manager)
    elif why == "no_role":
        for grant in s.reader.find(GRANTS_OF_STAFF, s.second_instructor):
            s.do(EndGrant(grant.id), by=s.manager)
    else:
        asked["staff_id"] = "nobody"
    assert times(s, **asked) == []


@rule("AVL-1", "AVL-2")
def test_a_vip_skips_what_the_instructor_prefers_and_the_closing_time_and_nothing_else() -> None:
    s = Studio.open()
    mondays(s, "06:30", "09:00", self_booking=False)
    s.do(AllowSelfBooking(s.second_instructor, False), by=s.second_instructor)
    service, place = s.get(Service, s.private), s.get(Location, s.london)
    wanted = Wanted(service, place, s.get(StaffMember, s.second_instructor), vip=True)
    slots = free_slots(s.reader, wanted, FIVE, until=FIVE + DAY_MS)
    assert [local_time(one.starts_at, LONDON) for one in slots] == [
        "06:30",
        "07:00",
        "07:30",
        "08:00",
    ]
    assert free_slots(s.reader, replace(wanted, vip=False), FIVE) == ()
    switched_off = replace(wanted, service=replace(service, self_booking=0))
    assert free_slots(s.reader, switched_off, FIVE) == ()


@rule("SCH-14", "AVL-2")
def test_nothing_is_free_where_the_house_is_closed() -> None:
    s = Studio.open()
    mondays(s)
    tuesday = {"weekday": 1, "local_until": "10:00"}
    s.do(AddAvailability(s.second_instructor, s.london, local_from="09:00", **tuesday), by=s.owner)  # type: ignore[arg-type]
    after = "2026-03-03"
    assert len(times(s, days=2)) > len(times(s))
    choices: Any = {s.yoga_tomorrow: "keep"}
    s.do(CloseLocation(s.london, after, after, choices, reason="painted"), by=s.manager)
    assert times(s, days=2) == times(s)


@rule("WEB-7")
def test_the_nearest_three_are_of_different_times_whoever_leads() -> None:
    s = Studio.open()
    mondays(s, "09:00", "11:00")
    mondays(s, "09:30", "12:00", staff_id=s.owner)
    slots = nearest(s.reader, Asked(s.private, s.london), FIVE)
    assert [local_time(one.starts_at, LONDON) for one in slots] == ["09:00", "09:30", "10:00"]


@rule("AVL-2", "AVL-3")
def test_a_free_time_is_booked_and_free_no_more() -> None:
    s = Studio.open()
    mondays(s, "09:00", "11:00")
    session = CreateOccurrence(s.private, s.london, DAY, "09:30", 60, 1, s.second_instructor)
    s.do(session)
    assert times(s) == []
    assert isinstance(s.preview(session), Refusal)


@rule("AVL-2", "RES-3")
def test_a_time_without_the_room_is_not_free() -> None:
    s = Studio.open()
    s.reader._write(
        Service,
        s.private,
        replace(
            s.get(Service, s.private),
            needs=f'[{{"resource_id":"{s.reformers}","per_attendee":3,"per_class":0}}]',
        ),
    )
    mondays(s, "09:00", "12:00")
    assert times(s) == ["09:00", "09:30", "10:00", "10:30", "11:00"]
    assert times(s, seats=2) == [], "four are there, six are needed"


@rule("SCH-2", "AVL-2")
def test_what_is_removed_in_the_half_hour_that_is_skipped_removes_nothing() -> None:
    day = "2026-10-04"  # at 02:00 the clocks of Lord Howe go to 02:30
    extra, gone = (
        AvailabilityException(
            AvailabilityExceptionId(kind), StaffId("who"), LocationId("here"), day, low, high, kind
        )
        for kind, low, high in (("extra", "00:00", "02:15"), ("removed", "02:00", "02:30"))
    )
    hours = hours_on(day, "Australia/Lord_Howe", (), (extra, gone))
    assert hours.removed == ()
    starts = to_utc(day, "01:45", "Australia/Lord_Howe")
    assert hours.fit(starts, starts + 30 * 60_000)
