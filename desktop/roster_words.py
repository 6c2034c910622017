"""A booking on a roster in words and chips, the same on Today and in the class panel (U-20)."""

from core.changes import Outcome
from core.domain.bookings import ATTENDED, BOOKED, CHECKED_IN, PENDING_PAYMENT, TO_CONFIRM
from core.queries.health import HealthLine
from core.queries.occurrences import OccurrenceLine
from core.queries.roster import RosterLine
from desktop import formats
from desktop.saying import counted, tr
from desktop.theme.marks import State, Tone
from desktop.widgets.chip import ChipSpec
from desktop.widgets.seats_bar import Seat

DUE = (BOOKED, PENDING_PAYMENT)
HERE = (CHECKED_IN, ATTENDED)
_MOST_NAMED = 2


class RosterWords:
    """Words for a roster line. `today` is the local date, as 2026-11-18."""

    def __init__(self, currency: str, today: str) -> None:
        self.currency = currency
        self.today = today

    def pass_of(self, line: RosterLine) -> str:
        """10-class pass · 3 left; Pay at desk; Unlimited."""
        if not line.pass_id:
            return tr("Pay at desk") if line.due > 0 else ""
        if line.credits_left is None:
            return line.pass_name
        return tr("{0} · {1} left").format(line.pass_name, line.credits_left)

    def party(self, line: RosterLine) -> str:
        """Ben Carter; Ben Carter +2 with guests."""
        return line.name if line.seats == 1 else f"{line.name} +{line.seats - 1}"

    def chips(self, line: RosterLine) -> tuple[ChipSpec, ...]:
        """What to know of a person before the class (U-20)."""
        chips = []
        if line.flag == TO_CONFIRM and line.state == CHECKED_IN:
            # the phone was not near, or did not say where it is: somebody looks (CHK-12)
            chips.append(ChipSpec(tr("Is it them?"), "map-pin", Tone.ATTENTION))
        if line.pending and line.state == BOOKED:
            chips.append(ChipSpec.of(State.GUARANTEED if line.guaranteed else State.PROVISIONAL))
        if line.visits == 0:
            chips.append(ChipSpec.of(State.FIRST_VISIT))
        if self.is_birthday(line):
            chips.append(ChipSpec.of(State.BIRTHDAY))
        if line.due > 0:
            amount = formats.money(line.due, self.currency)
            chips.append(ChipSpec.of(State.UNPAID, tr("{0} due").format(amount)))
        if not line.phone and not line.email:
            chips.append(ChipSpec(tr("No contact"), "phone", Tone.ATTENTION))
        return tuple(chips)

    def is_birthday(self, line: RosterLine) -> bool:
        return bool(line.birthday) and line.birthday[5:] == self.today[5:]


def seats_of(line: OccurrenceLine, people: list[RosterLine]) -> tuple[Seat, ...]:
    """The seats of a class as cells, in roster order, then those kept, free ones last."""
    seats: list[Seat] = []
    for one in people:
        if one.state not in (*HERE, *DUE):
            continue
        unsure = one.pending and not one.guaranteed
        kind = Seat.IN if one.state in HERE else Seat.PROVISIONAL if unsure else Seat.DUE
        seats += [kind] * one.seats
    seats += [Seat.PROVISIONAL] * line.kept
    return tuple(seats + [Seat.FREE] * max(0, line.capacity - len(seats)))


def health_chips(health: HealthLine | None) -> tuple[ChipSpec, ...]:
    """What is to be signed or minded before the class (HLT-1, HLT-4, HLT-5)."""
    if health is None:
        return ()
    chips = []
    if health.waiver == "missing":
        chips.append(ChipSpec.of(State.NO_WAIVER))
    if health.guests_unsigned:
        chips.append(
            ChipSpec(
                _unsigned(health),
                "file-pen-line",
                Tone.ATTENTION,
            )
        )
    if health.health == "flagged":
        chips.append(ChipSpec.of(State.HEALTH))
    if health.guardian_phone:
        chips.append(ChipSpec(tr("Minor"), "user", Tone.INFO))
    return tuple(chips)


def _unsigned(health: HealthLine) -> str:
    """By name where there are one or two, and they are known."""
    if len(health.guests_named) == health.guests_unsigned <= _MOST_NAMED:
        return tr("{0} unsigned").format(", ".join(health.guests_named))
    return counted(health.guests_unsigned, "1 guest unsigned", "{0} guests unsigned")


def all_in(done: Outcome) -> str:
    """What was done with a whole class: who has not signed is not in (CHK-7, CHK-15)."""
    said = counted(int(done.facts["count"]), "Checked in 1 person", "Checked in {0} people")
    if unsigned := len(done.facts.get("unsigned_ids", ())):
        told = counted(unsigned, "1 has not signed", "{0} have not signed")
        return f"{said}; {told}"
    return said
