"""An invented day of resources for the pictures."""

from datetime import timedelta

from desktop.features.resources.model import (
    Clash,
    Hold,
    Kind,
    Level,
    Notice,
    Outage,
    Remedy,
    ResourceDay,
    ResourceGroup,
    ResourceLine,
)
from tests.desktop.gallery_panels.calendar_data import MONDAY, NOW, SERVICES, TODAY, ZONE, at, clock

DAY = MONDAY + timedelta(days=TODAY)
_REFORMERS = {
    1: "0700 Hanna|0815 Ben|1500 Private|1630 Aisha|1800 Grace",
    2: "0700 Mei|0815 Tom|1215 Sam|1630 Nadia|1800 Lucía",
    3: "0700 Oskar|0815 Sara|1100 Private|1215 Ida|1630 Elif|1800 Elif",
    4: "0700 Priya|0815 Paul|1630 Noor|1800 Priya",
    5: "0700 Jonas|0815 Eva|1215 Ken|1630 Rosa|1800 Daniel|1915 Uma",
    6: "0700 Pia|0815 Max|1630 Noa|1800 Tom",
    7: "0700 Lena|0815 Omar|1215 Finn|1630 Marco|1800 Marco|1915 Zoe",
    8: "0700 Dina|1630 Yuki|1800 Joanna|1915 Ravi ~",
}
_ROOMS = {
    "Studio A": ("14 people", "0730 Vinyasa|0900 Mat|1200 Vinyasa|1700 Mat|1830 Vinyasa|2000 Mat"),
    "Studio B": ("6 people", "1000 Private|1500 Private|1730 Tower|1900 Private|1930 Tower ~"),
    "Wheel room": ("8 wheels", "1000 Wheel|1830 Wheel"),
}
_SHARES = (64, 62, 72, 54, 68, 48, 66, 52)
_LONG = {"Wheel": "Wheel throwing, Ines"}


def _hold(resource: str, line: str) -> Hold:
    start, name, *marks = line.split()
    service = SERVICES.get(name, 1)
    starts_at = at(DAY, start)
    minutes = {7: 120, 12: 60, 4: 45, 6: 60}.get(service, 55)
    ends_at = starts_at + minutes * 60_000
    return Hold(
        hold_id=f"{resource}-{start}-{name}",
        occurrence_id=f"Wed-{start}",
        starts_at=starts_at,
        ends_at=ends_at,
        span=f"{clock(starts_at)}–{clock(ends_at)}",
        text=_LONG.get(name, name),
        service=service,
        past=ends_at < NOW,
        provisional="~" in marks,
    )


def _holds(resource: str, text: str) -> tuple[Hold, ...]:
    return tuple(_hold(resource, line) for line in text.split("|"))


def _level(start: str, end: str, used: int, of: int) -> Level:
    return Level(starts_at=at(DAY, start), ends_at=at(DAY, end), used=used, of=of)


def resource_day() -> ResourceDay:
    """Wednesday at Northgate."""
    spring = Outage(
        starts_at=at(DAY, "0930"),
        ends_at=at(DAY, "1400"),
        text="Out of order",
        note="to 14:00, new spring",
    )
    kiln = Outage(starts_at=at(DAY, "1400"), ends_at=at(DAY, "1600"), text="Kiln firing")
    clash = Clash(starts_at=at(DAY, "1930"), ends_at=at(DAY, "2000"), text="Clash")
    reformers = tuple(
        ResourceLine(
            resource_id=f"reformer-{n}",
            name=f"Reformer {n}",
            holds=_holds(f"reformer-{n}", text),
            outages=(spring,) if n == 6 else (),
            used_percent=_SHARES[n - 1],
        )
        for n, text in _REFORMERS.items()
    )
    rooms = tuple(
        ResourceLine(
            resource_id=name,
            name=name,
            note=note,
            holds=_holds(name, text),
            outages=(kiln,) if name == "Wheel room" else (),
            clashes=(clash,) if name == "Studio B" else (),
            used_percent=percent,
        )
        for (name, (note, text)), percent in zip(_ROOMS.items(), (48, 41, 33), strict=True)
    )
    shared = (
        ResourceLine(
            resource_id="mats",
            name="Mats",
            note="24, shared",
            shared=True,
            levels=(
                _level("0900", "0945", 12, 24),
                _level("1200", "1300", 6, 24),
                _level("1700", "1800", 11, 24),
                _level("1830", "1945", 14, 24),
                _level("2000", "2045", 4, 24),
            ),
            used_percent=46,
        ),
        ResourceLine(
            resource_id="wheels",
            name="Wheels",
            note="8, 1 per person",
            shared=True,
            levels=(_level("1000", "1200", 8, 8), _level("1830", "2030", 7, 8)),
            used_percent=31,
        ),
    )
    return ResourceDay(
        zone=ZONE,
        day="Wed 18 Nov",
        title="Wed 18 Nov",
        from_at=at(DAY, "0700"),
        to_at=at(DAY, "2100"),
        groups=(
            ResourceGroup(
                ident="equipment",
                name="Reformers",
                note="8 units, exclusive",
                used_percent=55,
                lines=reformers,
            ),
            ResourceGroup(
                ident="room", name="Rooms", note="3, exclusive", used_percent=41, lines=rooms
            ),
            ResourceGroup(ident="prop", name="Shared", note="how many are in use", lines=shared),
        ),
        now_at=NOW,
        now="17:41",
        clashes=1,
        outages=2,
        shown="All types",
        kinds=(Kind("all", "All types"), Kind("room", "Rooms"), Kind("equipment", "Equipment")),
        notice=Notice(
            notice_id="n1",
            title="Studio B is held twice, 19:30–20:00.",
            text="Private 19:00 (Hanna, Mon 10:02) holds it; Tower 19:30 (Ruth, offline, 16:50) "
            "was kept without a room.",
            note="Studio B is free from 20:00. 5 people are booked on Tower, none has been told.",
            remedies=(
                Remedy("later", "Start at 20:00"),
                Remedy("room", "Change room"),
                Remedy("open", "Open both"),
            ),
        ),
    )
