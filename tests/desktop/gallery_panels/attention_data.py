"""Invented items for the pictures of Attention."""

from desktop.features.attention.model import DoneLine, Fact, Item, Remedy, Side, Story
from desktop.theme.marks import Tone

_ITEMS = (
    ("seat", "users", "Two desks booked the last seat", "Lucía Romero · Thu 07:00 Reformer Flow",
     "12 min", True),
    ("teacher", "user-x", "No teacher for Private 19:00", "Ines R. was booked at Riverside first",
     "today 19:00", True),
    ("reformer", "wrench", "Reformer 3 is out from tomorrow", "Thu 18:45 is one spot short",
     "Thu", True),
    ("mail", "phone", "E-mail to Victor Almeida failed", "Tower 13:00 was cancelled today",
     "4 h", True),
    ("moved", "calendar-clock", "Sat Vinyasa moved to 08:30, booking followed",
     "Mei Tanaka · told by e-mail", "1 h", False),
    ("no-shows", "circle-check", "3 no-shows taken back, they had come",
     "Mat Basics 09:00 · Riverside desk was late", "3 h", False),
    ("clock", "clock", "Desk clock was 3 min fast, times corrected", "Front desk B", "today",
     False),
)  # fmt: skip
ITEMS = tuple(
    Item(item_id=i, icon=icon, title=title, note=note, age=age, needs_you=needs)
    for i, icon, title, note, age, needs in _ITEMS
)


def _facts(**values: str) -> tuple[Fact, ...]:
    return tuple(Fact(label=label.capitalize(), value=value) for label, value in values.items())


STORY = Story(
    item_id="seat",
    chip="Needs you",
    since="Since 17:29, when front desk A was last online · class in 13 h",
    title="Two desks booked the last seat",
    sentence=(
        (
            "Reformer Flow, Thu 19 Nov 07:00, has 8 seats. Daniel’s booking arrived first and has "
            "the seat. Lucía’s was made offline and is now "
        ),
        "first on the waitlist",
        ". She thinks that she has a place.",
    ),
    sides=(
        Side(
            icon="circle-check",
            tone=Tone.OK,
            outcome="Has the seat",
            name="Daniel Osei",
            note="Spot 5 · 10-class pass, 1 held",
            facts=_facts(
                booked="Wed 18 Nov 14:02",
                by="Hanna, front desk B, online",
                arrived="14:02",
                told="Confirmation, 14:03",
                phone="+44 7700 900163",
            ),
        ),
        Side(
            icon="hourglass",
            tone=Tone.ATTENTION,
            outcome="On the waitlist, place 1",
            name="Lucía Romero",
            note="No credit held · first visit was today",
            facts=(
                *_facts(
                    booked="Wed 18 Nov 14:20",
                    by="Tom, front desk A, offline",
                    arrived="17:29",
                    told="Nothing yet",
                ),
                Fact(label="Phone", value="+44 7700 900118", remark="prefers a call", strong=True),
            ),
            marked=True,
        ),
    ),
    remedies=(
        Remedy(
            ident="offer",
            text="Offer Thu 08:15 Reformer Flow",
            note="2 seats free, same teacher. Books her and sends the change.",
            button="Offer 08:15",
        ),
        Remedy(
            ident="keep",
            text="Keep on the waitlist and tell her",
            note="A seat came free in 6 of the last 8 Thursdays by 20:00.",
            button="Keep and tell",
        ),
        Remedy(
            ident="mat",
            text="Move to Thu 09:30 Mat Basics",
            note="4 places free, teacher Mia K. Her drop-in covers it.",
            button="Move to Mat",
        ),
        Remedy(
            ident="cancel",
            text="Cancel and say sorry",
            note="No credit was taken. Adds a gift credit if you wish.",
            button="Cancel it",
        ),
    ),
    done=(
        DoneLine(
            when="17:29",
            icon="arrow-down-up",
            text="Lucía’s booking reached the server, the class was full",
        ),
        DoneLine(
            when="17:29",
            icon="hourglass",
            text="Put on the waitlist by booking time, place 1; her credit hold was released",
        ),
        DoneLine(
            when="17:29",
            icon="bell-off",
            text="Her confirmation was held back, nothing was sent",
        ),
    ),
)
