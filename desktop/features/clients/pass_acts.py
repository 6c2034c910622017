"""Acts that end something of a client's: a pass, a membership, the health answers."""

from core.commands.health import WithdrawHealth
from core.commands.memberships import EndMembership, KeepMembership
from core.commands.passes import RevokePass
from core.domain.credits import ACTIVE, ENDING, MEMBERSHIP, PAST_DUE, PENDING
from core.domain.people import Client
from core.queries import clients
from core.queries.clients import PassLine
from desktop.act_panel import FormAct
from desktop.forms.declaration import Field, Kind, Option, Section
from desktop.reason_act import reason_act, reason_field
from desktop.saying import tr
from desktop.session import Session
from desktop.wording import bold

_LIVE = (PENDING, ACTIVE, PAST_DUE, ENDING)


def revoke(session: Session, client: Client) -> FormAct | None:
    """End a pass before its time (PASS-13); None without one that could be."""
    held = [one for one in clients.passes(session.source, client.id) if one.state in _LIVE]
    if not held:
        return None
    return FormAct(
        title=tr("Take a pass back"),
        about=tr(
            "What it pays for in future is cancelled. Money goes back by a refund of its own."
        ),
        verb=tr("Take back"),
        sections=(Section("", (_which(held), reason_field(required=True))),),
        values={"pass_id": held[0].id, "reason": ""},
        make=lambda values: RevokePass(values["pass_id"], values["reason"].strip()),
        says=tr("Took a pass of {0} back").format(bold(client.name)),
        codes={"reason_missing": "reason"},
    )


def end_membership(session: Session, client: Client) -> FormAct | None:
    """A membership ends with its period (PASS-13); None without one that goes on."""
    held = [one for one in _memberships(session, client) if one.state != ENDING]
    if not held:
        return None
    return FormAct(
        title=tr("End a membership"),
        about=tr("It holds to the end of its period and is not charged again."),
        verb=tr("End"),
        sections=(Section("", (_which(held), reason_field())),),
        values={"pass_id": held[0].id, "reason": ""},
        make=lambda values: EndMembership(values["pass_id"], values["reason"].strip()),
        says=tr("Ended the membership of {0}").format(bold(client.name)),
    )


def keep_membership(session: Session, client: Client) -> KeepMembership | None:
    """A membership that was to end goes on; None where none was to."""
    ending = [one for one in _memberships(session, client) if one.state == ENDING]
    return KeepMembership(ending[0].id) if ending else None


def withdraw_health(client: Client) -> FormAct:
    """A client takes back what they answered about their health."""
    return reason_act(
        tr("Empty the health answers"),
        tr("Empty"),
        lambda reason: WithdrawHealth(client.id, reason),
        tr("Emptied the health answers of {0}").format(bold(client.name)),
        about=tr("{0} takes the answers back; nobody can read them afterwards.").format(
            client.name
        ),
    )


def _memberships(session: Session, client: Client) -> list[PassLine]:
    found = clients.passes(session.source, client.id)
    return [one for one in found if one.kind == MEMBERSHIP and one.state in _LIVE]


def _which(held: list[PassLine]) -> Field:
    options = tuple(Option(one.id, one.name) for one in held)
    return Field(name="pass_id", label=tr("Pass"), kind=Kind.CHOICE, options=options)
