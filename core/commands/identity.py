"""Commands about who may drive which desk: people's signing keys, and the desks themselves."""

from core.commands.fields import Id, Name, SigningKey
from core.commands.registry import Command, Kind, declare


@declare(
    "invite_staff",
    kind=Kind.PROMISE,
    permission="manage_staff",
    label="Invited {staff} to set a password",
)
class InviteStaff(Command, frozen=True):
    """Send a link with which a person sets their password (ORG-10); again as often as needed.

    The link itself is made by the server when the message leaves, and is nowhere kept.
    """

    staff_id: Id


@declare(
    "register_staff_key",
    kind=Kind.SYSTEM,
    permission="system",
    label="{staff} signed in at {desk}",
)
class RegisterStaffKey(Command, frozen=True):
    """A person proved who they are and signs at one desk with this key (public half) from now on.

    Only the server issues it, after a password; an earlier key of theirs at that desk ends.
    """

    staff_id: Id
    desk_id: Id
    public_key: SigningKey


@declare(
    "end_staff_key",
    kind=Kind.PROMISE,
    permission="end_sessions",
    label="Signed {staff} out at one desk",
)
class EndStaffKey(Command, frozen=True):
    """A person signs no longer at one desk; there they need their password again."""

    staff_id: Id
    key_id: Id


@declare(
    "end_sessions",
    kind=Kind.PROMISE,
    permission="end_sessions",
    label="Signed {staff} out everywhere",
)
class EndSessions(Command, frozen=True):
    """A person signs nowhere any more until they give their password again (ORG-10)."""

    staff_id: Id


@declare(
    "revoke_desk",
    kind=Kind.PROMISE,
    permission="manage_desks",
    label="Revoked {desk}",
)
class RevokeDesk(Command, frozen=True):
    """A computer is a desk no more: lost, sold, broken. There is no way back but a new enrolment.

    The last one goes only where `even_last` says that this is meant.
    """

    desk_id: Id
    even_last: bool = False


@declare(
    "rename_desk",
    kind=Kind.PROMISE,
    permission="manage_desks",
    label="Named a desk {name}",
    undo="rename_desk",
)
class RenameDesk(Command, frozen=True):
    """Give a desk another name; its letter on receipts stays."""

    desk_id: Id
    name: Name
