"""A code for another computer, asked for at a desk by somebody who may (PERM-2)."""

from core.changes import Act
from core.domain.ids import CommandId, DeskId, OrganisationId, StaffId, new_id
from core.domain.organisation import KEYS_OF_STAFF, Location, StaffMember
from core.domain.refusals import Fault
from core.ports import Reader
from core.rules.permissions import permits
from core.rules.places import Place
from core.wire.enrol_codes import EnrolCodeReply, EnrolCodeRequest, statement
from core.wire.envelope import verified
from sync_server import auth, throttle
from sync_server.auth import Door
from sync_server.office import Office
from sync_server.service import revoked

FRESH_MS = 10 * 60 * 1000
"""What was signed longer ago, or by a clock further off, may be a copy of somebody's."""


def make_code(office: Office, desk: Door, asked: EnrolCodeRequest) -> EnrolCodeReply:
    """A fresh code for a location.

    Raises Fault `too_many_tries`, `desk_revoked`, `location_unknown`, `not_proven`,
    `not_permitted`. A location of another studio is as unknown as none.
    """
    office.throttle.pass_through((throttle.CODES_AT_DESK, desk.subject_id))
    now = office.clock.now()
    with office.database.read(desk.organisation_id) as store:
        if revoked(store, desk.subject_id):
            raise Fault("desk_revoked")
        if store.rows.get(Location, asked.location_id) is None:
            raise Fault("location_unknown", location_id=asked.location_id)
        if not _proven(store.rows, desk, asked, now):
            raise Fault("not_proven")
        act = Act(CommandId(new_id()), StaffId(asked.staff_id), now)
        if not permits(store.rows, act, "enrol_desk", Place(asked.location_id)):
            raise Fault("not_permitted", permission="enrol_desk", staff_id=asked.staff_id)
    code = auth.new_code(office.database.engine, desk.organisation_id, asked.location_id, now)
    return EnrolCodeReply(code, auth.CODE_LIFE_MS)


def _proven(rows: Reader, desk: Door, asked: EnrolCodeRequest, now: int) -> bool:
    """Whether this is who is named: by a key of theirs at this desk; a name alone is enough as long
    as they never had a key, as for commands."""
    member = rows.get(StaffMember, asked.staff_id)
    if member is None or member.state != "active":
        return False
    keys = rows.find(KEYS_OF_STAFF, asked.staff_id)
    if not keys:
        return True
    here = (key for key in keys if key.desk_id == desk.subject_id and key.state == "active")
    if asked.key not in [key.id for key in here] or abs(now - asked.asked_at) > FRESH_MS:
        return False
    said = statement(OrganisationId(desk.organisation_id), DeskId(desk.subject_id), asked)
    return verified(asked.key, asked.signature, said)
