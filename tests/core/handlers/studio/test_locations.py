"""Locations change, and take no more bookings when they are inactive (ORG-2, ORG-9)."""

import pytest

from core.commands.arrivals import CheckIn
from core.commands.locations import EditLocation, SetLocationActive
from core.commands.seats import Book, CancelBooking
from core.commands.waiting import JoinWaitlist
from core.domain.organisation import Location
from tests.support.rules import rule
from tests.support.studio import Studio


@rule("ORG-9")
def test_an_inactive_location_takes_no_new_bookings_and_keeps_what_is_booked() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    s.do(Book(s.ben, s.yoga_1800, seats=3, pay_at_desk=True))
    s.do(SetLocationActive(s.london, False), by=s.manager)
    assert s.refuse(Book(s.clara, s.talk_1200)).code == "location_inactive"
    assert s.refuse(JoinWaitlist(s.clara, s.yoga_1800)).code == "location_inactive"
    s.do(CheckIn(s.anna, s.yoga_0900), at=s.later(minutes=45))
    s.do(CancelBooking(s.ben, s.yoga_1800))
    s.do(SetLocationActive(s.london, True), by=s.manager)
    s.do(Book(s.clara, s.talk_1200))


@rule("ORG-2")
def test_what_is_given_changes_and_the_rest_stays() -> None:
    s = Studio.open()
    before = s.get(Location, s.london)
    s.do(
        EditLocation(s.london, address="1 Quay", latitude_e6=51_500_000, longitude_e6=-120_000),
        by=s.manager,
    )
    after = s.get(Location, s.london)
    assert (after.address, after.latitude_e6, after.longitude_e6) == (
        "1 Quay",
        51_500_000,
        -120_000,
    )
    assert (after.name, after.opening_hours, after.zone) == (
        before.name,
        before.opening_hours,
        before.zone,
    )
    s.do(EditLocation(s.london, opening_hours={"0": (("07:00", "21:00"),)}), by=s.manager)
    assert s.get(Location, s.london).opening_hours == '{"0":[["07:00","21:00"]]}'


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (EditLocation("nowhere", "X"), "location_unknown"),
        (SetLocationActive("nowhere", False), "location_unknown"),
    ],
)
def test_an_unknown_location_is_refused(command: EditLocation, code: str) -> None:
    s = Studio.open()
    assert s.refuse(command, by=s.owner).code == code


def test_half_a_place_and_hours_turned_round_are_refused() -> None:
    s = Studio.open()
    half = EditLocation(s.london, latitude_e6=1)
    assert s.refuse(half, by=s.manager).code == "coordinates_incomplete"
    turned = EditLocation(s.london, opening_hours={"0": (("21:00", "07:00"),)})
    assert s.refuse(turned, by=s.manager).code == "hours_reversed"
