"""A registration for several dates is taken back as a whole."""

from core.commands.registering import BookDates, UndoRegistration
from core.domain.bookings import CANCELLED
from tests.support.rules import rule
from tests.support.studio import Studio


@rule("BK-9")
def test_a_registration_for_two_dates_is_taken_back_as_one() -> None:
    s = Studio.open()
    s.sell(s.anna, s.ten)
    both = (s.yoga_0900, s.yoga_tomorrow)
    s.do(BookDates(s.anna, both), command_id="first")
    s.do(UndoRegistration("first", s.anna, both))
    assert [s.booking(s.anna, one).state for one in both] == [CANCELLED, CANCELLED]
