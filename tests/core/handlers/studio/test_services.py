"""A service that changes: its price, who may book it, where, and what it asks."""

import pytest

from core.commands.catalogue import CreateService
from core.commands.schedule import CreateOccurrence, CreateSeries
from core.commands.seats import Book
from core.commands.services import ArchiveService, EditService, Question, UnarchiveService
from core.domain.catalogue import Service
from core.domain.json_text import mapping
from core.domain.schedule import Occurrence
from core.rules.booking.booking_modes import mode_of
from tests.support.rules import rule
from tests.support.studio import DAY, Studio

QUESTIONS = (
    Question("mat", "Do you bring a mat?", "yes_no", required=True),
    Question("level", "Your level?", "choice", choices=("new", "some", "much")),
    Question("note", "Anything else?"),
)


@rule("SVC-9", "SVC-2")
@pytest.mark.parametrize(
    ("mode", "switches"),
    [
        ("self_booking", (1, 1, 1)),
        ("instructor_led", (0, 1, 1)),
        ("admin_only", (0, 0, 1)),
    ],
)
def test_a_mode_is_a_preset_of_the_three_switches(mode: str, switches: tuple[int, ...]) -> None:
    s = Studio.open()
    s.do(EditService(s.yoga, mode=mode), by=s.owner)  # type: ignore[arg-type]
    yoga = s.get(Service, s.yoga)
    assert (yoga.self_booking, yoga.instructor_booking, yoga.staff_booking) == switches
    assert mode_of(yoga) == mode
    s.do(EditService(s.yoga, self_booking=True, instructor_booking=False), by=s.owner)
    assert mode_of(s.get(Service, s.yoga)) == "hybrid"
    s.do(EditService(s.yoga, mode="hybrid"), by=s.owner)
    assert mode_of(s.get(Service, s.yoga)) == "hybrid"


@rule("SVC-1")
def test_a_new_price_holds_for_what_is_booked_from_now_on() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    outcome = s.do(EditService(s.yoga, price=16_00, name="Slow yoga"), by=s.owner)
    assert outcome.facts["before"] == {"name": "Yoga", "price": 15_00}
    s.do(Book(s.ben, s.yoga_0900, pay_at_desk=True))
    assert (s.booking(s.anna, s.yoga_0900).price, s.booking(s.ben, s.yoga_0900).price) == (
        15_00,
        16_00,
    )


@rule("SVC-5")
def test_no_locations_means_all_and_some_mean_those() -> None:
    s = Studio.open()
    here = CreateOccurrence(s.yoga, s.berlin, DAY, "20:00", 60, 3)
    s.do(here, by=s.owner)
    s.do(EditService(s.yoga, location_ids=(s.london,)), by=s.owner)
    refused = s.refuse(CreateOccurrence(s.yoga, s.berlin, DAY, "21:30", 60, 3), by=s.owner)
    assert (refused.code, refused.facts["class_name"]) == ("service_not_here", "Yoga")
    series = CreateSeries(s.yoga, s.berlin, "FREQ=WEEKLY", DAY, "07:00", 60, 3)
    assert s.refuse(series, by=s.owner).code == "service_not_here"
    s.do(EditService(s.yoga, location_ids=()), by=s.owner)
    s.do(CreateOccurrence(s.yoga, s.berlin, DAY, "21:30", 60, 3), by=s.owner)


@rule("SCH-8")
def test_a_series_has_a_length_of_its_own() -> None:
    s = Studio.open()
    made = CreateSeries(
        s.yoga, s.london, "FREQ=DAILY;COUNT=1", DAY, "20:00", 75, 3, generate_to=DAY
    )
    series = s.do(made, by=s.manager).facts["series_id"]
    (one,) = [o for o in s.reader.all(Occurrence) if o.series_id == series]
    assert (one.ends_at - one.starts_at) // 60_000 == 75
    assert s.get(Service, s.yoga).duration_min == 60


@rule("SVC-7")
def test_clients_answer_what_is_required_and_the_desk_may_skip_it() -> None:
    s = Studio.open()
    s.do(EditService(s.yoga, questions=QUESTIONS, credit_needed=False), by=s.owner)
    own = Book(s.anna, s.yoga_1800)
    refused = s.refuse(own, as_client=s.anna)
    assert (refused.code, refused.facts["question"]) == ("answer_missing", "Do you bring a mat?")
    s.do(Book(s.anna, s.yoga_1800, answers={"mat": "yes", "level": "new"}), as_client=s.anna)
    assert mapping(s.booking(s.anna, s.yoga_1800).answers) == {"mat": "yes", "level": "new"}
    s.do(Book(s.ben, s.yoga_1800))


@rule("SVC-7")
@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"mat": "perhaps"}, "answer_not_offered"),
        ({"level": "expert"}, "answer_not_offered"),
        ({"shoe": "42"}, "question_unknown"),
    ],
)
def test_an_answer_that_is_not_offered_is_refused(answers: dict[str, str], code: str) -> None:
    s = Studio.open()
    s.do(EditService(s.yoga, questions=QUESTIONS), by=s.owner)
    refused = s.refuse(Book(s.anna, s.yoga_1800, pay_at_desk=True, answers=answers))
    assert refused.code == code


@rule("ORG-7")
def test_an_archived_service_is_planned_no_more_and_what_is_planned_takes_place() -> None:
    s = Studio.open()
    s.do(ArchiveService(s.yoga), by=s.owner)
    plan = CreateOccurrence(s.yoga, s.london, DAY, "20:00", 60, 3)
    assert s.refuse(plan, by=s.owner).code == "service_archived"
    s.do(Book(s.anna, s.yoga_1800, pay_at_desk=True))
    s.do(UnarchiveService(s.yoga), by=s.owner)
    s.do(plan, by=s.owner)


@rule("SVC-10")
def test_a_session_stays_small_and_without_a_line() -> None:
    s = Studio.open()
    made = CreateService("Private", "session", "private", 60, 1)
    key = s.do(made, by=s.owner).facts["service_id"]
    assert s.refuse(EditService(key, capacity=5), by=s.owner).code == "session_too_large"
    s.do(EditService(key, capacity=4, waitlist=True), by=s.owner)
    assert (s.get(Service, key).capacity, s.get(Service, key).waitlist) == (4, 0)


def test_what_is_not_there_is_refused() -> None:
    s = Studio.open()
    assert s.refuse(EditService("x", price=1), by=s.owner).code == "service_unknown"
    elsewhere = EditService(s.yoga, location_ids=("x",))
    assert s.refuse(elsewhere, by=s.owner).code == "location_unknown"
    twice = EditService(s.yoga, questions=(QUESTIONS[0], QUESTIONS[0]))
    assert s.refuse(twice, by=s.owner).code == "question_twice"
    one_choice = EditService(s.yoga, questions=(Question("a", "A?", "choice"),))
    assert s.refuse(one_choice, by=s.owner).code == "question_without_choices"


@rule("SVC-1", "SVC-10", "PAY-1")
def test_a_session_never_gets_a_waitlist_and_what_is_free_costs_nothing() -> None:
    s = Studio.open()
    s.do(EditService(s.private, waitlist=True), by=s.owner)
    assert s.get(Service, s.private).waitlist == 0
    s.do(EditService(s.yoga, pay_mode="free", price=9_00), by=s.owner)
    yoga = s.get(Service, s.yoga)
    assert (yoga.price, yoga.credit_needed, yoga.waitlist) == (0, 0, 1)
