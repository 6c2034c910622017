"""From one occurrence with its people to what the class panel shows."""

from core.domain.bookings import NO_SHOW, OFFERED
from core.domain.zones import MINUTE_MS
from core.queries.occurrences import OccurrenceLine
from core.queries.roster import RosterLine as Booked
from core.queries.roster import WaitingLine
from desktop import formats
from desktop.features.class_panel.model import (
    ClassView,
    HistoryLine,
    NoteLine,
    Presence,
    RosterLine,
    WaitLine,
)
from desktop.history_words import Deed
from desktop.roster_words import DUE, HERE, RosterWords, seats_of
from desktop.theme.marks import State
from desktop.widgets.chip import ChipSpec

GIVE = "give"
SKIPPED = {
    "no_pass": "no pass",
    "pass_used_up": "pass used up",
    "pass_expired": "pass expired",
    "overlapping_booking": "booked elsewhere then",
    "too_many_booked": "too many booked",
    "party_too_large": "needs more seats",
    "resource_short": "equipment is short",
    "client_archived": "archived",
    "client_suspended": "suspended",
}
"""Why a promotion passed over somebody, in the few words of a row (WL-4)."""


def class_view(
    line: OccurrenceLine,
    people: list[Booked],
    waiting: list[WaitingLine],
    deeds: list[Deed],
    now: int,
    words: RosterWords,
) -> ClassView:
    """Everything in the panel."""
    came = sum(one.seats for one in people if one.state in HERE)
    due = sum(one.seats for one in people if one.state in DUE)
    cancelled = line.state == "cancelled"
    return ClassView(
        occurrence_id=line.id,
        letter=line.badge,
        service=line.colour,
        title=line.name,
        day=formats.short_day(line.starts_at, line.zone),
        span=f"{formats.clock(line.starts_at, line.zone)}–{formats.clock(line.ends_at, line.zone)}",
        place=", ".join(line.rooms),
        teacher=line.lead_name or "No teacher",
        teacher_note="" if line.lead_id else "find one",
        starts_in=_starts_in(line, now),
        seats_said=f"{line.booked} of {line.capacity}",
        seats=seats_of(line, people),
        counts=" · ".join(
            [
                f"{came} in",
                f"{due} due",
                *([f"{line.kept} kept"] if line.kept else []),
                *([f"{line.waiting} waiting"] if line.waiting else []),
            ]
        ),
        roster=tuple(
            _roster_line(number, one, line, words) for number, one in enumerate(people, 1)
        ),
        waiting=tuple(_wait_line(place, one, line) for place, one in enumerate(waiting, 1)),
        waiting_hint="A freed seat goes to the first who can be booked" if waiting else "",
        notes=(NoteLine(note_id="note", text=line.note, by=""),) if line.note else (),
        history=tuple(
            HistoryLine(
                entry_id=deed.id,
                when=deed.when,
                icon=deed.icon,
                text=deed.text,
                by=deed.by,
                tone=deed.tone,
            )
            for deed in deeds
        ),
        cancelled=cancelled,
        barred_booking="This class is cancelled" if cancelled else "",
    )


def _starts_in(line: OccurrenceLine, now: int) -> str:
    if line.state == "cancelled":
        return "cancelled"
    if now < line.starts_at:
        minutes = formats.minutes_between(now, line.starts_at)
        return f"in {formats.span(minutes)}" if minutes < 24 * 60 else ""
    if now < line.ends_at:
        return f"began {formats.span((now - line.starts_at) // MINUTE_MS)} ago"
    return "over"


def _roster_line(number: int, one: Booked, line: OccurrenceLine, words: RosterWords) -> RosterLine:
    presence = Presence.DUE
    came = ""
    if one.state in HERE:
        presence = Presence.IN
        at = one.checked_in_at
        came = f"In {formats.clock(at, line.zone)}" if at is not None else "In"
    elif one.state == NO_SHOW:
        presence = Presence.NO_SHOW
        came = "No-show"
    return RosterLine(
        client_id=one.client_id,
        spot=str(number),
        name=words.party(one),
        note=words.pass_of(one),
        chips=words.chips(one),
        presence=presence,
        came=came,
        provisional=bool(one.pending and not one.guaranteed),
    )


def _wait_line(place: int, one: WaitingLine, line: OccurrenceLine) -> WaitLine:
    offered = one.state == OFFERED
    chips = [ChipSpec.of(State.PROVISIONAL)] if one.pending else []
    if offered:
        chips.append(ChipSpec(f"offered to {formats.clock(one.offered_until, line.zone)}", "clock"))
    can = offered or line.free >= one.seats
    return WaitLine(
        client_id=one.client_id,
        place=place,
        name=one.name if one.seats == 1 else f"{one.name} +{one.seats - 1}",
        note=one.phone,
        chips=tuple(chips),
        action="Give seat" if can else "",
        action_id=GIVE if can else "",
        skipped=SKIPPED.get(one.skipped, "cannot be booked") if one.skipped else "",
    )
