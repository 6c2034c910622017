"""The week of the demo studio, planned as series from three months ago to four weeks ahead.

Today runs like a Wednesday, whatever day it is, and its classes around now give way to the rush.
"""

from core.commands.schedule import CreateSeries
from core.domain.zones import MINUTE_MS, add_days, local_date, to_utc
from sync_server.demo.catalogue import (
    CAPACITY,
    MAT,
    NORTHGATE,
    PRIVATE,
    REFORMER,
    RIVERSIDE,
    TOWER,
    VINYASA,
    WHEEL,
    Places,
)
from sync_server.demo.clerk import Clerk, person
from sync_server.demo.rush import TEACHERS, Weekly, gives_way

HISTORY_DAYS = 91
AHEAD_DAYS = 28
BUSY_DAY = "WE"


WEEK = (
    Weekly(REFORMER, "07:00", 55, "MO TU WE TH FR", "Ana"),
    Weekly(REFORMER, "08:15", 55, "MO WE TH", "Ana"),
    Weekly(REFORMER, "09:30", 55, "TU TH", "Leo"),
    Weekly(REFORMER, "12:15", 55, "MO WE TH FR", "Ana"),
    Weekly(REFORMER, "12:15", 55, "TU", "Leo"),
    Weekly(REFORMER, "16:30", 55, "MO WE FR", "Leo"),
    Weekly(REFORMER, "18:00", 55, "MO TU WE TH", "Ana"),
    Weekly(REFORMER, "19:15", 55, "MO TU WE TH", "Leo"),
    Weekly(REFORMER, "08:00", 55, "SA", "Leo"),
    Weekly(REFORMER, "09:45", 55, "SA", "Ana"),
    Weekly(REFORMER, "09:30", 55, "SU", "Leo"),
    Weekly(VINYASA, "07:30", 60, "MO WE FR", "Jon"),
    Weekly(MAT, "09:00", 45, "MO TU WE TH FR", "Mia"),
    Weekly(VINYASA, "12:15", 60, "TU WE TH", "Jon"),
    Weekly(MAT, "17:00", 60, "MO WE TH", "Mia"),
    Weekly(VINYASA, "18:30", 75, "MO TU WE TH", "Jon"),
    Weekly(MAT, "20:00", 45, "TU WE", "Mia"),
    Weekly(VINYASA, "08:30", 75, "SA", "Jon"),
    Weekly(MAT, "10:15", 45, "SA SU", "Mia"),
    Weekly(VINYASA, "08:45", 75, "SU", "Jon"),
    Weekly(TOWER, "09:30", 55, "MO WE", "Leo"),
    Weekly(PRIVATE, "11:00", 60, "MO TU WE TH FR", "Leo"),
    Weekly(TOWER, "13:15", 55, "WE TH", "Leo"),
    Weekly(PRIVATE, "15:00", 60, "MO WE", "Leo"),
    Weekly(TOWER, "17:30", 55, "MO WE FR", "Leo"),
    Weekly(WHEEL, "10:00", 120, "MO WE", "Ines"),
    Weekly(WHEEL, "14:00", 120, "WE", "Ines"),
    Weekly(WHEEL, "17:30", 120, "TU", "Ines"),
    Weekly(WHEEL, "18:30", 120, "WE TH", "Ines"),
    Weekly(WHEEL, "11:15", 120, "FR SA SU", "Ines"),
    Weekly(MAT, "08:00", 60, "TU TH", "Tomás", RIVERSIDE),
    Weekly(REFORMER, "09:30", 55, "MO WE FR", "Tomás", RIVERSIDE, 6),
    Weekly(MAT, "12:30", 45, "TU WE TH", "Tomás", RIVERSIDE),
    Weekly(MAT, "18:00", 60, "MO WE", "Tomás", RIVERSIDE),
    Weekly(REFORMER, "19:15", 55, "MO TU TH", "Tomás", RIVERSIDE, 6),
    Weekly(MAT, "10:00", 60, "SA", "Tomás", RIVERSIDE),
)


def plan_week(clerk: Clerk, places: Places, now: int, at: int) -> None:
    """Plan every series; a clash of rooms or teachers would be refused."""
    first = add_days(local_date(now, places.zones[NORTHGATE]), -HISTORY_DAYS)
    for entry in WEEK:
        zone = places.zones[entry.place]
        today = local_date(now, zone)
        days = entry.days.split()
        starts_at = to_utc(today, entry.start, zone)
        ends_at = starts_at + entry.minutes * MINUTE_MS
        runs = BUSY_DAY in days and not gives_way(entry, places, now, starts_at, ends_at)
        clerk.do(
            CreateSeries(
                places.services[entry.service],
                places.locations[entry.place],
                f"FREQ=WEEKLY;BYDAY={','.join(days)}",
                first,
                entry.start,
                entry.minutes,
                entry.capacity or CAPACITY[entry.service],
                places.staff[TEACHERS[entry.lead]],
                skipped=() if runs else (today,),
                added=(today,) if runs else (),
                generate_to=add_days(today, AHEAD_DAYS),
            ),
            at,
            person(places.staff["Ruth Hartley"], places.locations[entry.place]),
        )
