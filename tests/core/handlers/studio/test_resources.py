"""Rooms and equipment that change: classes follow what there is."""

from core.commands.resources import EditResource
from core.commands.seats import Book
from core.commands.spots import LayOutSpots, SpotPlace
from core.domain.schedule import ALLOCATIONS_OF_OCCURRENCE, Occurrence, Resource
from core.domain.zones import HOUR_MS
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


def holds(s: Studio, occurrence: str) -> list[str]:
    return [row.state for row in s.reader.find(ALLOCATIONS_OF_OCCURRENCE, occurrence)]


@rule("RES-1")
def test_what_is_given_changes_and_the_rest_stays() -> None:
    s = Studio.open()
    facts = s.do(EditResource(s.reformers, name="Allegro", colour=5), by=s.manager).facts
    row = s.get(Resource, s.reformers)
    assert (row.name, row.colour, row.quantity, row.exclusive) == ("Allegro", 5, 4, 1)
    assert facts["before"] == {"name": "Reformer", "colour": 12}
    assert s.refuse(EditResource("nothing"), by=s.manager).code == "resource_unknown"
    assert s.refuse(EditResource(s.reformers, "x"), by=s.receptionist).code == "not_permitted"


@rule("RES-1", "RES-2", "RES-5", "SCH-12")
def test_with_fewer_classes_that_no_longer_fit_are_named_and_with_more_they_hold_again() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.reformer_1000, seats=3, pay_at_desk=True))
    later = s.occurrence(s.reformer, "15:00")
    s.do(Book(s.ben, later, seats=2, pay_at_desk=True))
    facts = s.do(EditResource(s.reformers, quantity=2), by=s.manager).facts
    assert facts["occurrence_ids"] == [s.reformer_1000]
    assert s.get(Occurrence, s.reformer_1000).conflict == "resource_short"
    assert (holds(s, s.reformer_1000), holds(s, later)) == (["released"], ["held"])
    assert s.refuse(Book(s.clara, later, pay_at_desk=True)).code == "resource_short"
    back = s.do(EditResource(s.reformers, quantity=3), by=s.manager).facts
    assert back["back"] == [s.reformer_1000]
    assert s.get(Occurrence, s.reformer_1000).conflict == ""
    assert holds(s, s.reformer_1000) == ["held"]
    s.do(Book(s.clara, later, pay_at_desk=True))


@rule("RES-6")
def test_shared_units_serve_as_many_as_are_said_and_numbered_ones_are_not_fewer() -> None:
    s = Studio.open()
    s.do(EditResource(s.reformers, quantity=1, exclusive=False, users=3), by=s.manager)
    one = s.occurrence(s.reformer, "16:00", capacity=6)
    s.do(Book(s.anna, one, seats=3, pay_at_desk=True))
    assert s.refuse(Book(s.ben, one, pay_at_desk=True)).code == "resource_short"
    s.do(LayOutSpots(s.reformers, (SpotPlace("1", 1, 0),)), by=s.manager)
    s.do(EditResource(s.reformers, quantity=2), by=s.manager)
    s.do(LayOutSpots(s.reformers, (SpotPlace("1", 1, 0), SpotPlace("2", 2, 0))), by=s.manager)
    fewer = EditResource(s.reformers, quantity=1)
    assert s.refuse(fewer, by=s.manager).code == "too_many_spots"


@rule("RES-5")
def test_what_took_place_keeps_what_it_held() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.reformer_1000, seats=3, pay_at_desk=True))
    fewer = EditResource(s.reformers, quantity=1)
    assert s.do(fewer, by=s.manager, at=NOW + 4 * HOUR_MS).facts["occurrence_ids"] == []
    assert holds(s, s.reformer_1000) == ["held"]


@rule("PERM-2", "RES-1")
def test_managers_change_the_equipment_of_their_own_location_only() -> None:
    s = Studio.open()
    fewer = EditResource(s.reformers, quantity=3)
    assert s.refuse(fewer, by=s.berlin_manager).code == "not_permitted"
    s.do(fewer, by=s.manager)
    s.do(EditResource(s.reformers, quantity=5), by=s.owner)
