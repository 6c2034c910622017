"""Courses at the desk: parts, dates, and a client in all of them."""

from core.domain.courses import STEPS_OF_SERVICE
from core.queries import courses
from core.queries.courses import RunLine
from desktop.features.clients import actions
from desktop.features.clients.course_choices import CourseChoices
from desktop.features.settings.services.courses import DAY, RUN, Courses
from tests.desktop.features.settings.conftest import Settings
from tests.support.rules import rule


def runs(settings: Settings) -> list[RunLine]:
    session = settings.live.session
    return courses.runs(session.source, session.location_id, 0)


def make_course(settings: Settings) -> str:
    """A course of two parts."""
    settings.open("courses", "")
    settings.type("parts", "Basics, Wheel")
    service = str(settings.form.value("service_id"))
    settings.save()
    rows = settings.live.session.source.rows
    settings.desk.until(lambda: len(rows.find(STEPS_OF_SERVICE, service)) == 2)
    return service


def plan(settings: Settings, service: str) -> RunLine:
    """Its dates, two weeks in a row."""
    page = settings.open("courses", service)
    (deed,) = page.subject.deeds(service)
    assert deed.asks is not None
    page.ask(deed.asks())
    settings.put(f"{DAY}0", "2026-03-10")
    settings.put(f"{DAY}1", "2026-03-17")
    settings.type("start", "20:30")
    settings.save()
    settings.desk.until(lambda: runs(settings))
    return runs(settings)[0]


@rule("SVC-3")
def test_a_course_gets_parts_that_follow_each_other(settings: Settings) -> None:
    service = make_course(settings)
    rows = settings.live.session.source.rows
    page = settings.open("courses", service)
    assert isinstance(page.subject, Courses)
    settings.put("in_order", True)
    settings.type("parts", "Basics, Wheel, Glazing")
    settings.save()
    settings.desk.until(lambda: len(rows.find(STEPS_OF_SERVICE, service)) == 3)
    steps = rows.find(STEPS_OF_SERVICE, service)
    assert [(one.name, one.requires_before) for one in steps] == [
        ("Basics", 0),
        ("Wheel", 1),
        ("Glazing", 1),
    ]


@rule("SVC-3", "BK-9")
def test_dates_are_planned_and_each_part_says_what_it_holds(settings: Settings) -> None:
    line = plan(settings, make_course(settings))
    assert [part.name for part in line.parts] == ["Basics", "Wheel"]
    assert [part.occurrence.local_date for part in line.parts] == ["2026-03-10", "2026-03-17"]
    assert line.ahead(settings.live.session.now()) == 2
    settings.desk.until(lambda: any("2 parts to come" in one for one in settings.rows()))
    settings.open("courses", f"{RUN}{line.run.id}")
    first = line.parts[0].occurrence
    assert f"0 of {first.capacity}" in settings.form.value(first.id)


def test_dates_out_of_order_are_marked_at_the_second(settings: Settings) -> None:
    service = make_course(settings)
    page = settings.open("courses", service)
    (deed,) = page.subject.deeds(service)
    assert deed.asks is not None
    page.ask(deed.asks())
    settings.put(f"{DAY}0", "2026-03-17")
    settings.put(f"{DAY}1", "2026-03-10")
    settings.opened().sheet.save()
    assert settings.form.wrong(f"{DAY}1")
    assert runs(settings) == []


@rule("BK-9")
def test_a_client_is_enrolled_in_all_parts_and_taken_out_again(settings: Settings) -> None:
    line = plan(settings, make_course(settings))
    live = settings.live
    elif_ = live.names["elif"]
    desk = settings.desk
    desk.app.open_client(elif_)
    picker = desk.app.screens.clients.picker
    choices = CourseChoices(live.session, elif_)
    (choice,) = choices.find("")
    answer = choices.ask(choice.key)
    assert (answer.text, answer.action) == ("2 parts are booked.", "Enrol")
    desk.do(actions.COURSE)
    desk.until(picker.isVisible)
    picker.picked.emit(line.run.id)
    desk.until(lambda: runs(settings)[0].enrolled == 1)
    assert [part.seats for part in runs(settings)[0].parts] == [1, 1]
    assert CourseChoices(live.session, elif_).ask(line.run.id).action == "Take out"
    desk.do(actions.COURSE)
    desk.until(picker.isVisible)
    picker.picked.emit(line.run.id)
    desk.until(lambda: runs(settings)[0].enrolled == 0)
