"""The people of a class as lines of its roster and its waitlist."""

from core.domain.bookings import NO_SHOW, OFFERED
from core.domain.phones import spaced
from core.queries.health import HealthLine
from core.queries.occurrences import OccurrenceLine
from core.queries.roster import RosterLine as Booked
from core.queries.roster import WaitingLine
from desktop import formats
from desktop.features.class_panel.model import Presence, RosterLine, WaitLine
from desktop.roster_words import HERE, RosterWords, health_chips
from desktop.saying import tr
from desktop.theme.marks import State
from desktop.widgets.chip import ChipSpec

GIVE = "give"
SKIPPED = {
    "no_pass": tr("no pass"),
    "pass_used_up": tr("pass used up"),
    "pass_expired": tr("pass expired"),
    "overlapping_booking": tr("booked elsewhere then"),
    "too_many_booked": tr("too many booked"),
    "party_too_large": tr("needs more seats"),
    "resource_short": tr("equipment is short"),
    "client_archived": "archived",
    "client_suspended": "suspended",
}
"""Why a promotion passed over somebody, in the few words of a row (WL-4)."""


def presence_of(one: Booked) -> Presence:
    """Where a booked client stands."""
    if one.state in HERE:
        return Presence.IN
    return Presence.NO_SHOW if one.state == NO_SHOW else Presence.DUE


def roster_line(
    spot: str, one: Booked, line: OccurrenceLine, words: RosterWords, health: HealthLine | None
) -> RosterLine:
    """One booking, with what a receptionist must see of it (U-20)."""
    presence = presence_of(one)
    came = ""
    if presence is Presence.IN:
        at = one.checked_in_at
        came = tr("In {0}").format(formats.clock(at, line.zone)) if at is not None else tr("In")
    elif presence is Presence.NO_SHOW:
        came = tr("No-show")
    note = f"“{one.note}”" if one.note else ""
    return RosterLine(
        client_id=one.client_id,
        spot=spot,
        name=words.party(one),
        note=" · ".join(part for part in (words.pass_of(one), note) if part),
        chips=(*health_chips(health), *words.chips(one)),
        presence=presence,
        came=came,
        provisional=bool(one.pending and not one.guaranteed),
    )


def wait_line(place: int, one: WaitingLine, line: OccurrenceLine, pays: str = "") -> WaitLine:
    """One who waits, what would pay for them, and what may be done for them."""
    offered = one.state == OFFERED
    chips = [ChipSpec.of(State.PROVISIONAL)] if one.pending else []
    if one.present_at:
        chips.append(ChipSpec.of(State.AT_THE_DESK))
    if offered:
        chips.append(
            ChipSpec(
                tr("offered to {0}").format(formats.clock(one.offered_until, line.zone)), "clock"
            )
        )
    can = offered or line.free >= one.seats
    joined = tr("joined {0} ").format(formats.short_day(one.joined_at, line.zone))
    joined += formats.clock(one.joined_at, line.zone)
    return WaitLine(
        client_id=one.client_id,
        place=place,
        name=one.name if one.seats == 1 else f"{one.name} +{one.seats - 1}",
        note=" · ".join(part for part in (pays, spaced(one.phone), joined) if part),
        chips=tuple(chips),
        offered=offered,
        action=tr("Give seat") if can else "",
        action_id=GIVE if can else "",
        skipped=SKIPPED.get(one.skipped, "cannot be booked") if one.skipped else "",
    )
