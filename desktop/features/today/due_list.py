"""From rosters to the lists of Today: who is due in the next hour, the rush board."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from core.domain.zones import HOUR_MS, MINUTE_MS
from core.queries.health import HealthLine
from core.queries.occurrences import OccurrenceLine
from core.queries.roster import RosterLine
from desktop import formats
from desktop.features.today.model import DueGroup, DueRow, RushBoard, RushLine
from desktop.roster_words import DUE, HERE, RosterWords, health_chips, seats_of
from desktop.saying import tr
from desktop.theme.marks import Tone

AHEAD_MS = HOUR_MS
RUSH_MS = 20 * MINUTE_MS
LATE_MS = 20 * MINUTE_MS
UNSIGNED = "unsigned"
"""The line of the rush board on which somebody signs."""


class Known(Struct, frozen=True):
    """What is known of somebody in a class beside the booking: their spots, what they signed."""

    spots: tuple[str, ...] = ()
    health: HealthLine | None = None


KnownOf = Mapping[tuple[str, str], Known]
"""By occurrence and client; who is not in it has nothing of it."""
NOTHING = Known()


def due_groups(
    occurrences: list[OccurrenceLine],
    people: list[RosterLine],
    now: int,
    wording: RosterWords,
    known: KnownOf,
) -> tuple[DueGroup, ...]:
    """The classes that start within the hour, or started a moment ago and still miss somebody."""
    groups = []
    for line in occurrences:
        if line.state != "scheduled" or not now - LATE_MS <= line.starts_at < now + AHEAD_MS:
            continue
        own = [one for one in people if one.occurrence_id == line.id]
        if line.starts_at <= now and not any(one.state in DUE for one in own):
            continue
        groups.append(_group(line, own, now, wording, known))
    return tuple(groups)


def _group(
    line: OccurrenceLine, own: list[RosterLine], now: int, wording: RosterWords, known: KnownOf
) -> DueGroup:
    def of(one: RosterLine) -> Known:
        return known.get((one.occurrence_id, one.client_id), NOTHING)

    return DueGroup(
        occurrence_id=line.id,
        letter=line.badge,
        service=line.colour,
        title=f"{formats.clock(line.starts_at, line.zone)} {line.name}",
        came=tr("{0} of {1} in").format(line.came, line.booked),
        hint=_hint(line, now),
        rows=tuple(
            DueRow(
                client_id=one.client_id,
                name=wording.party(one),
                note=wording.pass_of(one),
                spot=tr("Spot {0}").format(", ".join(of(one).spots)) if of(one).spots else "",
                chips=(*health_chips(of(one).health), *wording.chips(one)),
            )
            for one in own
            if one.state in DUE
        ),
        names_in=tuple(one.name for one in own if one.state in HERE),
    )


def _hint(line: OccurrenceLine, now: int) -> str:
    full = tr(" · full, {0} waiting").format(line.waiting) if line.waiting else ""
    if line.starts_at <= now:
        return tr("started {0} ago{1}").format(
            formats.span((now - line.starts_at) // MINUTE_MS), full
        )
    return tr("starts in {0}{1}").format(
        formats.span(formats.minutes_between(now, line.starts_at)), full
    )


def rush_board(
    occurrences: list[OccurrenceLine],
    people: list[RosterLine],
    now: int,
    wording: RosterWords,
    known: KnownOf,
) -> RushBoard | None:
    """The next class from 20 minutes before (M-10): who is missing, new, unsigned, unpaid."""
    coming = [
        line
        for line in occurrences
        if line.state == "scheduled" and line.booked and now < line.starts_at <= now + RUSH_MS
    ]
    if not coming:
        return None
    line = coming[0]
    own = [one for one in people if one.occurrence_id == line.id]
    return RushBoard(
        occurrence_id=line.id,
        letter=line.badge,
        service=line.colour,
        title=f"{formats.clock(line.starts_at, line.zone)} {line.name}",
        came=tr("{0} of {1} in").format(line.came, line.booked),
        starts_in=formats.span(formats.minutes_between(now, line.starts_at)),
        seats=seats_of(line, own),
        lines=tuple(_rush_lines(own, wording, known)),
    )


def short_names(people: Sequence[RosterLine]) -> list[str]:
    """First names, and full ones where two share theirs: a board is read in passing."""
    firsts = Counter(one.name.split(" ")[0] for one in people)
    return [first if firsts[first := one.name.split(" ")[0]] == 1 else one.name for one in people]


def is_unsigned(known: Known) -> bool:
    """Whether a signature of a party is missing."""
    health = known.health
    return health is not None and (health.waiver == "missing" or health.guests_unsigned > 0)


def _rush_lines(own: list[RosterLine], wording: RosterWords, known: KnownOf) -> list[RushLine]:
    missing = [one for one in own if one.state in DUE]
    live = [one for one in own if one.state in (*DUE, *HERE)]
    owing = [one for one in live if one.due > 0]
    unpaid = [
        f"{name} · {formats.money(one.due, wording.currency)}"
        for name, one in zip(short_names(owing), owing, strict=True)
    ]
    first = short_names([one for one in live if one.visits == 0])
    unsigned = short_names(
        [one for one in live if is_unsigned(known.get((one.occurrence_id, one.client_id), NOTHING))]
    )
    born = short_names([one for one in live if wording.is_birthday(one)])
    birthdays = [tr("{0}, today").format(name) for name in born]
    seen = (
        ("missing", "circle", tr("Missing"), short_names(missing), Tone.NEUTRAL, ""),
        ("first", "star", tr("First visit"), first, Tone.INFO, ""),
        (UNSIGNED, "file-pen-line", tr("No waiver"), unsigned, Tone.ATTENTION, tr("Sign")),
        ("unpaid", "banknote", tr("Unpaid"), unpaid, Tone.ATTENTION, tr("Take payment")),
        ("birthday", "cake", tr("Birthday"), birthdays, Tone.INFO, ""),
    )
    return [
        RushLine(
            kind=kind,
            icon=icon,
            count=len(names),
            label=label,
            names=", ".join(names),
            tone=tone,
            action=action,
        )
        for kind, icon, label, names, tone, action in seen
        if names
    ]
