"""What the resource day shows, as frozen values: instants are UTC milliseconds, texts are ready."""

from msgspec import Struct


class Hold(Struct, frozen=True, kw_only=True):
    """A resource held by an occurrence, or by a client in it; `quantity` where many are held."""

    hold_id: str
    occurrence_id: str
    starts_at: int
    ends_at: int
    span: str
    text: str
    service: int
    quantity: str = ""
    past: bool = False
    provisional: bool = False


class Outage(Struct, frozen=True, kw_only=True):
    """Out of order, with its reason in words."""

    starts_at: int
    ends_at: int
    text: str
    note: str = ""
    outage_id: str = ""


class Clash(Struct, frozen=True, kw_only=True):
    """Where more is held than there is."""

    starts_at: int
    ends_at: int
    text: str


class Level(Struct, frozen=True, kw_only=True):
    """How many of a shared resource are in use."""

    starts_at: int
    ends_at: int
    used: int
    of: int


class ResourceLine(Struct, frozen=True, kw_only=True):
    """One resource. With levels it is drawn as steps, else as bars."""

    resource_id: str
    name: str
    note: str = ""
    holds: tuple[Hold, ...] = ()
    outages: tuple[Outage, ...] = ()
    clashes: tuple[Clash, ...] = ()
    levels: tuple[Level, ...] = ()
    shared: bool = False
    unit: bool = False
    used_percent: int = 0


class ResourceGroup(Struct, frozen=True, kw_only=True):
    """Resources of one type."""

    ident: str
    name: str
    note: str = ""
    used_percent: int | None = None
    lines: tuple[ResourceLine, ...] = ()


class Remedy(Struct, frozen=True):
    """A way to mend a clash."""

    ident: str
    text: str


class Notice(Struct, frozen=True, kw_only=True):
    """A clash in words: what, by whom, what would help, and the ways to mend it."""

    notice_id: str
    title: str
    text: str
    note: str = ""
    remedies: tuple[Remedy, ...] = ()


class WeekCell(Struct, frozen=True, kw_only=True):
    """One resource on one day: how much of it is used, and what is wrong."""

    date: str
    percent: int
    count: int
    clashes: int = 0
    out: bool = False


class WeekRow(Struct, frozen=True, kw_only=True):
    """One resource through a week."""

    resource_id: str
    name: str
    percent: int
    cells: tuple[WeekCell, ...]


class ResourceWeek(Struct, frozen=True, kw_only=True):
    """Seven days of a location; `days` are heads with their date."""

    title: str
    days: tuple[tuple[str, str, bool], ...]
    rows: tuple[WeekRow, ...]
    totals: tuple[int, ...]
    clashes: int = 0
    outages: int = 0
    shown: str = ""
    kinds: tuple["Kind", ...] = ()


class Kind(Struct, frozen=True):
    """A type that the day can be narrowed to."""

    ident: str
    text: str


class ResourceDay(Struct, frozen=True, kw_only=True):
    """One day of a location, from its first hour in view to its last."""

    zone: str
    day: str
    title: str
    from_at: int
    to_at: int
    groups: tuple[ResourceGroup, ...]
    now_at: int | None = None
    now: str = ""
    clashes: int = 0
    outages: int = 0
    shown: str = ""
    kinds: tuple[Kind, ...] = ()
    notice: Notice | None = None
