"""A computer becomes a desk: its code is used up, the desk is written, it gets its token."""

from core.changes import Act
from core.commands.setup import EnrolDesk
from core.domain.ids import CommandId, DeskId, LocationId, OrganisationId, StaffId, new_id
from core.domain.organisation import DESKS_OF_LOCATION
from core.domain.refusals import Fault, Refusal
from core.wire.protocol import EnrolReply, EnrolRequest
from sync_server import auth
from sync_server.office import Office
from sync_server.settlement import settle_all
from sync_server.store.port import ServerStore

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def enrol(office: Office, asked: EnrolRequest) -> EnrolReply:
    """Raises Fault `enrolment_code_wrong`, `no_desk_letter_left`, or the refusal of EnrolDesk."""
    now = office.clock.now()
    door = auth.use_code(office.database.engine, asked.code, now)
    desk_id = new_id()
    with office.database.write(door.organisation_id) as store:
        store.head()  # the lock comes before the look: two computers may want the same letter
        code = _free_letter(store, door.location_id)
        command = EnrolDesk(desk_id, door.location_id, asked.name, code, asked.public_key)
        act = Act(CommandId(new_id()), StaffId(""), now, system=True)
        (result,) = settle_all(store, now, [(act, command)])
    if isinstance(result, Refusal):
        raise Fault(result.code, **result.facts)
    opened = auth.Door(door.organisation_id, door.location_id, desk_id)
    token = auth.new_desk_token(office.database.engine, opened, now)
    office.pokes.send(door.organisation_id)
    return EnrolReply(
        OrganisationId(door.organisation_id),
        LocationId(door.location_id),
        DeskId(desk_id),
        code,
        token,
    )


def _free_letter(store: ServerStore, location_id: str) -> str:
    taken = {desk.code for desk in store.rows.find(DESKS_OF_LOCATION, location_id)}
    for letter in LETTERS:
        if letter not in taken:
            return letter
    raise Fault("no_desk_letter_left", location_id=location_id)
