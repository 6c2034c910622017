"""An invented class for the pictures of the class panel."""

from collections.abc import Sequence

from desktop.features.class_panel.model import (
    Answer,
    Candidate,
    ClassView,
    Deed,
    HistoryLine,
    NoteLine,
    Presence,
    RosterLine,
    WaitLine,
)
from desktop.theme.marks import State, Tone
from desktop.widgets.chip import ChipSpec
from desktop.widgets.seats_bar import Seat

_DUE_EUR = ChipSpec.of(State.UNPAID, "€18.00 due")
_ROSTER = (
    ("grace", "Grace Mensah", "Unlimited", "In 17:31", ()),
    ("lucia", "Lucía Romero", "Drop-in, paid", "", (ChipSpec.of(State.FIRST_VISIT),)),
    ("elif", "Elif Demir", "10-class · 6 left", "In 17:33", ()),
    ("priya", "Priya Nair", "10-class · 3 left", "In 17:41", ()),
    ("daniel", "Daniel Osei", "10-class · 1 left", "", (ChipSpec.of(State.NO_WAIVER),)),
    ("tom", "Tom Becker", "Household of Maya Becker", "In 17:40", ()),
    ("marco", "Marco Ricci", "Unlimited", "In 17:38", (ChipSpec.of(State.HEALTH),)),
    ("joanna", "Joanna Kowalska", "Pay at desk", "", (ChipSpec.of(State.BIRTHDAY), _DUE_EUR)),
)


def class_view() -> ClassView:
    """Wednesday's Reformer Flow at 18:00."""
    roster = tuple(
        RosterLine(
            client_id=client_id,
            spot=str(number),
            name=name,
            note=note,
            chips=chips,
            presence=Presence.IN if came else Presence.DUE,
            came=came,
            provisional=client_id == "tom",
        )
        for number, (client_id, name, note, came, chips) in enumerate(_ROSTER, 1)
    )
    seats = tuple(
        Seat.PROVISIONAL if r.provisional else Seat.IN if r.presence is Presence.IN else Seat.DUE
        for r in roster
    )
    return ClassView(
        occurrence_id="Wed-1800-Reformer",
        letter="R",
        service=1,
        title="Reformer Flow",
        day="Wed 18 Nov",
        span="18:00–18:55",
        place="Reformers",
        teacher="Ana Petrov",
        teacher_note="not here yet",
        starts_in="in 19 min",
        seats_said="8 of 8",
        seats=seats,
        counts="5 in · 3 due · 2 waiting",
        roster=roster,
        waiting=(
            WaitLine(
                client_id="hanna",
                place=1,
                name="Hanna Lindqvist",
                note="joined Mon 09:12 · 10-class, 4 left",
                chips=(ChipSpec.of(State.AT_THE_DESK),),
                action="Give seat",
                action_id="promote",
            ),
            WaitLine(
                client_id="clara",
                place=2,
                name="Clara Jensen",
                note="joined Tue 20:40 · no pass",
                chips=(ChipSpec("No pass", "banknote", Tone.ATTENTION),),
                action="Sell pass",
                action_id="sell",
            ),
        ),
        waiting_hint="In the last hour: standby, who is here first in order",
        notes=(
            NoteLine(
                note_id="n1",
                text="Reformer 6 has a new red spring, start light.",
                by="Class note · Ana Petrov, Tue 17 Nov 19:04",
            ),
        ),
        history=(
            HistoryLine(
                entry_id="h1",
                when="17:41",
                icon="circle-check",
                text="Priya Nair checked in",
                by="Ruth, front desk, by scan · saved here",
                tone=Tone.OK,
            ),
            HistoryLine(
                entry_id="h2",
                when="17:16",
                icon="circle-dashed",
                text="Tom Becker booked the last seat",
                by="Ruth, front desk, offline · provisional",
                tone=Tone.PROVISIONAL,
            ),
            HistoryLine(
                entry_id="h3",
                when="Tue 20:40",
                icon="hourglass",
                text="Clara Jensen joined the waitlist",
                by="Clara, portal · confirmed",
                tone=Tone.INFO,
            ),
        ),
    )


def answer(deed: Deed, _occurrence_id: str, client_id: str) -> Answer:
    """Drop-ins lose their payment, passes get their credit back."""
    if deed is Deed.CANCEL and client_id == "lucia":
        return Answer("Late: the drop-in of €18.00 is kept", Tone.ATTENTION, "Cancel booking")
    if deed is Deed.CANCEL:
        return Answer("Cancel now: 1 credit back to 10-class", Tone.OK, "Cancel booking")
    return Answer("1 credit of 10-class is spent.", Tone.ATTENTION, "Mark as not come")


def find(text: str) -> Sequence[Candidate]:
    """Two who can be booked and one who cannot."""
    if not "noor".startswith(text.lower()[:4]):
        return ()
    return (
        Candidate(client_id="noor", name="Noor Haddad", note="…4410", cover="Unlimited to 3 Dec"),
        Candidate(client_id="noora", name="Noora Salo", note="…0093", cover="5-class · 2 left"),
        Candidate(
            client_id="nora",
            name="Nora Ibsen",
            note="…7712",
            barred="Has Mat Basics at 18:15",
        ),
    )
