"""Another room or other equipment for one class, kept when it moves, is cancelled or comes back."""

from core.commands.catalogue import CreateResource, CreateService, ResourceNeed
from core.commands.reopening import ReinstateOccurrence
from core.commands.resources import ChangeResource
from core.commands.schedule import CancelOccurrence, MoveOccurrence
from core.commands.seats import Book
from core.commands.spots import ChooseSpot, LayOutSpots, SpotPlace, TakeOutOfOrder
from core.domain.schedule import ALLOCATIONS_OF_OCCURRENCE, HELD, Occurrence
from core.domain.spots import USES_OF_OCCURRENCE, Spot
from core.domain.zones import DAY_MS
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio


class Rooms:
    """A talk in the small room at nine and at ten; the large room stands empty."""

    def __init__(self) -> None:
        self.s = s = Studio.open()
        make = {name: s.do(CreateResource(s.london, name, "room"), by=s.owner) for name in "AB"}
        self.a, self.b = (str(done.facts["resource_id"]) for done in make.values())
        talk = CreateService(
            "Talk", "class", "mat", 60, 6, credit_needed=False, needs=(ResourceNeed(self.a, 1),)
        )
        self.service = str(s.do(talk, by=s.owner).facts["service_id"])
        self.one = s.occurrence(self.service, "09:00")
        self.two = s.occurrence(self.service, "10:00")

    def held(self, occurrence: str) -> list[str]:
        rows = self.s.reader.find(ALLOCATIONS_OF_OCCURRENCE, occurrence)
        known = {self.a: "A", self.b: "B"}
        return [known[row.resource_id] for row in rows if row.state == HELD]


@rule("RES-2")
def test_a_class_has_another_room_and_leaves_its_own_to_others() -> None:
    rooms = Rooms()
    s = rooms.s
    s.do(ChangeResource(rooms.one, rooms.a, rooms.b))
    assert (rooms.held(rooms.one), rooms.held(rooms.two)) == (["B"], ["A"])
    s.do(MoveOccurrence(rooms.two, DAY, "09:00", 60))
    assert rooms.held(rooms.two) == ["A"]
    back = s.refuse(ChangeResource(rooms.one, rooms.b, rooms.a))
    assert back.code == "resource_short"
    assert rooms.held(rooms.one) == ["B"]


@rule("RES-2", "SCH-13")
def test_the_other_room_stays_when_it_moves_and_when_it_comes_back() -> None:
    rooms = Rooms()
    s = rooms.s
    s.do(ChangeResource(rooms.one, rooms.a, rooms.b))
    s.do(MoveOccurrence(rooms.one, DAY, "11:00", 60))
    assert rooms.held(rooms.one) == ["B"]
    s.do(CancelOccurrence(rooms.one))
    assert rooms.held(rooms.one) == []
    s.do(ReinstateOccurrence(rooms.one), by=s.manager)
    assert rooms.held(rooms.one) == ["B"]
    s.do(ChangeResource(rooms.one, rooms.b, rooms.a))
    s.do(MoveOccurrence(rooms.one, DAY, "12:00", 60))
    assert rooms.held(rooms.one) == ["A"]


@rule("RES-2")
def test_what_is_not_alike_not_there_or_not_its_own_is_refused() -> None:
    rooms = Rooms()
    s = rooms.s
    before = s.rows()
    gone = s.refuse(ChangeResource(rooms.one, rooms.a, "none"))
    assert gone.code == "resource_unknown"
    assert s.refuse(ChangeResource(rooms.one, rooms.b, rooms.a)).code == "resource_not_used"
    assert s.refuse(ChangeResource(rooms.one, rooms.a, rooms.a)).code == "resource_other_kind"
    kind = s.refuse(ChangeResource(rooms.one, rooms.a, s.reformers))
    assert kind.code == "resource_other_kind"
    assert s.rows() == before
    late = s.refuse(ChangeResource(rooms.one, rooms.a, rooms.b), at=NOW + DAY_MS)
    assert late.code == "class_over"
    s.do(CancelOccurrence(rooms.one))
    cancelled = s.refuse(ChangeResource(rooms.one, rooms.a, rooms.b))
    assert cancelled.code == "class_cancelled"


@rule("RES-2")
def test_a_room_that_is_taken_is_refused() -> None:
    rooms = Rooms()
    s = rooms.s
    s.do(ChangeResource(rooms.one, rooms.a, rooms.b))
    third = s.occurrence(rooms.service, "09:00")
    taken = s.refuse(ChangeResource(third, rooms.a, rooms.b))
    assert (taken.code, taken.facts["resource_name"]) == ("resource_short", "B")


@rule("SET-7", "RES-5")
def test_a_class_that_lost_its_room_is_mended_by_another() -> None:
    rooms = Rooms()
    s = rooms.s
    s.do(TakeOutOfOrder(rooms.a, NOW), by=s.manager)
    assert s.get(Occurrence, rooms.one).conflict == "resource_short"
    s.do(ChangeResource(rooms.one, rooms.a, rooms.b))
    assert s.get(Occurrence, rooms.one).conflict == ""
    assert rooms.held(rooms.one) == ["B"]
    assert s.get(Occurrence, rooms.two).conflict == "resource_short"


@rule("RES-7")
def test_spots_of_the_old_equipment_are_left() -> None:
    s = Studio.open()
    made = s.do(CreateResource(s.london, "Others", "equipment", 4), by=s.owner)
    s.do(LayOutSpots(s.reformers, (SpotPlace("1", 0, 0),)), by=s.manager)
    s.do(Book(s.anna, s.reformer_1000, pay_at_desk=True))
    spot = s.reader.all(Spot)[0].id
    s.do(ChooseSpot(s.anna, s.reformer_1000, spot))
    s.do(ChangeResource(s.reformer_1000, s.reformers, str(made.facts["resource_id"])))
    assert s.reader.find(USES_OF_OCCURRENCE, s.reformer_1000) == []
