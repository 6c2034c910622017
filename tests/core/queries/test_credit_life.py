"""Each entry of a pass's ledger told, with what was left; "what if" by the same code (M-05)."""

from core.changes import Outcome
from core.commands.arrivals import CheckIn
from core.commands.sales import AdjustCredits
from core.commands.seats import Book, CancelBooking
from core.domain.credits import (
    ADJUST,
    CAPTURE,
    EXPIRE,
    GRANT,
    HOLD,
    REFUND,
    RELEASE,
    REVOKE,
    UNCAPTURE,
)
from core.domain.sentences.credit_life import ENTRY
from core.queries.credit_life import ORDER, life
from tests.support.rules import rule
from tests.support.studio import Studio

KINDS = {GRANT, HOLD, RELEASE, CAPTURE, UNCAPTURE, REFUND, ADJUST, EXPIRE, REVOKE}


@rule("M-05", "PASS-2")
def test_every_entry_is_told_in_order_with_what_was_left() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_0900), at=s.later(minutes=1))
    s.do(CheckIn(s.anna, s.yoga_0900), at=s.later(minutes=40))
    s.do(AdjustCredits(ten, 1, "courtesy"), at=s.later(minutes=50))
    told = [(step.kind, step.left, step.says) for step in life(s.reader, ten)]
    assert told == [
        ("grant", 10, "10 credits came with 10 classes: sold."),
        ("hold", 9, "1 credit held for Yoga, Mon 2 Mar, 09:00."),
        ("capture", 9, "The held credit was spent on Yoga, Mon 2 Mar, 09:00."),
        ("adjust", 10, "1 credit put right: courtesy."),
    ]
    assert life(s.reader, "no such pass") == []


def test_every_kind_of_entry_has_words_and_a_place() -> None:
    assert set(ENTRY) == set(ORDER) == KINDS


@rule("M-05", "BK-6")
def test_what_if_i_cancel_now_is_what_then_happens() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_0900))
    before = s.rows()
    expected = s.preview(CancelBooking(s.anna, s.yoga_0900))
    assert s.rows() == before
    assert isinstance(expected, Outcome)
    assert (expected.code, expected.facts["credits_left"]) == ("late_cancelled", 9)
    assert s.do(CancelBooking(s.anna, s.yoga_0900)).facts == expected.facts
    assert life(s.reader, ten)[-1].kind == "capture"
