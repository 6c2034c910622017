"""A location closed for dates: its classes, its passes, what cannot be planned there."""

from core.commands.closures import CloseLocation, ExtendForClosure, OpenLocation
from core.commands.registry import Command
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book
from core.domain.bookings import BOOKED, CANCELLED
from core.domain.closures import Closure
from core.domain.credits import Pass
from core.domain.schedule import Occurrence
from core.domain.zones import add_days
from core.handlers.schedule import closures
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from tests.support.desks import Desk
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

FIRST, LAST = "2026-03-03", "2026-03-04"


def chosen(s: Studio, choice: str) -> dict[str, str]:
    """The same choice for every class of London on the closed dates."""
    return {
        o.id: choice
        for o in s.reader.all(Occurrence)
        if o.location_id == s.london and FIRST <= o.local_date <= LAST
    }


def extending(s: Studio) -> list[Command]:
    found = due(s.reader, Moment(NOW, lambda _: NOW))
    return [command for _, command in found if isinstance(command, ExtendForClosure)]


@rule("SCH-14")
def test_each_class_on_closed_dates_is_asked_about_and_kept_or_cancelled() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_tomorrow, pay_at_desk=True))
    other = s.occurrence(s.yoga, "07:00", local_date=LAST)
    s.do(Book(s.ben, other, pay_at_desk=True))
    asked = s.refuse(CloseLocation(s.london, FIRST, LAST), by=s.manager)
    assert asked.code == "closure_choices"
    assert {s.yoga_tomorrow, other} <= set(asked.facts["occurrence_ids"])
    choices = chosen(s, "cancel") | {other: "keep"}
    outcome = s.do(CloseLocation(s.london, FIRST, LAST, choices), by=s.manager)  # type: ignore[arg-type]
    assert (s.booking(s.anna, s.yoga_tomorrow).state, s.booking(s.ben, other).state) == (
        CANCELLED,
        BOOKED,
    )
    assert outcome.facts["client_ids"] == [s.anna]
    assert (outcome.facts["cancelled"], outcome.facts["kept"]) == (len(choices) - 1, 1)


@rule("SCH-14", "SCH-12")
def test_nothing_is_planned_on_closed_dates_unless_a_manager_says_why() -> None:
    s = Studio.open()
    close = CloseLocation(s.london, FIRST, LAST, chosen(s, "keep"), reason="a burst pipe")  # type: ignore[arg-type]
    key = s.do(close, by=s.manager).facts["closure_id"]
    plan = CreateOccurrence(s.yoga, s.london, LAST, "20:30", 60, 3)
    refused = s.refuse(plan, by=s.manager)
    assert (refused.code, refused.facts["until"]) == ("location_closed", LAST)
    knowingly = CreateOccurrence(
        s.yoga,
        s.london,
        LAST,
        "20:30",
        60,
        3,
        override=("location_closed",),
        reason="a party",
    )
    assert s.refuse(knowingly).code == "override_not_allowed"
    s.do(knowingly, by=s.manager)
    s.do(CreateOccurrence(s.yoga, s.london, "2026-03-05", "20:30", 60, 3), by=s.manager)
    s.do(OpenLocation(s.london, key), by=s.manager)
    s.do(CreateOccurrence(s.yoga, s.london, LAST, "06:00", 60, 3), by=s.manager)
    assert s.refuse(OpenLocation(s.london, key), by=s.manager).code == "closure_unknown"


@rule("SCH-14", "NS-4")
def test_passes_that_hold_there_last_as_much_longer_once_and_in_parts() -> None:
    s = Studio.open()
    s.set("opens_days", 60)
    held = [s.sell(client, s.ten) for client in (s.anna, s.ben, s.clara)]
    before = {key: s.get(Pass, key).valid_until for key in held}
    at_once, closures.AT_ONCE = closures.AT_ONCE, 2
    try:
        s.do(CloseLocation(s.london, FIRST, LAST, chosen(s, "keep")), by=s.manager)  # type: ignore[arg-type]
        (first,) = extending(s)
        s.do(first, system=True)
        assert s.run(first, system=True).code == "closure_unknown"
        (second,) = extending(s)
        s.do(second, system=True)
    finally:
        closures.AT_ONCE = at_once
    assert extending(s) == []
    assert {key: s.get(Pass, key).valid_until for key in held} == {
        key: add_days(until, 2) for key, until in before.items()
    }


@rule("SCH-14")
def test_passes_are_left_alone_where_it_was_not_wanted() -> None:
    s = Studio.open()
    held = s.sell(s.anna, s.ten)
    before = s.get(Pass, held)
    close = CloseLocation(s.london, FIRST, LAST, chosen(s, "keep"), extend_passes=False)  # type: ignore[arg-type]
    s.do(close, by=s.manager)
    assert extending(s) == []
    assert s.get(Pass, held) == before


@rule("SCH-14", "SET-14")
def test_a_class_made_elsewhere_meanwhile_is_kept() -> None:
    server = Studio.open()
    desk = Desk(server, "A")
    desk.do(CloseLocation(server.london, FIRST, LAST, chosen(server, "cancel")), by=server.manager)  # type: ignore[arg-type]
    made = server.occurrence(server.yoga, "21:00", local_date=LAST)
    server.do(Book(server.anna, made, pay_at_desk=True))
    (told,) = desk.push()
    assert told.result.facts["kept"] == 1
    assert server.booking(server.anna, made).state == BOOKED


def test_impossible_dates_are_refused() -> None:
    s = Studio.open()
    for first, last, code in (
        ("2026-02-30", LAST, "invalid_date"),
        (LAST, FIRST, "dates_reversed"),
        ("2026-03-01", "2099-03-01", "closure_too_long"),
    ):
        assert s.refuse(CloseLocation(s.london, first, last), by=s.manager).code == code
    assert s.refuse(CloseLocation("x", FIRST, LAST), by=s.owner).code == "location_unknown"
    assert not s.reader.all(Closure)
