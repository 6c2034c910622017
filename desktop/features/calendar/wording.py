"""Which words a block shows in the room it has, by order of survival (U-47). Pure.

Lost in this order: end time, badge, teacher, capacity of a full class, waiting, the long name.
"""

from collections.abc import Callable

from msgspec import Struct

from desktop.features.calendar.model import CalendarBlock

BADGE_ROOM = 20
ICON_ROOM = 16
GAP = 6
SEAT_GAP = 3
TWO_LINES, THREE_LINES = 32, 50
Measure = Callable[[str, bool], float]


class BlockWords(Struct, frozen=True):
    """Lines of a block. `beside` stands after the time, `below` on a line of its own."""

    title: str
    time: str = ""
    beside: str = ""
    seats: str = ""
    below: str = ""
    badge: bool = False


def seat_texts(block: CalendarBlock) -> tuple[str, ...]:
    """Ways to say the seats, the fullest first; a bold number alone means full."""
    waiting = f" +{block.waiting}" if block.waiting else ""
    both = f"{block.booked}/{block.capacity}"
    return (both + waiting, f"{block.booked}{waiting}", both, str(block.booked))


def _details(block: CalendarBlock, teacher: str, room: float, measure: Measure) -> BlockWords:
    """Time, teacher and seats on one line of `room` pixels."""
    times = (block.span, block.time) if not teacher else (block.time,)
    besides = (teacher, "") if teacher else ("",)
    for seats in ("",) if block.cancelled else seat_texts(block):
        for beside in besides:
            for time in times:
                need = measure(time, False) + (GAP + measure(beside, False) if beside else 0)
                if need + (SEAT_GAP + measure(seats, block.full) if seats else 0) <= room:
                    return BlockWords("", time, beside, seats)
    return BlockWords("", block.time)


def words_for(
    block: CalendarBlock, width: float, height: float, measure: Measure, title: Measure
) -> BlockWords:
    """The words for `width` by `height` pixels of text room.

    `measure` and `title` say how wide a text is (text, bold) in details and title.
    """
    icon = ICON_ROOM if corner_icon(block) else 0
    badge = title(block.title, True) + BADGE_ROOM + icon <= width
    name = block.title
    if title(name, True) + icon > width:
        name = block.short_title
    if height < TWO_LINES:
        fits = title(name, True) + GAP + measure(block.time, False) + icon <= width
        return BlockWords(name, block.time if fits else "")
    lines = height >= THREE_LINES
    teacher = block.needs or block.teacher
    made = _details(block, "" if lines else teacher, width, measure)
    return BlockWords(name, made.time, made.beside, made.seats, teacher if lines else "", badge)


def corner_icon(block: CalendarBlock) -> str:
    """The mark at the top right, if the state has one."""
    if block.cancelled:
        return "x"
    if block.clash:
        return "octagon-x"
    if block.needs:
        return "triangle-alert"
    return "circle-dashed" if block.provisional else ""
