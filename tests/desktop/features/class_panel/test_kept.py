"""Seats that are offered or kept look taken, and the panel says for whom and how long."""

from core.commands.schedule import ChangeCapacity
from core.commands.system import Promote
from core.commands.waiting import HoldSeats, JoinWaitlist
from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, OFFERED
from core.domain.schedule import Occurrence
from core.domain.zones import HOUR_MS, to_utc
from core.queries import occurrences, roster
from desktop.features.class_panel.people_view import wait_line
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "12:41", "Europe/London")


@rule("BK-10", "BK-28")
def test_seats_that_staff_keep_are_not_free(live: LiveDesk) -> None:
    one = live.names["late"]
    before = occurrences.occurrence(live.session.source, one)
    assert before is not None
    live.serve(HoldSeats(one, 3, NOW + HOUR_MS, "guests"))
    live.exchange()
    line = occurrences.occurrence(live.session.source, one)
    assert line is not None
    assert (line.kept, line.free) == (3, before.free - 3)


@rule("WL-2", "WL-11")
def test_who_has_an_offer_stays_on_the_list_with_its_end(live: LiveDesk) -> None:
    one = live.names["late"]
    source = live.session.source
    row = source.rows.get(Occurrence, one)
    assert row is not None
    seated = sum(b.seats for b in source.rows.find(BOOKINGS_OF_OCCURRENCE, one))
    live.serve(ChangeCapacity(one, max(1, seated)))
    if not seated:
        live.serve(HoldSeats(one, 1, row.starts_at))
    live.serve(JoinWaitlist(live.names["elif"], one, pay_at_desk=True))
    live.serve(ChangeCapacity(one, max(1, seated) + 1))
    live.serve(Promote(one))
    live.exchange()
    (waits,) = roster.waiting(source, one)
    assert (waits.state, waits.offered_until) == (OFFERED, NOW + HOUR_MS // 2)
    line = occurrences.occurrence(source, one)
    assert line is not None
    assert line.free == 0
    shown = wait_line(1, waits, line)
    assert [chip.text for chip in shown.chips] == ["offered to 13:11"]
    assert shown.action == "Give seat"
