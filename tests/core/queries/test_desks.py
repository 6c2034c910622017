"""The list of a place's desks: who can sign there, and which were revoked."""

from pathlib import Path

from core.commands.identity import RegisterStaffKey, RevokeDesk
from core.commands.setup import EnrolDesk
from core.queries import desks
from tests.support.stored import stored
from tests.support.studio import Studio


def test_working_desks_come_first_and_revoked_ones_are_still_shown(tmp_path: Path) -> None:
    s = Studio.open()
    s.do(EnrolDesk("desk-c", s.london, "Bar", "C", "c" * 64), system=True)
    s.do(RegisterStaffKey(s.receptionist, s.desk, "1" * 64), system=True)
    s.do(RegisterStaffKey(s.owner, s.desk, "2" * 64), system=True)
    s.do(RegisterStaffKey(s.owner, "desk-c", "3" * 64), system=True)
    s.do(RevokeDesk("desk-c"), by=s.manager)
    with stored(s, tmp_path) as source:
        front, bar = desks.desks(source, s.london)
        assert (front.desk.name, front.revoked) == ("Front", False)
        assert front.people == ("Olive Owner", "Rita Reception")
        assert (bar.desk.name, bar.revoked, bar.people) == ("Bar", True, ())
        key = desks.key_at(source, s.owner, s.desk)
        assert key is not None
        assert key.id == "2" * 64
        assert desks.key_at(source, s.owner, "desk-c") is None
        assert desks.has_signed(source, s.owner)
        assert not desks.has_signed(source, s.manager)
