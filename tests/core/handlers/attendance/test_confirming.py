"""A phone that is not near is in to be confirmed: nothing is spent until staff look (CHK-12)."""

from typing import Any

import pytest
from msgspec.structs import replace

from core import bus
from core.commands.arrivals import CheckIn, ConfirmCheckIn, UndoCheckIn
from core.commands.attendance import CloseOccurrence
from core.commands.locations import EditLocation
from core.commands.seats import Book
from core.domain.credits import CAPTURE
from core.domain.organisation import Location
from core.rules.attendance.nearness import metres, nearness
from core.store.overlay import Overlay
from tests.support.rules import rule
from tests.support.studio import Studio

HERE = (51_500_000, -120_000)
NEXT_DOOR = (51_501_000, -120_000)
ACROSS_TOWN = (51_550_000, -120_000)
IN_TIME = Studio.later(minutes=45)


def asking() -> tuple[Studio, str]:
    """London asks phones to be near; Anna is booked for nine on a pass."""
    s = Studio.open()
    at = EditLocation(s.london, latitude_e6=HERE[0], longitude_e6=HERE[1])
    s.do(at, by=s.manager)
    s.set("phone_near", True)
    held = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_0900))
    return s, held


def phone(s: Studio, position: Any = None) -> str:
    command = CheckIn(s.anna, s.yoga_0900, "self", position=position)
    return s.do(command, as_client=s.anna, at=IN_TIME).code


def spent(s: Studio, held: str) -> bool:
    return CAPTURE in [kind for kind, _ in s.ledger(held)]


@rule("CHK-3")
def test_a_phone_that_is_near_is_in_at_once() -> None:
    s, held = asking()
    assert phone(s, NEXT_DOOR) == "checked_in"
    assert spent(s, held)


@rule("CHK-3", "CHK-12")
@pytest.mark.parametrize("position", [ACROSS_TOWN, None, (0, 0), (-90_000_000, 180_000_000)])
def test_outside_or_without_a_place_it_is_to_confirm_and_spends_nothing(position: Any) -> None:
    s, held = asking()
    assert phone(s, position) == "to_confirm"
    booking = s.booking(s.anna, s.yoga_0900)
    assert (booking.state, booking.flag, booking.credit) == ("checked_in", "to_confirm", "held")
    assert not spent(s, held)


@rule("CHK-12")
def test_staff_confirm_and_the_credit_is_spent() -> None:
    s, held = asking()
    phone(s)
    assert s.do(ConfirmCheckIn(s.anna, s.yoga_0900), at=IN_TIME).code == "checked_in"
    booking = s.booking(s.anna, s.yoga_0900)
    assert (booking.state, booking.flag, booking.credit) == ("checked_in", "", "captured")
    assert spent(s, held)
    again = s.refuse(ConfirmCheckIn(s.anna, s.yoga_0900), at=IN_TIME)
    assert again.code == "nothing_to_confirm"
    draft = Overlay(s.reader)
    act = replace(s.act(at=IN_TIME), shown="checked_in")
    settled = bus.settle(draft, act, ConfirmCheckIn(s.anna, s.yoga_0900))
    assert (settled.code, settled.facts["settlement"]) == ("checked_in", "SET-12")


@rule("CHK-12")
@pytest.mark.parametrize("how", ["confirm", "undo"])
def test_who_is_not_here_is_booked_as_before(how: str) -> None:
    s, held = asking()
    phone(s)
    back = {
        "confirm": ConfirmCheckIn(s.anna, s.yoga_0900, here=False),
        "undo": UndoCheckIn(s.anna, s.yoga_0900),
    }[how]
    s.do(back, at=IN_TIME)
    booking = s.booking(s.anna, s.yoga_0900)
    assert (booking.state, booking.flag, booking.credit) == ("booked", "", "held")
    assert not spent(s, held)


@rule("CHK-12", "NS-7")
def test_what_nobody_answered_counts_as_attended_when_the_class_closes() -> None:
    s, held = asking()
    phone(s)
    s.do(CloseOccurrence(s.yoga_0900), at=s.later(hours=3))
    booking = s.booking(s.anna, s.yoga_0900)
    assert (booking.state, booking.flag, booking.credit) == ("attended", "", "captured")
    assert spent(s, held)


@rule("CHK-3")
def test_it_is_off_unless_set_and_never_asks_at_the_desk() -> None:
    s, _ = asking()
    s.do(CheckIn(s.anna, s.yoga_0900), at=IN_TIME)
    assert s.booking(s.anna, s.yoga_0900).flag == ""
    plain = Studio.open()
    plain.do(Book(plain.anna, plain.yoga_0900, pay_at_desk=True))
    assert phone(plain) == "checked_in"


def test_what_is_not_there_is_refused() -> None:
    s, _ = asking()
    assert s.refuse(ConfirmCheckIn(s.anna, "nothing")).code == "occurrence_unknown"
    assert s.refuse(ConfirmCheckIn(s.ben, s.yoga_0900)).code == "nothing_to_confirm"


@rule("CHK-3")
@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (0, 1_000_000), 111_195),
        ((51_507_351, -127_758), (48_856_613, 2_352_222), 343_556),
        ((90_000_000, 0), (-90_000_000, 0), 20_015_087),
        ((0, 179_999_000), (0, -179_999_000), 222),
    ],
)
def test_the_way_between_two_places(one: Any, other: Any, way: int) -> None:
    """The known way between London and Paris, around the date line, from pole to pole."""
    assert abs(metres(one, other) - way) <= max(2, way // 1000)
    assert metres(one, other) == metres(other, one)


@rule("CHK-3")
def test_the_edge_of_the_radius_is_inside() -> None:
    s, _ = asking()
    london = s.get(Location, s.london)
    away = metres(HERE, NEXT_DOOR)
    assert nearness(london, NEXT_DOOR, away) == "near"
    assert nearness(london, NEXT_DOOR, away - 1) == "far"
    assert nearness(s.get(Location, s.berlin), HERE, 500) == "unknown"
