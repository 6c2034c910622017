"""Why somebody cannot book: every refusal of a booking is named with its rule, and mended."""

from typing import Any

import pytest

from core.changes import Outcome
from core.commands.registry import specs
from core.commands.schedule import ChangeCapacity
from core.commands.seats import Book
from core.domain.bookings import BOOKING_STATES
from core.domain.refusals import Refusal
from core.domain.schedule import CANCELLED, CLOSED, DROPPED
from core.domain.telling import MISSING
from core.domain.words import refused
from core.queries.explain import Why, why_not
from core.rules.booking.booking_mends import REASONS
from core.rules.booking.booking_states import may_move
from core.rules.booking.mends import Mend
from core.rules.passes.credits import COVER_REFUSALS
from core.rules.schedule import occurrence_states
from tests.architecture.test_rule_book import book
from tests.core.queries.refused_bookings import SITUATIONS, Asked, Situation
from tests.support.codes import reachable
from tests.support.rules import rule
from tests.support.studio import Studio

WITHOUT_A_WAY = {
    "client_unknown",
    "client_erased",
    "occurrence_unknown",
    "class_dropped",
    "class_over",
    "already_in",
    "step_already",
}
"""There is nothing to mend: another class, another client, or all is well already."""
STARTS = (
    ("core.handlers.booking.seats", "book"),
    ("core.rules.permissions", "authorise"),
    ("core.rules.people.erasing", "erased"),
)
NOT_OF_A_BOOKING = {"system_only", "item_settled", "not_booked"}
"""Reached by name only: nobody books by a system command, what a refill pardons is not refused,
and a booking is made from no booking."""

ALL = [
    pytest.param(code, one, id=f"{code}: {one.__name__}")
    for code, some in SITUATIONS.items()
    for one in some
]
each = pytest.mark.parametrize(("code", "situation"), ALL)


def asked(situation: Situation) -> tuple[Studio, Asked, Why]:
    s = Studio.open()
    asking = situation(s)
    why = why_not(s.reader, s.act(**asking.how), asking.wish, "GBP")
    assert why is not None, "nothing stands against it"
    return s, asking, why


@rule("BK-12")
@each
def test_it_names_the_rule_with_facts_and_words_and_writes_nothing(
    code: str, situation: Situation
) -> None:
    s = Studio.open()
    asking = situation(s)
    before = s.rows()
    why = why_not(s.reader, s.act(**asking.how), asking.wish, "GBP")
    assert s.rows() == before
    assert why is not None
    assert (why.code, why.rule) == (code, REASONS[code].rule)
    assert why.rule in book()
    assert MISSING not in why.says + why.advice, (why.says, why.advice, why.facts)
    assert s.refuse(asking.wish, **asking.how) == Refusal(why.code, why.facts)


@rule("BK-12")
@each
def test_each_mend_makes_the_booking_succeed(code: str, situation: Situation) -> None:
    _, _, why = asked(situation)
    assert bool(why.mends) == (code not in WITHOUT_A_WAY)
    for number, mend in enumerate(why.mends):
        s = Studio.open()
        asking = situation(s)
        same = why_not(s.reader, s.act(**asking.how), asking.wish, "GBP")
        assert same is not None
        at = asking.how.get("at", s.last.occurred_at)
        assert _given(s, asking, same.mends[number], by=s.owner, at=at), mend.way.name
        if mend.way.then is not None:
            result = s.run(mend.way.then, **asking.how)
            assert isinstance(result, Outcome), (mend.way.name, result)


@rule("BK-12", "PERM-2")
@each
def test_who_asks_is_told_rightly_whether_it_is_theirs_to_mend(
    code: str, situation: Situation
) -> None:
    _, _, why = asked(situation)
    for number, mend in enumerate(why.mends):
        s = Studio.open()
        asking = situation(s)
        same = why_not(s.reader, s.act(**asking.how), asking.wish)
        assert same is not None
        assert mend.roles
        assert _given(s, asking, same.mends[number], **asking.how) is mend.may, mend.way.name
        if mend.pin:
            s = Studio.open()
            asking = situation(s)
            how = {**asking.how, "approved_by": s.manager}
            assert _given(s, asking, same.mends[number], **how), mend.way.name


def _given(s: Studio, asking: Asked, mend: Mend, **how: Any) -> bool:
    """Give the command of a mend, with what a person says to it; whether it was accepted."""
    said = asking.said.get(mend.way.name, {})
    command = mend.way.command(**{field: said[field] for field in mend.way.asks})
    assert command is not None
    return isinstance(s.run(command, **how), Outcome)


@rule("BK-12")
def test_no_refusal_of_a_booking_is_forgotten() -> None:
    computed = {
        *COVER_REFUSALS,
        *(found.code for state in BOOKING_STATES if (found := may_move("book", state))),
        *(
            found.code
            for state in (CANCELLED, CLOSED, DROPPED)
            if (found := occurrence_states.may_move("change_capacity", state))
        ),
    }
    codes = (reachable("Refusal", *STARTS) | computed) - NOT_OF_A_BOOKING
    assert set(REASONS) == codes
    assert set(SITUATIONS) == codes


@rule("BK-12")
def test_what_stands_against_it_next_is_named_once_the_first_is_mended() -> None:
    s = Studio.open()
    s.do(ChangeCapacity(s.yoga_1800, 1), by=s.manager)
    s.do(Book(s.ben, s.yoga_1800, pay_at_desk=True))
    wish = Book(s.anna, s.yoga_1800)
    first = why_not(s.reader, s.act(), wish)
    assert first is not None
    assert [mend.way.name for mend in first.mends] == ["join_waitlist", "change_capacity"]
    s.do(ChangeCapacity(s.yoga_1800, 2), by=s.manager)
    then = why_not(s.reader, s.act(), wish)
    assert then is not None
    assert (first.code, then.code) == ("class_full", "no_pass")
    s.sell(s.anna, s.ten)
    assert why_not(s.reader, s.act(), wish) is None


@rule("BK-12")
def test_a_way_that_leads_nowhere_is_not_named() -> None:
    s = Studio.open()
    s.do(ChangeCapacity(s.private_1400, 1), by=s.manager)
    s.do(Book(s.ben, s.private_1400, pay_at_desk=True))
    why = why_not(s.reader, s.act(), Book(s.anna, s.private_1400, pay_at_desk=True))
    assert why is not None
    assert "join_waitlist" not in [mend.way.name for mend in why.mends], "sessions have none"


def test_every_way_is_a_command_and_every_word_of_advice_is_there() -> None:
    for code in SITUATIONS:
        for situation in SITUATIONS[code]:
            _, _, why = asked(situation)
            assert {mend.way.name for mend in why.mends} <= set(specs)
    assert all(refused(code) for code in REASONS)
