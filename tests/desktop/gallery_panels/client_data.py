"""Invented clients for the pictures."""

from desktop.features.clients.model import (
    BookingLine,
    ClientLine,
    ClientSlice,
    Credit,
    DetailLine,
    LedgerLine,
    PassLine,
    Profile,
    StoryLine,
)
from desktop.theme.marks import State, Tone
from desktop.widgets.chip import ChipSpec

_FIRST = (
    *("Priya", "Daniel", "Lucía", "Grace", "Tom", "Joanna", "Marco"),
    *("Elif", "Hanna", "Noor", "Ben", "Aisha", "Mei", "Oskar"),
)
_LAST = (
    *("Nair", "Osei", "Romero", "Mensah", "Becker", "Kowalska"),
    *("Ricci", "Demir", "Lindqvist", "Haddad", "Carter"),
)
_COVERS = ("10-class · 3 left", "Unlimited to 3 Dec", "No pass", "5-class · 4 left")
_NEXT = ("Wed 18 Nov 18:00 Reformer Flow", "Fri 20 Nov 07:00 Reformer Flow", "Nothing booked")
TOTAL = 2_418
_U, _H, _F = Credit.USED, Credit.HELD, Credit.FREE


def client(number: int) -> ClientLine:
    """The client at a place of the list."""
    name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number % len(_LAST)]}"
    chips = {0: (ChipSpec.of(State.IN, "In 17:41"),), 1: (ChipSpec.of(State.NO_WAIVER),)}
    return ClientLine(
        client_id=f"c{number}",
        name=name,
        contact=f"+44 7700 90{number:04d} · {name.split(maxsplit=1)[0].lower()}@example.org",
        cover=_COVERS[number % 4],
        next_booking=_NEXT[number % 3],
        chips=chips.get(number, ()),
    )


def find(query: str, offset: int, limit: int) -> ClientSlice:
    """Those whose name begins with the query."""
    if not query:
        upto = min(TOTAL, offset + limit)
        return ClientSlice(TOTAL, tuple(client(n) for n in range(offset, upto)))
    fitting = [n for n in range(200) if client(n).name.lower().startswith(query.lower())]
    found = tuple(client(n) for n in fitting[offset : offset + limit])
    return ClientSlice(len(fitting), found)


def _booking(when: str, title: str, side: str, state: State, *result: str) -> BookingLine:
    letter, service = {"Reformer Flow": ("R", 1), "Mat Basics": ("M", 4), "Vinyasa": ("V", 6)}[
        title
    ]
    mark = state.mark
    coming = "Nov 18:00" in when or "20 Nov" in when or "21 Nov" in when
    return BookingLine(
        occurrence_id=f"{when}/{title}",
        when=when,
        letter=letter,
        service=service,
        title=title,
        side=side,
        icon=mark.icon,
        tone=mark.tone,
        state=result[0] if result else mark.words,
        result=result[1] if len(result) > 1 else "",
        result_tone=Tone.OK if len(result) > 1 and result[1].startswith("Credit back") else
        Tone.NEUTRAL,
        movable=coming and state is not State.IN,
        strong=coming,
    )  # fmt: skip


_LEDGER = (
    LedgerLine(
        entry_id="l4",
        when="17:41",
        icon="check",
        text="Used for Reformer Flow, Wed 18 Nov 18:00",
        note="Checked in by Ruth, front desk, by scan",
        change="0",
        balance="3 free",
        tone=Tone.OK,
    ),
    LedgerLine(
        entry_id="l3",
        when="17 Nov",
        icon="minus",
        text="Held for Reformer Flow, Fri 20 Nov 07:00",
        note="Booked by Priya, portal",
        change="−1",
        balance="3 free",
    ),
    LedgerLine(
        entry_id="l2",
        when="12 Nov",
        icon="rotate-ccw",
        text="Came back from Reformer Flow, Wed 11 Nov",
        note="Late cancel lifted: the seat was taken by Tom Becker",
        change="+1",
        balance="4 free",
        tone=Tone.OK,
    ),
    LedgerLine(
        entry_id="l1",
        when="12 Oct",
        icon="plus",
        text="Bought, 10 credits",
        note="€140.00, card at the desk, receipt NOR-A-000412",
        change="+10",
        balance="10 free",
    ),
)

PROFILE = Profile(
    client_id="c0",
    name="Priya Nair",
    chips=(
        ChipSpec("Founding member", "tag"),
        ChipSpec("Early bird", "tag"),
        ChipSpec.of(State.WAIVER_SIGNED),
        ChipSpec.of(State.HEALTH, "Health note"),
    ),
    contacts=(("phone", "+44 7700 900142"), ("mail", "priya@example.com"), ("cake", "3 May")),
    since="Client since March 2024",
    passes=(
        PassLine(
            pass_id="p1",
            name="10-class pass",
            covers="Reformer, Mat",
            free="3 free",
            credits=(_U,) * 6 + (_H,) + (_F,) * 3,
            sentences=(
                "Bought 12 Oct, 10 credits: 6 used, 1 held, 3 free.",
                "Expires 12 Jan, in 55 days.",
            ),
            ledger=_LEDGER,
        ),
        PassLine(
            pass_id="p2",
            name="Gift credit",
            covers="any class",
            free="1 free",
            credits=(_U, _F),
            sentences=(
                "From Maya Becker, 2 credits: 1 used, 1 free.",
                "Never expires, so it pays last.",
            ),
            ledger=_LEDGER[-1:],
        ),
    ),
    upcoming=(
        _booking("Wed 18 Nov 18:00", "Reformer Flow", "10-class", State.IN, "In 17:41",
                 "Credit stays used"),
        _booking("Fri 20 Nov 07:00", "Reformer Flow", "10-class, 1 held", State.BOOKED, "Booked",
                 "Credit back, to Thu 19:00"),
        _booking("Sat 21 Nov 08:30", "Vinyasa", "Gift credit if seated", State.WAITING,
                 "Waiting, place 1", "Nothing is lost"),
    ),
    past=(
        _booking("Mon 16 Nov 07:00", "Reformer Flow", "Ana Petrov", State.CONFIRMED, "Attended",
                 "10-class, 6th used"),
        _booking("Fri 13 Nov 07:00", "Reformer Flow", "Ana Petrov", State.CONFIRMED, "Attended",
                 "10-class, 5th used"),
        _booking("Wed 11 Nov 19:00", "Reformer Flow", "Leo Baum", State.LATE_CANCEL, "Late cancel",
                 "Came back, seat refilled"),
        _booking("Mon 9 Nov 09:00", "Mat Basics", "Mia Koch", State.NO_SHOW, "No-show",
                 "10-class, 4th used"),
        _booking("Fri 6 Nov 07:00", "Reformer Flow", "Ana Petrov", State.CONFIRMED, "Attended",
                 "10-class, 3rd used"),
    ),
    past_count=145,
    past_note="92 % came · 4 weeks in a row",
    details=(
        DetailLine(label="Household", value="Pays for herself"),
        DetailLine(label="Phone", value="+44 7700 900142"),
        DetailLine(label="E-mail", value="priya@example.com"),
        DetailLine(label="Emergency", value="Dev Nair, +44 7700 900177"),
        DetailLine(label="Tells us by", value="E-mail, SMS for offers"),
        DetailLine(label="Bookings", value="Standard, no limit near"),
        DetailLine(label="Staff note", value="Likes the window side"),
    ),
    payments=(
        StoryLine(entry_id="y1", when="12 Oct 17:02", icon="banknote", text="10-class pass",
                  note="Card at the desk, receipt NOR-A-000412", amount="€140.00"),
        StoryLine(entry_id="y2", when="14 Jul 08:40", icon="banknote", text="10-class pass",
                  note="Cash, receipt NOR-A-000280", amount="€140.00"),
    ),
    notes=(
        StoryLine(entry_id="n1", when="Tue 17 Nov", icon="notebook-pen",
                  text="Shoulder is better, may use the red spring again.",
                  note="Ana Petrov"),
    ),
    history=(
        StoryLine(entry_id="h1", when="17:41", icon="circle-check", tone=Tone.OK,
                  text="Checked in to Reformer Flow",
                  note="Ruth, front desk, by scan · saved here"),
        StoryLine(entry_id="h2", when="09:12", icon="hourglass",
                  text="Joined the waitlist of Sat Vinyasa", note="Priya, portal · confirmed"),
        StoryLine(entry_id="h3", when="Mon", icon="minus", text="Credit used, 4 to 3 free + 1 held",
                  note="Reformer Flow 16 Nov · system"),
        StoryLine(entry_id="h4", when="12 Nov", icon="rotate-ccw", tone=Tone.OK,
                  text="Late cancel lifted, credit back",
                  note="Seat was taken by Tom Becker · rule"),
        StoryLine(entry_id="h5", when="11 Nov", icon="clock-alert", tone=Tone.ATTENTION,
                  text="Cancelled late, 15:20", note="Priya, portal · cut-off was 06:00"),
    ),
    history_count=412,
)  # fmt: skip
NEWCOMER = Profile(
    client_id="c2",
    name="Lucía Romero",
    chips=(ChipSpec.of(State.FIRST_VISIT), ChipSpec.of(State.NO_WAIVER)),
    contacts=(("phone", "+44 7700 900118"),),
    since="Client since today",
    details=(
        DetailLine(label="Phone", value="+44 7700 900118"),
        DetailLine(label="E-mail", value=""),
    ),
)


WHY = {
    PROFILE.client_id: (
        "Why can’t Priya book?",
        "Nothing stops her. The 10-class pass pays first.",
    ),
    NEWCOMER.client_id: (
        "Why can’t Lucía book?",
        "No pass and no payment: sell a pass, or book to pay later.",
    ),
}
