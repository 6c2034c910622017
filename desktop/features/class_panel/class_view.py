"""From what is known of one class to what the class panel shows."""

from msgspec.structs import replace

from core.domain.notes import Note
from core.domain.zones import MINUTE_MS
from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.features.class_panel.facts import ClassFacts
from desktop.features.class_panel.model import (
    ClassView,
    HistoryLine,
    HoldLine,
    NoteLine,
    Presence,
    SpotView,
    Unplaced,
)
from desktop.features.class_panel.people_view import presence_of, roster_line, wait_line
from desktop.roster_words import DUE, HERE, RosterWords, seats_of
from desktop.saying import tr
from desktop.waiting_words import WAYS, pays_words
from desktop.widgets.seats_bar import Seat


def unseen_view(facts: ClassFacts, now: int, words: RosterWords) -> ClassView:
    """The class without its people, for whom those are nothing (PERM)."""
    booked, capacity = facts.line.booked, facts.line.capacity
    seats = (*(Seat.DUE,) * booked, *(Seat.FREE,) * max(0, capacity - booked))
    bare = class_view(facts.bare(), now, words)
    return replace(bare, unseen=True, seats=seats, counts="")


def class_view(facts: ClassFacts, now: int, words: RosterWords) -> ClassView:
    """Everything in the panel."""
    line, people = facts.line, facts.people
    came = sum(one.seats for one in people if one.state in HERE)
    due = sum(one.seats for one in people if one.state in DUE)
    cancelled, closed = line.state == "cancelled", line.state == "closed"
    labels = _labels(facts)
    return ClassView(
        occurrence_id=line.id,
        letter=line.badge,
        service=line.colour,
        title=line.name,
        day=formats.short_day(line.starts_at, line.zone),
        span=f"{formats.clock(line.starts_at, line.zone)}–{formats.clock(line.ends_at, line.zone)}",
        place=", ".join(line.rooms),
        teacher=line.lead_name or tr("No teacher"),
        teacher_note=_beside(facts),
        starts_in=_starts_in(line, now),
        seats_said=tr("{0} of {1}").format(line.booked, line.capacity),
        seats=seats_of(line, people),
        counts=" · ".join(
            [
                tr("{0} in").format(came),
                tr("{0} due").format(due),
                *([tr("{0} kept").format(line.kept)] if line.kept else []),
                *([tr("{0} waiting").format(line.waiting)] if line.waiting else []),
            ]
        ),
        roster=tuple(
            roster_line(
                ", ".join(labels.get(one.client_id, ())) if facts.spots else str(number),
                one,
                line,
                words,
                facts.health.get(one.client_id),
            )
            for number, one in enumerate(people, 1)
        ),
        waiting=tuple(
            wait_line(place, one, line, pays_words(facts.paying.get(one.client_id)))
            for place, one in enumerate(facts.waiting, 1)
        ),
        waiting_hint=WAYS[facts.way] if facts.way else "",
        holds=tuple(_hold_lines(facts)),
        spots=tuple(_spots(facts)),
        unplaced=tuple(
            Unplaced(client_id=one.client_id, name=one.name)
            for one in people
            if facts.spots
            and one.state in (*HERE, *DUE)
            and len(labels.get(one.client_id, ())) < one.seats
        ),
        notes=tuple(_notes(facts, now)),
        history=tuple(
            HistoryLine(
                entry_id=deed.id,
                when=deed.when,
                icon=deed.icon,
                text=deed.text,
                by=deed.by,
                tone=deed.tone,
            )
            for deed in facts.deeds
        ),
        cancelled=cancelled,
        closed=closed,
        barred_booking=tr("This class is cancelled: nobody can be booked into it.")
        if cancelled
        else tr("This class is closed: it takes no bookings, and stays where it is.")
        if closed
        else "",
    )


def _beside(facts: ClassFacts) -> str:
    """What stands beside the teacher: who assists, or that there is none."""
    told = "" if facts.line.lead_id else tr("find one")
    if facts.absent:
        told = tr("not here yet")
    if facts.assistants:
        return " · ".join(
            part for part in (told, tr("with {0}").format(", ".join(facts.assistants))) if part
        )
    return told


def _labels(facts: ClassFacts) -> dict[str, list[str]]:
    """The labels of each client's spots."""
    found: dict[str, list[str]] = {}
    for spot in facts.spots:
        if spot.client_id:
            found.setdefault(spot.client_id, []).append(spot.label)
    return found


def _starts_in(line: OccurrenceLine, now: int) -> str:
    if line.state in ("cancelled", "closed"):
        return tr("cancelled") if line.state == "cancelled" else tr("closed")
    if now < line.starts_at:
        minutes = formats.minutes_between(now, line.starts_at)
        return tr("in {0}").format(formats.span(minutes)) if minutes < 24 * 60 else ""
    if now < line.ends_at:
        return tr("began {0} ago").format(formats.span((now - line.starts_at) // MINUTE_MS))
    return tr("over")


def _spots(facts: ClassFacts) -> list[SpotView]:
    known = {one.client_id: one for one in facts.people}
    return [
        SpotView(
            spot_id=spot.spot_id,
            label=spot.label,
            x=spot.x,
            y=spot.y,
            client_id=spot.client_id,
            name=known[spot.client_id].name if spot.client_id in known else "",
            presence=presence_of(known[spot.client_id])
            if spot.client_id in known
            else Presence.DUE,
            broken=spot.broken,
        )
        for spot in facts.spots
    ]


def _hold_lines(facts: ClassFacts) -> list[HoldLine]:
    zone = facts.line.zone
    return [
        HoldLine(
            hold_id=hold.id,
            text=" · ".join(
                part
                for part in (
                    tr("1 seat kept")
                    if hold.seats == 1
                    else tr("{0} seats kept").format(hold.seats),
                    hold.note,
                )
                if part
            ),
            until=tr("until {0}").format(formats.clock(hold.ends_at, zone)),
        )
        for hold in facts.holds
    ]


def _notes(facts: ClassFacts, now: int) -> list[NoteLine]:
    own = facts.line.note
    found = [_note(facts, note, now) for note in facts.notes]
    if own and not any(note.client_id == "" for note in facts.notes):
        found.insert(0, NoteLine(note_id="note", text=own, by=tr("From the plan")))
    return found


def _note(facts: ClassFacts, note: Note, now: int) -> NoteLine:
    about = facts.names.get(note.client_id, "") if note.client_id else tr("Class note")
    written = formats.moment(note.written_at, facts.line.zone, now)
    by = facts.names.get(note.written_by, "")
    parts = (about, ", ".join(part for part in (by, written) if part))
    said = " · ".join((*parts, "shared") if note.shared else parts)
    return NoteLine(note_id=note.id, text=note.text, by=said, client_id=note.client_id)
