"""An invented day for the pictures of Today."""

from desktop.features.today.model import (
    AttentionLine,
    Block,
    DayLine,
    DueGroup,
    DueRow,
    RushBoard,
    RushLine,
    TodayView,
)
from desktop.theme.marks import State, Tone
from desktop.widgets.chip import ChipSpec
from desktop.widgets.seats_bar import Seat

ROOMS = ("Reformers", "Studio A", "Studio B", "Wheel room")
_SERVICES = {"Reformer": 1, "Mat": 4, "Vinyasa": 6, "Wheel": 7, "Tower": 11, "Private": 12}
_LONG = {"Reformer": "Reformer Flow", "Mat": "Mat Basics", "Wheel": "Wheel throwing"}


def _block(
    room: int,
    time: str,
    minutes: int,
    name: str,
    seats: str,
    waiting: int = 0,
    **odd: bool | str,
) -> Block:
    hour, minute = map(int, time.split(":"))
    booked, _, capacity = seats.partition("/")
    return Block(
        occurrence_id=f"{room}-{time}",
        room=ROOMS[room],
        start_min=hour * 60 + minute,
        end_min=hour * 60 + minute + minutes,
        time=time,
        title=_LONG.get(name, name),
        short_title=name,
        service=_SERVICES[name],
        teacher="Ana P.",
        booked=int(booked),
        capacity=int(capacity),
        waiting=waiting,
        done=bool(odd.get("done")),
        cancelled=bool(odd.get("cancelled")),
        provisional=bool(odd.get("provisional")),
        needs=str(odd.get("needs", "")),
    )


def blocks() -> tuple[Block, ...]:
    """The classes of the day."""
    return (
        _block(0, "07:00", 55, "Reformer", "8/8", done=True),
        _block(1, "07:30", 60, "Vinyasa", "9/14", done=True),
        _block(0, "08:15", 55, "Reformer", "7/8", done=True),
        _block(1, "09:00", 45, "Mat", "12/12", done=True),
        _block(2, "08:30", 55, "Tower", "6/6", done=True),
        _block(3, "07:30", 120, "Wheel", "5/8", done=True),
        _block(0, "11:00", 60, "Private", "1/1", done=True),
        _block(0, "12:15", 55, "Reformer", "5/8", done=True),
        _block(0, "16:30", 55, "Reformer", "8/8", done=True),
        _block(0, "18:00", 55, "Reformer", "8/8", 2),
        _block(0, "19:15", 55, "Reformer", "6/8", provisional=True),
        _block(1, "12:00", 60, "Vinyasa", "6/14", done=True),
        _block(1, "17:00", 60, "Mat", "11/12"),
        _block(1, "18:30", 75, "Vinyasa", "14/14", 3),
        _block(1, "20:00", 45, "Mat", "4/12"),
        _block(2, "10:00", 60, "Private", "1/1", done=True),
        _block(2, "13:00", 55, "Tower", "4/6", cancelled=True),
        _block(2, "15:00", 60, "Private", "1/1", done=True),
        _block(2, "17:30", 55, "Tower", "5/6"),
        _block(2, "19:00", 60, "Private", "1/1", needs="teacher"),
        _block(3, "10:00", 120, "Wheel", "8/8", done=True),
        _block(3, "18:30", 120, "Wheel", "7/8"),
    )


def day_line() -> DayLine:
    """The day with its hours."""
    return DayLine(
        day="Wed 18 November",
        rooms=ROOMS,
        hours=tuple((hour * 60, f"{hour:02}:00") for hour in range(7, 21)),
        ends_min=21 * 60,
        blocks=blocks(),
        now_min=17 * 60 + 41,
        now="17:41",
        summary="18 classes · 135 booked · 78 came · 2 no-shows",
    )


def due() -> tuple[DueGroup, ...]:
    """The people of the next hour."""
    due_chip = ChipSpec.of(State.UNPAID, "€18.00 due")
    first = DueGroup(
        occurrence_id="0-18:00",
        letter="R",
        service=1,
        title="18:00 Reformer Flow",
        came="5 of 8 in",
        hint="starts in 19 min",
        rows=(
            _due("Lucía Romero", "Spot 2", "Drop-in, paid", ChipSpec.of(State.FIRST_VISIT)),
            _due("Daniel Osei", "Spot 5", "10-class · 1 left", ChipSpec.of(State.NO_WAIVER)),
            _due("Joanna Kowalska", "Spot 8", "Pay at desk", ChipSpec.of(State.BIRTHDAY), due_chip),
        ),
        names_in=("Priya Nair", "Marco Ricci", "Grace Mensah", "Elif Demir", "Tom Becker"),
    )
    wheel = DueGroup(
        occurrence_id="3-18:30",
        letter="W",
        service=7,
        title="18:30 Wheel throwing",
        came="3 of 7 in",
        hint="starts in 49 min",
        rows=(
            _due("Sam Whitfield", "", "Course · step 3 of 6"),
            _due("Nadia Haddad", "", "Course · step 3 of 6", ChipSpec.of(State.PROVISIONAL)),
            _due("Oskar Nilsson", "", "5-class · 4 left", ChipSpec.of(State.GUARANTEED)),
            _due("Mei Tanaka", "", "Course · step 3 of 6"),
        ),
        names_in=("Ben Carter", "Aisha Rahman", "Leo Fischer"),
    )
    flow = DueGroup(
        occurrence_id="1-18:30",
        letter="V",
        service=6,
        title="18:30 Vinyasa",
        came="0 of 14 in",
        hint="full, 3 waiting",
        rows=tuple(_due(name, "", "Unlimited") for name in ("Ida Holm", "Noor Aziz", "Paul Roy")),
    )
    return (first, wheel, flow)


def _due(name: str, spot: str, note: str, *chips: ChipSpec) -> DueRow:
    return DueRow(client_id=name.lower(), name=name, spot=spot, note=note, chips=chips)


def rush() -> RushBoard:
    """The class that starts next."""
    seen = (
        ("missing", "circle", 3, "Missing", "Lucía, Daniel, Joanna", Tone.NEUTRAL, "Message"),
        ("first", "star", 1, "First visit", "Lucía Romero", Tone.INFO, "Note"),
        ("waiver", "file-pen-line", 1, "No waiver", "Daniel Osei", Tone.ATTENTION, "Show QR"),
        ("unpaid", "banknote", 1, "Unpaid", "Joanna Kowalska · €18.00", Tone.ATTENTION, "Sell"),
        ("birthday", "cake", 1, "Birthday", "Joanna Kowalska, today", Tone.INFO, ""),
    )
    return RushBoard(
        occurrence_id="0-18:00",
        letter="R",
        service=1,
        title="18:00 Reformer Flow",
        came="5 of 8 in",
        starts_in="19 min",
        seats=(Seat.IN,) * 5 + (Seat.DUE,) * 3,
        lines=tuple(
            RushLine(
                kind=kind, icon=icon, count=count, label=label, names=names, tone=tone, action=act
            )
            for kind, icon, count, label, names, tone, act in seen
        ),
    )


def attention() -> tuple[AttentionLine, ...]:
    """What needs a person."""
    items = (
        ("users", "Two desks booked the last seat", "Lucía Romero · Thu 07:00 Reformer Flow"),
        ("user-x", "No teacher for Private 19:00", "Ines R. was booked at Riverside first"),
        ("wrench", "Reformer 3 is out from tomorrow", "Thu 18:45 is one spot short"),
    )
    remedies = ("Offer 08:15", "Pick 1 of 3", "Move spot")
    return tuple(
        AttentionLine(item_id=title, icon=icon, title=title, note=note, action=remedy)
        for (icon, title, note), remedy in zip(items, remedies, strict=True)
    )


def today_view() -> TodayView:
    """The whole page."""
    return TodayView(
        line=day_line(), due=due(), rush=rush(), attention=attention(), attention_count=4
    )
