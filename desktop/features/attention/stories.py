"""From an attention item to its line in the inbox and its story: sides, remedies, what was done."""

from collections.abc import Sequence

from core.domain.json_text import mapping
from core.domain.phones import spaced
from core.queries.attention import AttentionItem
from core.queries.occurrences import OccurrenceLine
from core.queries.roster import RosterLine
from desktop import formats
from desktop.features.attention.model import DoneLine, Fact, Item, Remedy, Side, Story
from desktop.saying import tr
from desktop.theme.marks import Tone
from desktop.wording import Told

OFFER, OPEN_CLASS, OPEN_CLIENT = "offer:", "open_class", "open_client"
MOST_OFFERS = 2


def item_line(item: AttentionItem, told: Told, now: int) -> Item:
    """One line of the inbox."""
    return Item(
        item_id=item.id,
        icon=told.icon,
        title=told.title,
        note=told.note,
        age=formats.span(max(0, (now - item.raised_at) // 60_000)),
        needs_you=item.weight == "attention",
    )


def story_of(
    item: AttentionItem,
    told: Told,
    winner: RosterLine | None,
    offers: Sequence[OccurrenceLine],
    zone: str,
    now: int,
) -> Story:
    """One item in full (U-37). `winner` has what the client lost; `offers` are other classes."""
    facts = mapping(item.facts)
    since = tr("Since {0}").format(formats.moment(item.raised_at, zone, now))
    if desk := facts.get("desk_name"):
        since += tr(", made at {0}").format(desk)
    return Story(
        item_id=item.id,
        chip=tr("Needs you") if item.weight == "attention" else tr("To know"),
        since=since,
        title=told.title,
        sentence=(told.sentence,),
        needs_you=item.weight == "attention",
        sides=_sides(item, facts, winner, zone, now),
        remedies=tuple(_remedies(item, offers)),
        done=(_settled(item, told, zone, now),),
        closed=item.state != "open",
    )


def _sides(
    item: AttentionItem,
    facts: dict[str, object],
    winner: RosterLine | None,
    zone: str,
    now: int,
) -> tuple[Side, ...]:
    lost = Side(
        icon="hourglass" if facts.get("place") else "octagon-x",
        tone=Tone.INFO if facts.get("place") else Tone.REFUSED,
        outcome=tr("Waits, number {0}").format(facts["place"])
        if facts.get("place")
        else tr("Has no seat"),
        name=item.client_name,
        note=item.class_name,
        facts=tuple(
            Fact(label=label, value=value, strong=label == "Phone")
            for label, value in _lost_facts(item, facts, zone, now)
            if value
        ),
        marked=True,
    )
    if winner is None or not item.client_name:
        return (lost,) if item.client_name else ()
    has = Side(
        icon="circle-check",
        tone=Tone.OK,
        outcome=tr("Has the seat"),
        name=winner.name,
        note=winner.pass_name or tr("Pay at desk"),
        facts=tuple(
            Fact(label=label, value=value)
            for label, value in (
                (tr("Booked"), formats.moment(winner.booked_at, zone, now)),
                (tr("Phone"), spaced(winner.phone)),
                (tr("E-mail"), winner.email),
            )
            if value
        ),
    )
    return (has, lost)


def _lost_facts(
    item: AttentionItem, facts: dict[str, object], zone: str, now: int
) -> list[tuple[str, str]]:
    booked = facts.get("occurred_at")
    by = tr(" at ").join(str(facts[key]) for key in ("staff_name", "desk_name") if facts.get(key))
    return [
        (tr("Booked"), formats.moment(booked, zone, now) if isinstance(booked, int) else ""),
        (tr("By"), by),
        (tr("Arrived"), formats.moment(item.raised_at, zone, now)),
        (tr("Phone"), spaced(item.phone)),
        (tr("E-mail"), item.email),
    ]


def _remedies(item: AttentionItem, offers: Sequence[OccurrenceLine]) -> list[Remedy]:
    found = [
        Remedy(
            ident=OFFER + one.id,
            text=tr("Book {0} {1} {2} instead").format(
                one.name,
                formats.weekday(one.starts_at, one.zone),
                formats.clock(one.starts_at, one.zone),
            ),
            note=tr("{0} of {1} free").format(one.free, one.capacity),
            button=tr("Book"),
        )
        for one in offers[:MOST_OFFERS]
    ]
    if item.occurrence_id:
        note = tr("roster, waitlist and history")
        found.append(
            Remedy(ident=OPEN_CLASS, text=tr("Open the class"), note=note, button=tr("Open"))
        )
    if item.client_id:
        note = spaced(item.phone) or item.email or tr("no phone or e-mail is known")
        found.append(
            Remedy(ident=OPEN_CLIENT, text=tr("Open the client"), note=note, button=tr("Open"))
        )
    return found


def _settled(item: AttentionItem, told: Told, zone: str, now: int) -> DoneLine:
    when = formats.moment(item.raised_at, zone, now)
    words = tr("The client was told by e-mail.") if item.email else told.mend
    return DoneLine(when=when, icon="mail" if item.email else "phone", text=words)
