"""Writing to the people of a class: who is told, who cannot be, and taking it back in time."""

import pytest

from core.commands.class_messages import TakeBackMessage, WriteToClass
from core.commands.messages import NoteMessage
from core.commands.seats import Book, CancelBooking
from core.commands.waiting import JoinWaitlist
from core.domain.ids import derive
from tests.support.rules import rule
from tests.support.studio import Studio


def full() -> Studio:
    """Ben and Dora are booked and the class is full; Anna waits."""
    s = Studio.open()
    s.do(Book(s.ben, s.yoga_1800, seats=2, pay_at_desk=True))
    s.do(Book(s.dora, s.yoga_1800, pay_at_desk=True))
    s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True))
    return s


@rule("NTF-1")
@pytest.mark.parametrize(
    ("to", "names"),
    [
        ("booked", {"ben", "dora"}),
        ("waiting", {"anna"}),
        ("everybody", {"ben", "dora", "anna"}),
    ],
)
def test_those_meant_are_told_once_each(to: str, names: set[str]) -> None:
    s = full()
    done = s.do(WriteToClass(s.yoga_1800, " Bring a towel 🧘 \n", to))  # type: ignore[arg-type]
    (event,) = done.events
    assert event.name == "class_message"
    assert set(event.facts["client_ids"]) == {getattr(s, name) for name in names}
    assert (done.facts["count"], done.facts["note"]) == (len(names), "Bring a towel 🧘")


@rule("NTF-10")
def test_who_has_neither_mail_nor_phone_is_named_before() -> None:
    s = full()
    assert s.do(WriteToClass(s.yoga_1800, "Hi")).facts["unreachable_ids"] == [s.dora]


def test_an_empty_text_nobody_and_a_class_that_is_over_are_refused() -> None:
    s = full()
    before = s.rows()
    assert s.refuse(WriteToClass(s.yoga_1800, " \n\t ")).code == "text_missing"
    assert s.refuse(WriteToClass(s.yoga_0900, "Hi")).code == "nobody_to_write_to"
    after = s.later(hours=24)
    assert s.refuse(WriteToClass(s.yoga_1800, "Hi"), at=after).code == "class_over"
    assert s.rows() == before


def test_a_cancelled_booking_is_told_nothing() -> None:
    s = full()
    s.do(CancelBooking(s.dora, s.yoga_1800))
    assert s.do(WriteToClass(s.yoga_1800, "Hi")).facts["client_ids"] == [s.ben]


@rule("NTF-3")
def test_it_is_taken_back_until_one_of_the_messages_has_left() -> None:
    s = full()
    s.run(WriteToClass(s.yoga_1800, "Hi"), command_id="one")
    s.do(TakeBackMessage("one", s.yoga_1800))
    key = derive("message", "one", s.ben, "class_message", "email")
    s.do(NoteMessage(key, "class_message", "email", "sent", s.ben, s.yoga_1800), system=True)
    refused = s.refuse(TakeBackMessage("one", s.yoga_1800))
    assert (refused.code, refused.facts["count"]) == ("message_left", 1)
    s.do(TakeBackMessage("another", s.yoga_1800))
