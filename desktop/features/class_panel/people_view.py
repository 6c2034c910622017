"""The people of a class as lines of its roster and its waitlist."""

from core.domain.bookings import NO_SHOW, OFFERED
from core.queries.health import HealthLine
from core.queries.occurrences import OccurrenceLine
from core.queries.roster import RosterLine as Booked
from core.queries.roster import WaitingLine
from desktop import formats
from desktop.features.class_panel.model import Presence, RosterLine, WaitLine
from desktop.roster_words import HERE, RosterWords
from desktop.theme.marks import State, Tone
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
        came = f"In {formats.clock(at, line.zone)}" if at is not None else "In"
    elif presence is Presence.NO_SHOW:
        came = "No-show"
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


def health_chips(health: HealthLine | None) -> tuple[ChipSpec, ...]:
    """What is to be signed or minded before the class (HLT-1, HLT-4, HLT-5)."""
    if health is None:
        return ()
    chips = []
    if health.waiver == "missing":
        chips.append(ChipSpec.of(State.NO_WAIVER))
    if health.guests_unsigned:
        chips.append(
            ChipSpec(f"{health.guests_unsigned} guests unsigned", "file-pen-line", Tone.ATTENTION)
        )
    if health.health == "flagged":
        chips.append(ChipSpec.of(State.HEALTH))
    if health.guardian_phone:
        chips.append(ChipSpec("Minor", "user", Tone.INFO))
    return tuple(chips)


def wait_line(place: int, one: WaitingLine, line: OccurrenceLine) -> WaitLine:
    """One who waits, and what may be done for them."""
    offered = one.state == OFFERED
    chips = [ChipSpec.of(State.PROVISIONAL)] if one.pending else []
    if one.present_at:
        chips.append(ChipSpec.of(State.AT_THE_DESK))
    if offered:
        chips.append(ChipSpec(f"offered to {formats.clock(one.offered_until, line.zone)}", "clock"))
    can = offered or line.free >= one.seats
    joined = f"joined {formats.short_day(one.joined_at, line.zone)} "
    joined += formats.clock(one.joined_at, line.zone)
    return WaitLine(
        client_id=one.client_id,
        place=place,
        name=one.name if one.seats == 1 else f"{one.name} +{one.seats - 1}",
        note=" · ".join(part for part in (joined, one.phone) if part),
        chips=tuple(chips),
        offered=offered,
        action="Give seat" if can else "",
        action_id=GIVE if can else "",
        skipped=SKIPPED.get(one.skipped, "cannot be booked") if one.skipped else "",
    )
