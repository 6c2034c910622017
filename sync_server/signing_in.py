"""People prove who they are: a password at a desk, an invitation on a page, the owner's command."""

import msgspec

from core.changes import Act
from core.commands.identity import InviteStaff, RegisterStaffKey
from core.commands.registry import Command
from core.domain.ids import CommandId, StaffId, new_id
from core.domain.organisation import Organisation, StaffMember
from core.domain.refusals import Fault, Refusal
from core.rules.people.passwords import password_weakness
from core.wire.signing_in import SignInReply, SignInRequest
from sync_server import auth, passwords, throttle
from sync_server.auth import Door
from sync_server.office import Office
from sync_server.settlement import settle_all


class Invited(msgspec.Struct, frozen=True):
    """Whom an invitation is for."""

    door: Door
    name: str
    email: str
    studio: str


def sign_in(office: Office, desk: Door, asked: SignInRequest) -> SignInReply:
    """Make a key of a person at a desk, where the password is theirs.

    Raises Fault `too_many_tries`, `sign_in_wrong`, or a refusal of RegisterStaffKey. Who works here
    and who has a password is not told to who does not know it.
    """
    person = f"{desk.organisation_id} {asked.staff_id}"
    office.throttle.pass_through(
        (throttle.SIGN_IN_AT_DESK, desk.subject_id), (throttle.SIGN_IN_OF_PERSON, person)
    )
    if not passwords.fits(office.database, desk.organisation_id, asked.staff_id, asked.password):
        raise Fault("sign_in_wrong")
    office.throttle.forget(throttle.SIGN_IN_OF_PERSON, person)
    settle(
        office,
        desk.organisation_id,
        RegisterStaffKey(asked.staff_id, desk.subject_id, asked.public_key),
    )
    return SignInReply(asked.staff_id, asked.public_key)


def ask_again(office: Office, desk: Door, staff_id: str) -> None:
    """A password was forgotten: the person gets a new invitation, if they can get one.

    Raises Fault `too_many_tries`; the answer is the same whoever is named.
    """
    person = f"{desk.organisation_id} {staff_id}"
    office.throttle.pass_through(
        (throttle.MAIL_FROM_DESK, desk.subject_id), (throttle.MAIL_TO_PERSON, person)
    )
    act = Act(CommandId(new_id()), StaffId(""), office.clock.now(), system=True)
    with office.database.read(desk.organisation_id) as store:
        member = store.rows.get(StaffMember, staff_id)
    if member is not None and member.email and member.state == "active":
        with office.database.write(desk.organisation_id) as store:
            settle_all(store, act.occurred_at, [(act, InviteStaff(staff_id))])
        office.pokes.send(desk.organisation_id)


def invited(office: Office, token: str) -> Invited | None:
    """Whom an invitation is for, as long as it opens and they work here; it is not used up."""
    door = auth.invitation_of(office.database.engine, token, office.clock.now())
    return None if door is None else _person(office, door)


def accept(office: Office, token: str, password: str) -> Invited | None:
    """Use an invitation up and keep the password; None where it does not open (any more).

    Raises Fault `password_short`, `password_long`, `password_common`.
    """
    person = invited(office, token)
    if person is None:
        return None
    check(person, password)
    hashed = passwords.hash_of(password)
    now = office.clock.now()
    with office.database.begin(person.door.organisation_id) as connection:
        if not auth.use_invitation(connection, token, now):
            return None
        passwords.keep(connection, person.door.organisation_id, person.door.subject_id, hashed, now)
    return person


def set_password(office: Office, organisation_id: str, staff_id: str, password: str) -> None:
    """Give a person a password by the command line. Raises Fault as `accept`, `staff_unknown`."""
    person = _person(office, Door(organisation_id, "", staff_id))
    if person is None:
        raise Fault("staff_unknown", staff_id=staff_id)
    check(person, password)
    hashed = passwords.hash_of(password)
    with office.database.begin(organisation_id) as connection:
        passwords.keep(connection, organisation_id, staff_id, hashed, office.clock.now())


def invite(office: Office, organisation_id: str, staff_id: str) -> None:
    """Send a person an invitation. Raises Fault with the refusal of InviteStaff."""
    settle(office, organisation_id, InviteStaff(staff_id))


def check(person: Invited, password: str) -> None:
    """Raises Fault `password_short`, `password_long`, `password_common`."""
    mailbox = person.email.partition("@")[0]
    if weakness := password_weakness(
        password, person.name, person.email, mailbox, person.studio, *person.name.split()
    ):
        raise Fault(weakness)


def settle(office: Office, organisation_id: str, command: Command) -> None:
    """Carry out a command of the server itself. Raises Fault with the code of a refusal."""
    now = office.clock.now()
    act = Act(CommandId(new_id()), StaffId(""), now, system=True)
    with office.database.write(organisation_id) as store:
        (result,) = settle_all(store, now, [(act, command)])
    if isinstance(result, Refusal):
        raise Fault(result.code, **result.facts)
    office.pokes.send(organisation_id)


def _person(office: Office, door: Door) -> Invited | None:
    with office.database.read(door.organisation_id) as store:
        member = store.rows.get(StaffMember, door.subject_id)
        studio = store.rows.get(Organisation, door.organisation_id)
    if member is None or member.state != "active" or studio is None:
        return None
    return Invited(door, member.name, member.email, studio.name)
