"""The sheet of a class from what is known of it."""

from core.domain.bookings import NO_SHOW
from core.domain.phones import spaced
from core.rules.attendance import paper_code
from desktop import formats
from desktop.features.class_panel.facts import ClassFacts
from desktop.features.class_panel.roster_sheet import RosterSheet, SheetLine
from desktop.roster_words import RosterWords, health_chips
from desktop.saying import tr


def sheet_of(facts: ClassFacts, words: RosterWords, organisation: str, now: int) -> RosterSheet:
    """Everybody on the roster with a code of their own; those who wait without one."""
    line = facts.line
    labels: dict[str, list[str]] = {}
    for spot in facts.spots:
        labels.setdefault(spot.client_id, []).append(spot.label)
    people = [
        SheetLine(
            mark=", ".join(labels.get(one.client_id, ())) if facts.spots else str(number),
            name=words.party(one),
            note=" · ".join(part for part in (words.pass_of(one), spaced(one.phone)) if part),
            flags=", ".join(
                chip.text
                for chip in (*health_chips(facts.health.get(one.client_id)), *words.chips(one))
            ),
            code=_code(organisation, line.id, one.client_id),
        )
        for number, one in enumerate((p for p in facts.people if p.state != NO_SHOW), 1)
    ]
    waiting = [
        SheetLine(
            mark=str(place),
            name=one.name if one.seats == 1 else f"{one.name} +{one.seats - 1}",
            note=spaced(one.phone),
            waits=True,
        )
        for place, one in enumerate(facts.waiting, 1)
    ]
    start, end = formats.clock(line.starts_at, line.zone), formats.clock(line.ends_at, line.zone)
    when = f"{formats.day(line.starts_at, line.zone)}, {start}–{end}"
    teachers = ", ".join(one for one in (line.lead_name, *facts.assistants) if one)
    where = " · ".join(part for part in (", ".join(line.rooms), teachers) if part)
    count = tr("{0} of {1} booked").format(line.booked, line.capacity)
    printed = tr("Printed {0}").format(formats.moment(now, line.zone, line.starts_at))
    return RosterSheet(
        f"{line.name}, {when}",
        (where, f"{count} · {printed}"),
        [*people, *waiting],
        _code(organisation, line.id),
        tr("Waiting"),
    )


def _code(organisation: str, occurrence_id: str, client_id: str = "") -> str:
    """No code for ids of another make, which an import may have brought."""
    try:
        return paper_code.encode(organisation, occurrence_id, client_id)
    except ValueError:
        return ""
