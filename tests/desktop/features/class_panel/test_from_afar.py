"""Who checked in by a phone that was not near: staff look, and say so (CHK-12)."""

import pytest

from core.changes import Act, Outcome
from core.commands.arrivals import CheckIn
from core.commands.setup import SetSetting
from core.domain.bookings import Booking
from core.domain.ids import ClientId, CommandId, StaffId, booking_id, new_id
from core.domain.settings import PHONE_NEAR
from core.domain.zones import to_utc
from sync_server.settlement import Settlement
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import ORGANISATION, LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "18:55", "Europe/London")


def by_phone(live: LiveDesk) -> None:
    """Grace checks in to the late class from wherever she is."""
    live.serve(SetSetting("organisation", PHONE_NEAR.key, True))
    grace = ClientId(live.names["grace"])
    act = Act(CommandId(new_id()), StaffId(""), NOW, client_id=grace)
    with live.database.write(ORGANISATION) as store:
        settlement = Settlement(store, NOW)
        result = settlement.command(act, CheckIn(grace, live.names["late"], "self"))
        settlement.close()
    assert isinstance(result, Outcome), result
    assert result.code == "to_confirm"
    live.exchange()


def booking(live: LiveDesk) -> Booking:
    key = booking_id(live.names["late"], live.names["grace"])
    row = live.session.source.rows.get(Booking, key)
    assert row is not None
    return row


@rule("CHK-12", "CHK-3", "U-45")
@pytest.mark.parametrize(("keys", "left"), [("J", "checked_in"), ("U", "booked")])
def test_staff_say_by_a_key_whether_it_is_them(
    desk: DeskWindowDriver, live: LiveDesk, keys: str, left: str
) -> None:
    by_phone(live)
    desk.app.open_class(live.names["late"])
    roster = desk.app.screens.class_panel.roster
    roster.choose(live.names["grace"])
    assert "Is it them?" in roster.rows.rows()[0].said
    desk.keys(keys)
    assert "spent" in roster.rows.rows()[0].said
    desk.keys("Return")
    desk.until(lambda: (booking(live).state, booking(live).flag) == (left, ""))
    desk.until(lambda: "Is it them?" not in roster.rows.rows()[0].said)


@rule("CHK-12")
def test_there_is_nothing_to_confirm_of_who_is_booked(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_class(live.names["late"])
    roster = desk.app.screens.class_panel.roster
    roster.choose(live.names["grace"])
    desk.keys("J")
    assert "nothing to confirm" in roster.rows.rows()[0].said
    desk.keys("Return")
    assert booking(live).state == "booked"
