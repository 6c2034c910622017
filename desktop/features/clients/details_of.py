"""What stands about a client beside their bookings: papers, household, channels, suspension."""

from core.domain.health import HealthForm
from core.domain.json_text import mapping
from core.domain.organisation import Location
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.suspensions import SUSPENSIONS_OF_CLIENT, Suspension
from core.queries import health, person
from core.rules.attendance.strikes import suspended
from core.rules.people.par_q import QUESTIONS
from core.rules.terms import Terms
from desktop import formats
from desktop.features.clients.acts import CHANNELS, PERMISSIONS
from desktop.features.clients.model import DetailLine, StoryLine
from desktop.own_client import staff_of
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import State, Tone
from desktop.widgets.chip import ChipSpec

_HEALTH = {
    "unanswered": tr("Not answered"),
    "expired": tr("Answers are too old"),
    "clear": tr("Nothing to mind"),
    "flagged": tr("Something to mind"),
}


def suspension_of(session: Session, client_id: str) -> Suspension | None:
    """What bars a client here and now (NS-8)."""
    found = session.source.rows.find(SUSPENSIONS_OF_CLIENT, client_id)
    return suspended(found, session.now(), session.location_id)


def standing_chips(session: Session, client: Client) -> list[ChipSpec]:
    """Suspended, restricted, waiver, health: what the desk must know before anything else."""
    chips = []
    if (barred := suspension_of(session, client.id)) is not None:
        until = formats.short_day(barred.until - 1, session.zone)
        chips.append(ChipSpec(tr("Suspended to {0}").format(until), "user-x", Tone.REFUSED))
    if client.permission == "restricted":
        chips.append(ChipSpec(tr("Restricted"), "lock", Tone.ATTENTION))
    terms = Terms(session.source.rows, session.location_id)
    waiver = health.waiver_of(session.source, client.id, session.now(), terms)
    if waiver in ("signed", "old"):
        chips.append(ChipSpec.of(State.WAIVER_SIGNED))
    elif waiver == "missing":
        chips.append(ChipSpec.of(State.NO_WAIVER))
    if health.standing(session.source, client.id, session.now()) == "flagged":
        chips.append(ChipSpec.of(State.HEALTH))
    return chips


def details_of(session: Session, client: Client) -> tuple[DetailLine, ...]:
    """The facts beside the bookings; what is not known is left out."""
    member = staff_of(session, client.id)
    home = session.source.rows.get(Location, client.home_location_id)
    wants = mapping(client.contact)
    told = [words for key, words, usual in CHANNELS if wants.get(key, usual)]
    permission = dict(PERMISSIONS)[client.permission]
    lines = (
        (tr("Household"), _household(session, client)),
        (tr("Works here as"), member.name if member else ""),
        (tr("Emergency"), client.emergency_contact),
        (tr("Home"), home.name if home else ""),
        (tr("Tell by"), ", ".join(told) or tr("Nothing")),
        (tr("Bookings"), permission + (tr(", may pay later") if client.pay_later else "")),
        (tr("Language"), formats.language_name(client.language)),
        (tr("Staff note"), client.notes),
    )
    return tuple(DetailLine(label=label, value=value) for label, value in lines if value)


def _household(session: Session, client: Client) -> str:
    found = person.household(session.source, client.id)
    if found.payer is None:
        return tr("Pays for themselves")
    if found.payer.id != client.id:
        return tr("{0} pays").format(found.payer.name)
    return tr("Pays for {0}").format(", ".join(one.name for one in found.members))


def health_lines(session: Session, client: Client) -> tuple[StoryLine, ...]:
    """The flag for all, the answers for those who may see them (HLT-3)."""
    standing = health.standing(session.source, client.id, session.now())
    found = health.details(session.source, session.act(), client.id)
    if isinstance(found, Refusal):
        tone = Tone.INFO if standing == "flagged" else Tone.NEUTRAL
        line = StoryLine(
            entry_id="health",
            when="",
            icon="heart-pulse",
            text=_HEALTH[standing],
            note=tr("The answers are for instructors of the class, managers and the owner"),
            tone=tone,
        )
        return (line,)
    return tuple(_form(session, one) for one in found)


def _form(session: Session, one: HealthForm) -> StoryLine:
    yes = [QUESTIONS.get(key, key) for key, said in mapping(one.answers).items() if said]
    signed = tr("Signed by {0}").format(one.signer)
    return StoryLine(
        entry_id=one.id,
        when=formats.moment(one.signed_at, session.zone, session.now()),
        icon="heart-pulse",
        text="; ".join(yes) or tr("No to every question"),
        note=" · ".join(part for part in (one.details, signed) if part),
        tone=Tone.INFO if one.flag else Tone.NEUTRAL,
    )
