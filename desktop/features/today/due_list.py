"""From rosters to the lists of Today: who is due in the next hour, the rush board."""

from core.domain.bookings import ATTENDED, BOOKED, CHECKED_IN, PENDING_PAYMENT
from core.domain.zones import HOUR_MS, MINUTE_MS
from core.queries.occurrences import OccurrenceLine
from core.queries.roster import RosterLine
from desktop import formats
from desktop.features.today.model import DueGroup, DueRow, RushBoard, RushLine
from desktop.theme.marks import State, Tone
from desktop.widgets.chip import ChipSpec
from desktop.widgets.seats_bar import Seat

AHEAD_MS = HOUR_MS
RUSH_MS = 20 * MINUTE_MS
LATE_MS = 20 * MINUTE_MS
DUE = (BOOKED, PENDING_PAYMENT)
HERE = (CHECKED_IN, ATTENDED)


class Wording:
    """What the lists need to say money and days: currency and the local date of today."""

    def __init__(self, currency: str, today: str) -> None:
        self.currency = currency
        self.today = today

    def pass_of(self, line: RosterLine) -> str:
        """10-class pass · 3 left; Pay at desk; Unlimited."""
        if not line.pass_id:
            return "Pay at desk" if line.due > 0 else ""
        if line.credits_left is None:
            return line.pass_name
        return f"{line.pass_name} · {line.credits_left} left"

    def chips(self, line: RosterLine) -> tuple[ChipSpec, ...]:
        """What to know of a person before the class (U-20)."""
        chips = []
        if line.pending and line.state == BOOKED:
            chips.append(ChipSpec.of(State.PROVISIONAL))
        if line.visits == 0:
            chips.append(ChipSpec.of(State.FIRST_VISIT))
        if self.is_birthday(line):
            chips.append(ChipSpec.of(State.BIRTHDAY))
        if line.due > 0:
            amount = formats.money(line.due, self.currency)
            chips.append(ChipSpec.of(State.UNPAID, f"{amount} due"))
        if not line.phone and not line.email:
            chips.append(ChipSpec("No contact", "phone", Tone.ATTENTION))
        return tuple(chips)

    def is_birthday(self, line: RosterLine) -> bool:
        return bool(line.birthday) and line.birthday[5:] == self.today[5:]


def due_groups(
    occurrences: list[OccurrenceLine], people: list[RosterLine], now: int, wording: Wording
) -> tuple[DueGroup, ...]:
    """The classes that start within the hour, or started a moment ago and still miss somebody."""
    groups = []
    for line in occurrences:
        if line.state != "scheduled" or not now - LATE_MS <= line.starts_at < now + AHEAD_MS:
            continue
        own = [one for one in people if one.occurrence_id == line.id]
        if line.starts_at <= now and not any(one.state in DUE for one in own):
            continue
        groups.append(_group(line, own, now, wording))
    return tuple(groups)


def _group(line: OccurrenceLine, own: list[RosterLine], now: int, wording: Wording) -> DueGroup:
    return DueGroup(
        occurrence_id=line.id,
        letter=line.badge,
        service=line.colour,
        title=f"{formats.clock(line.starts_at, line.zone)} {line.name}",
        came=f"{line.came} of {line.booked} in",
        hint=_hint(line, now),
        rows=tuple(
            DueRow(
                client_id=one.client_id,
                name=one.name if one.seats == 1 else f"{one.name} +{one.seats - 1}",
                note=wording.pass_of(one),
                chips=wording.chips(one),
            )
            for one in own
            if one.state in DUE
        ),
        names_in=tuple(one.name for one in own if one.state in HERE),
    )


def _hint(line: OccurrenceLine, now: int) -> str:
    full = f" · full, {line.waiting} waiting" if line.waiting else ""
    if line.starts_at <= now:
        return f"started {formats.span((now - line.starts_at) // MINUTE_MS)} ago{full}"
    return f"starts in {formats.span(formats.minutes_between(now, line.starts_at))}{full}"


def rush_board(
    occurrences: list[OccurrenceLine], people: list[RosterLine], now: int, wording: Wording
) -> RushBoard | None:
    """The next class from 20 minutes before (M-10): who is missing, new, unpaid."""
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
        came=f"{line.came} of {line.booked} in",
        starts_in=formats.span(formats.minutes_between(now, line.starts_at)),
        seats=_seats(line, own),
        lines=tuple(_rush_lines(own, wording)),
    )


def _seats(line: OccurrenceLine, own: list[RosterLine]) -> tuple[Seat, ...]:
    seats: list[Seat] = []
    for one in own:
        kind = Seat.IN if one.state in HERE else Seat.PROVISIONAL if one.pending else Seat.DUE
        if one.state in (*HERE, *DUE):
            seats += [kind] * one.seats
    return tuple(seats + [Seat.FREE] * max(0, line.capacity - len(seats)))


def _rush_lines(own: list[RosterLine], wording: Wording) -> list[RushLine]:
    missing = [one for one in own if one.state in DUE]
    live = [one for one in own if one.state in (*DUE, *HERE)]
    owing = [one for one in live if one.due > 0]
    unpaid = [f"{one.name} · {formats.money(one.due, wording.currency)}" for one in owing]
    first = [one.name for one in live if one.visits == 0]
    birthdays = [f"{one.name}, today" for one in live if wording.is_birthday(one)]
    seen = (
        ("missing", "circle", "Missing", [one.name for one in missing], Tone.NEUTRAL, ""),
        ("first", "star", "First visit", first, Tone.INFO, ""),
        ("unpaid", "banknote", "Unpaid", unpaid, Tone.ATTENTION, "Take payment"),
        ("birthday", "cake", "Birthday", birthdays, Tone.INFO, ""),
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
