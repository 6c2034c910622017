"""From the day's occurrences to the day line: rooms, hours, blocks."""

from core.domain.schedule import Resource
from core.domain.zones import MINUTE_MS
from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.features.today.model import Block, DayLine
from desktop.saying import counted, tr

HOUR_MS = 60 * MINUTE_MS
NO_ROOM, ALL = tr("Other"), tr("Classes")
NEEDS = (("instructor", tr("teacher")), ("unassigned", tr("teacher")), ("resource", tr("room")))
"""What a class lacks, in one word that a block has room for."""
FIRST_HOUR, LAST_HOUR = 8, 20


def day_line(
    occurrences: list[OccurrenceLine],
    rooms: list[Resource],
    now: int,
    zone: str,
) -> DayLine:
    """The line of the local day of `now`; minutes count real time from midnight."""
    since, until = formats.day_bounds(now, zone)
    names = tuple(room.name for room in rooms if room.type == "room")
    placed = {line.id: _room(line, names) for line in occurrences}
    shown = names + ((NO_ROOM,) if NO_ROOM in placed.values() else ())
    first, last = _hours(occurrences, since, until)
    return DayLine(
        day=formats.day(now, zone),
        rooms=shown or (ALL,),
        hours=tuple(
            ((at - since) // MINUTE_MS, formats.clock(at, zone))
            for at in range(first, last, HOUR_MS)
        ),
        ends_min=(last - since) // MINUTE_MS,
        blocks=tuple(_block(line, placed[line.id], since, now) for line in occurrences),
        now_min=(now - since) // MINUTE_MS,
        now=formats.clock(now, zone),
        summary=summary(occurrences),
    )


def summary(occurrences: list[OccurrenceLine]) -> str:
    """18 classes · 135 booked · 78 came · 2 no-shows."""
    held = [line for line in occurrences if line.state != "cancelled"]
    booked = sum(line.booked for line in held)
    came = sum(line.came for line in held)
    missed = sum(line.missed for line in held)
    parts = [
        counted(len(held), "1 class", "{0} classes"),
        tr("{0} booked").format(booked),
        tr("{0} came").format(came),
    ]
    if missed:
        parts.append(counted(missed, "1 no-show", "{0} no-shows"))
    return " · ".join(parts)


def _room(line: OccurrenceLine, names: tuple[str, ...]) -> str:
    if not names:
        return ALL
    return next((room for room in line.rooms if room in names), NO_ROOM)


def _hours(occurrences: list[OccurrenceLine], since: int, until: int) -> tuple[int, int]:
    """The hours in view: the working day, wider where something is on."""
    starts = [line.starts_at for line in occurrences] or [since + FIRST_HOUR * HOUR_MS]
    ends = [line.ends_at for line in occurrences] or [since + LAST_HOUR * HOUR_MS]
    first = min(since + FIRST_HOUR * HOUR_MS, *starts)
    last = max(since + LAST_HOUR * HOUR_MS, *ends)
    down = since + (max(first, since) - since) // HOUR_MS * HOUR_MS
    up = since - (since - min(last, until)) // HOUR_MS * HOUR_MS
    return down, up


def _block(line: OccurrenceLine, room: str, since: int, now: int) -> Block:
    return Block(
        occurrence_id=line.id,
        room=room,
        start_min=(line.starts_at - since) // MINUTE_MS,
        end_min=(line.ends_at - since) // MINUTE_MS,
        time=formats.clock(line.starts_at, line.zone),
        title=line.name,
        short_title=line.short_name or line.name,
        service=line.colour,
        teacher=line.lead_name,
        booked=line.booked,
        kept=line.kept,
        capacity=line.capacity,
        waiting=line.waiting,
        done=line.ends_at <= now,
        cancelled=line.state == "cancelled",
        provisional=line.pending,
        needs=_needs(line),
    )


def _needs(line: OccurrenceLine) -> str:
    if line.state == "cancelled":
        return ""
    if line.conflict:
        return next((word for code, word in NEEDS if line.conflict.startswith(code)), tr("a look"))
    return "" if line.lead_id else tr("teacher")
