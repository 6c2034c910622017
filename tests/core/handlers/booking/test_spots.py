"""Numbered reformers: who has which, two desks giving one away, a broken spring."""

import pytest

from core.commands.arrivals import CheckIn
from core.commands.catalogue import CreateResource, CreateService, ResourceNeed
from core.commands.registering import ChangeParty
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book, CancelBooking
from core.commands.spots import (
    ChooseSpot,
    LayOutSpots,
    LeaveSpot,
    PutInOrder,
    SpotPlace,
    TakeOutOfOrder,
)
from core.domain.bookings import CHECKED_IN
from core.domain.ids import ClientId, OccurrenceId, SpotId, spot_use_id
from core.domain.people import Client
from core.domain.schedule import ALLOCATIONS_OF_OCCURRENCE, Occurrence
from core.domain.spots import Spot, SpotUse
from core.domain.zones import DAY_MS, HOUR_MS, to_utc
from core.rules.booking.spots import free_spots, uses
from core.store.overlay import Overlay
from tests.support.desks import Desk
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio

# 1 2
# 3 4
MAP = tuple(SpotPlace(str(n + 1), n % 2, n // 2) for n in range(4))


def with_map() -> Studio:
    """Four numbered reformers; Anna and Ben are booked for ten o'clock."""
    s = Studio.open()
    s.do(LayOutSpots(s.reformers, MAP), by=s.manager)
    for client in (s.anna, s.ben):
        s.do(Book(client, s.reformer_1000, pay_at_desk=True))
    return s


def spot(s: Studio, label: str) -> str:
    return next(row.id for row in s.reader.all(Spot) if row.label == label)


def held(s: Studio, occurrence: str = "") -> dict[str, list[str]]:
    """Labels by the name of the client who has them."""
    found: dict[str, list[str]] = {}
    for use in uses(s.reader, occurrence or s.reformer_1000):
        name = s.get(Client, use.client_id).name.split()[0]
        found.setdefault(name, []).append(s.get(Spot, use.spot_id).label)
    return {name: sorted(labels) for name, labels in found.items()}


def free(s: Studio) -> list[str]:
    return [one.label for one in free_spots(s.reader, s.get(Occurrence, s.reformer_1000))]


@rule("RES-4")
def test_a_spot_holds_one_client_and_a_client_moves_by_choosing_another() -> None:
    s = with_map()
    s.do(ChooseSpot(s.anna, s.reformer_1000, spot(s, "2")))
    taken = s.refuse(ChooseSpot(s.ben, s.reformer_1000, spot(s, "2")))
    assert (taken.code, taken.facts["spot"]) == ("spot_taken", "2")
    s.do(ChooseSpot(s.anna, s.reformer_1000, spot(s, "3")))
    assert (held(s), free(s)) == ({"Anna": ["3"]}, ["1", "2", "4"])


@rule("RES-4")
def test_a_cancelled_booking_leaves_its_spot_to_others() -> None:
    s = with_map()
    s.do(ChooseSpot(s.anna, s.reformer_1000, spot(s, "2")))
    s.do(CancelBooking(s.anna, s.reformer_1000))
    s.do(ChooseSpot(s.ben, s.reformer_1000, spot(s, "2")))
    assert held(s) == {"Ben": ["2"]}
    assert s.refuse(ChooseSpot(s.anna, s.reformer_1000, spot(s, "1"))).code == "not_booked"


@rule("RES-7")
def test_a_party_has_a_spot_for_each_seat_and_no_more() -> None:
    s = with_map()
    s.do(CancelBooking(s.ben, s.reformer_1000))
    s.do(CancelBooking(s.anna, s.reformer_1000))
    s.do(Book(s.anna, s.reformer_1000, seats=2, pay_at_desk=True))
    for label in ("1", "2"):
        s.do(ChooseSpot(s.anna, s.reformer_1000, spot(s, label)))
    refused = s.refuse(ChooseSpot(s.anna, s.reformer_1000, spot(s, "3")))
    assert (refused.code, refused.facts["seats"]) == ("spots_all_given", 2)
    s.do(ChooseSpot(s.anna, s.reformer_1000, spot(s, "3"), instead_of=spot(s, "1")))
    assert held(s) == {"Anna": ["2", "3"]}
    s.do(LeaveSpot(s.anna, s.reformer_1000, spot(s, "2")))
    assert s.refuse(LeaveSpot(s.anna, s.reformer_1000, spot(s, "2"))).code == "spot_not_held"


@rule("RES-4", "RES-7")
def test_who_chose_none_gets_the_usual_one_at_check_in_else_the_first_free() -> None:
    s = with_map()
    for label, day in (("4", "2026-02-20"), ("4", "2026-02-23"), ("1", "2026-02-25")):
        draft_use(s, s.anna, label, day)
    outcome = s.do(CheckIn(s.anna, s.reformer_1000))
    assert outcome.facts["spots"] == ["4"]
    assert s.do(CheckIn(s.ben, s.reformer_1000)).facts["spots"] == ["1"]
    assert held(s) == {"Anna": ["4"], "Ben": ["1"]}


def draft_use(s: Studio, client: str, label: str, day: str) -> None:
    """An earlier visit on a spot."""
    draft = Overlay(s.reader)
    starts = to_utc(day, "10:00", "Europe/London")
    key = spot_use_id(day, spot(s, label))
    draft.put(SpotUse(key, OccurrenceId(day), SpotId(spot(s, label)), ClientId(client), starts))
    s.reader.apply(draft.changes())


@rule("SET-22")
def test_one_spot_given_at_two_desks_the_second_gets_the_nearest_free() -> None:
    server = with_map()
    first, second = Desk(server, "A"), Desk(server, "B")
    first.do(ChooseSpot(server.anna, server.reformer_1000, spot(server, "1")))
    second.do(ChooseSpot(server.ben, server.reformer_1000, spot(server, "1")))
    first.push()
    (told,) = second.push()
    assert held(server) == {"Anna": ["1"], "Ben": ["2"]}
    assert told.attention is not None
    assert (told.attention.kind, told.attention.weight) == ("SET-22", "info")


@rule("RES-5", "RES-7")
def test_who_had_a_broken_spot_gets_the_nearest_and_is_told() -> None:
    s = with_map()
    s.do(ChooseSpot(s.anna, s.reformer_1000, spot(s, "2")))
    out = TakeOutOfOrder(s.reformers, NOW, spot_id=spot(s, "2"), reason="spring")
    outcome = s.do(out, by=s.manager)
    assert held(s) == {"Anna": ["1"]}
    (told,) = [event.facts for event in outcome.events if event.name == "spot_moved"]
    assert (told["client_id"], told["spot"]) == (s.anna, "1")
    assert s.refuse(ChooseSpot(s.ben, s.reformer_1000, spot(s, "2"))).code == "spot_broken"
    assert free(s) == ["3", "4"]


@rule("RES-7")
@pytest.mark.parametrize(("broken", "given"), [("4", "2"), ("3", "1"), ("1", "2")])
def test_the_nearest_is_nearest_on_the_map(broken: str, given: str) -> None:
    s = with_map()
    s.do(ChooseSpot(s.anna, s.reformer_1000, spot(s, broken)))
    s.do(TakeOutOfOrder(s.reformers, NOW, spot_id=spot(s, broken)), by=s.manager)
    assert held(s) == {"Anna": [given]}


@rule("RES-5", "RES-3")
def test_out_of_order_lowers_what_is_free_from_its_start_to_its_end_only() -> None:
    s = with_map()
    out = TakeOutOfOrder(s.reformers, NOW + DAY_MS, NOW + 2 * DAY_MS, units=3)
    s.do(out, by=s.manager)
    s.do(Book(s.clara, s.reformer_1000, seats=2, pay_at_desk=True))
    led = {"lead_id": s.second_instructor}
    tomorrow = s.occurrence(s.reformer, "10:00", capacity=6, local_date="2026-03-03", **led)
    s.do(Book(s.anna, tomorrow, pay_at_desk=True))
    short = s.refuse(Book(s.ben, tomorrow, pay_at_desk=True))
    assert (short.code, short.facts["left"]) == ("resource_short", 0)
    later = s.occurrence(s.reformer, "10:00", capacity=6, local_date="2026-03-05", **led)
    s.do(Book(s.ben, later, seats=4, pay_at_desk=True))


@rule("RES-5", "SCH-12")
def test_classes_that_no_longer_fit_keep_their_date_and_are_flagged_until_it_is_in_order() -> None:
    s = with_map()
    s.do(Book(s.clara, s.reformer_1000, seats=2, pay_at_desk=True))
    outcome = s.do(TakeOutOfOrder(s.reformers, NOW), by=s.manager)
    assert outcome.facts["occurrence_ids"] == [s.reformer_1000]
    occurrence = s.get(Occurrence, s.reformer_1000)
    assert (occurrence.state, occurrence.conflict) == ("scheduled", "resource_short")
    states = [a.state for a in s.reader.find(ALLOCATIONS_OF_OCCURRENCE, s.reformer_1000)]
    assert states == ["released"]
    back = s.do(PutInOrder(s.reformers, outcome.facts["outage_id"]), by=s.manager)
    assert back.facts["occurrence_ids"] == [s.reformer_1000]
    assert s.get(Occurrence, s.reformer_1000).conflict == ""
    again = s.refuse(PutInOrder(s.reformers, outcome.facts["outage_id"]), by=s.manager)
    assert again.code == "outage_unknown"


@rule("RES-6")
def test_a_shared_unit_serves_several_classes_up_to_its_users() -> None:
    s = Studio.open()
    hall = CreateResource(s.london, "Hall", "room", exclusive=False, users=5)
    key = s.do(hall, by=s.manager).facts["resource_id"]
    need = (ResourceNeed(key, per_attendee=1),)
    made = CreateService("Open floor", "class", "mat", 60, 4, needs=need, credit_needed=False)
    service = s.do(made, by=s.owner).facts["service_id"]
    first, second = (
        s.do(CreateOccurrence(service, s.london, DAY, at, 60, 4), by=s.manager).facts[
            "occurrence_id"
        ]
        for at in ("14:00", "14:30")
    )
    s.do(Book(s.anna, first, seats=3))
    s.do(Book(s.ben, second, seats=2))
    refused = s.refuse(Book(s.clara, second))
    assert (refused.code, refused.facts["left"]) == ("resource_short", 0)


@rule("RES-4")
def test_a_map_names_each_spot_once_and_no_more_than_there_are() -> None:
    s = Studio.open()
    many = tuple(SpotPlace(str(n), n, 0) for n in range(5))
    refused = s.refuse(LayOutSpots(s.reformers, many), by=s.manager)
    assert (refused.code, refused.facts["quantity"]) == ("too_many_spots", 4)
    twice = (SpotPlace("1", 0, 0), SpotPlace(" 1", 1, 0))
    assert s.refuse(LayOutSpots(s.reformers, twice), by=s.manager).code == "spot_twice"
    blank = (SpotPlace(" ", 0, 0),)
    assert s.refuse(LayOutSpots(s.reformers, blank), by=s.manager).code == "spot_twice"


@rule("RES-4")
def test_a_spot_taken_off_the_map_is_not_given_any_more() -> None:
    s = with_map()
    s.do(LayOutSpots(s.reformers, MAP[1:]), by=s.manager)
    assert free(s) == ["2", "3", "4"]
    refused = s.refuse(ChooseSpot(s.anna, s.reformer_1000, spot(s, "1")))
    assert refused.code == "spot_unknown"


@rule("RES-4", "RES-7")
@pytest.mark.parametrize("begun", [False, True])
def test_who_chose_a_spot_that_left_the_map_has_one_spot_not_two(begun: bool) -> None:
    s = with_map()
    s.do(ChooseSpot(s.anna, s.reformer_1000, spot(s, "1")))
    at = s.get(Occurrence, s.reformer_1000).starts_at + 1 if begun else NOW
    s.do(LayOutSpots(s.reformers, MAP[1:]), by=s.manager, at=at)
    s.do(CheckIn(s.anna, s.reformer_1000), at=at)
    assert held(s)["Anna"] == (["1"] if begun else ["2"])


def test_outages_of_the_impossible_are_refused() -> None:
    s = with_map()
    back = TakeOutOfOrder(s.reformers, NOW, NOW - HOUR_MS)
    assert s.refuse(back, by=s.manager).code == "ends_before_start"
    all_of = TakeOutOfOrder(s.reformers, NOW, units=5)
    assert s.refuse(all_of, by=s.manager).code == "outage_too_large"
    two = TakeOutOfOrder(s.reformers, NOW, units=2, spot_id=spot(s, "1"))
    assert s.refuse(two, by=s.manager).code == "outage_too_large"
    assert s.refuse(TakeOutOfOrder(s.room, NOW, spot_id=spot(s, "1")), by=s.manager).code == (
        "spot_unknown"
    )


def test_the_room_without_a_map_gives_no_spots() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.reformer_1000, pay_at_desk=True))
    outcome = s.do(CheckIn(s.anna, s.reformer_1000))
    assert "spots" not in outcome.facts
    assert s.booking(s.anna, s.reformer_1000).state == CHECKED_IN


@rule("RES-5", "PERM-2")
def test_an_outage_is_ended_only_through_its_own_resource() -> None:
    s = with_map()
    key = s.do(TakeOutOfOrder(s.reformers, NOW), by=s.manager).facts["outage_id"]
    assert s.refuse(PutInOrder(s.room, key), by=s.manager).code == "outage_unknown"


@rule("RES-7", "BK-26")
def test_a_smaller_party_leaves_the_spots_that_it_has_no_seats_for() -> None:
    s = with_map()
    s.do(CancelBooking(s.anna, s.reformer_1000))
    s.do(Book(s.anna, s.reformer_1000, seats=2, pay_at_desk=True))
    for label in ("1", "2"):
        s.do(ChooseSpot(s.anna, s.reformer_1000, spot(s, label)))
    s.do(ChangeParty(s.anna, s.reformer_1000, 1))
    assert len(held(s)["Anna"]) == 1
