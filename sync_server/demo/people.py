"""The clients of the demo studio: who they are, what they like, how reliable they are."""

from random import Random

import msgspec

from core.commands.people import BindCard, CreateClient, NewClient
from core.domain.folding import fold
from core.domain.ids import derive
from core.domain.zones import DAY_MS, HOUR_MS, MINUTE_MS, local_date
from sync_server.demo.catalogue import (
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
from sync_server.demo.homes import Home
from sync_server.demo.names import names

CROWD = 228
YEARS_MS = 2 * 365 * DAY_MS
HISTORY_MS = 91 * DAY_MS
TASTES = (
    (REFORMER, TOWER),
    (REFORMER, MAT),
    (MAT, VINYASA),
    (VINYASA, REFORMER),
    (WHEEL,),
    (WHEEL, VINYASA),
    (PRIVATE, REFORMER),
)
TASTE_WEIGHTS = (22, 24, 20, 14, 10, 5, 5)
HABITS = ("10-class", "5-class", "Unlimited month", "Drop-in", "at the desk")
HABIT_WEIGHTS = (38, 20, 20, 14, 8)
EAGER = {
    "10-class": (0.7, 1.0, 1.3),
    "5-class": (0.4, 0.7),
    "Unlimited month": (1.4, 1.8, 2.2),
    "Drop-in": (0.15, 0.3),
    "at the desk": (0.15, 0.3),
}
TAGS = ((), (), (), ("Early bird",), ("Founding member",), ("Teacher training",), ("Student",))
NOTES = (
    "",
    "",
    "",
    "",
    "",
    "Likes the window side",
    "Left knee: no deep flexion",
    "New to pilates",
)


class Regular(msgspec.Struct):
    """One client and how they live here. `eager` is how often they come beside others."""

    name: str
    home: str
    tastes: tuple[str, ...]
    habit: str
    eager: float
    absent: float
    joined_at: int
    scripted: bool = False
    early: bool = False
    id: str = ""
    card_id: str = ""


CAST = (
    ("Lucía Romero", "Drop-in"),
    ("Daniel Osei", "5-class"),
    ("Joanna Kowalska", "at the desk"),
    ("Priya Nair", "10-class"),
    ("Marco Ricci", "Unlimited month"),
    ("Grace Mensah", "Unlimited month"),
    ("Elif Demir", "10-class"),
    ("Tom Becker", "10-class"),
    ("Hanna Lindqvist", "10-class"),
    ("Clara Jensen", "at the desk"),
    ("Sara Lindner", "10-class"),
    ("Ben Carter", "10-class"),
)
"""Who is around the class that starts next; what they do is told, not drawn."""

NEW_TODAY = "Lucía Romero"
BIRTHDAY_TODAY = "Joanna Kowalska"


def invent(random: Random, now: int) -> list[Regular]:
    """All clients, by the time they joined."""
    cast = [_of_cast(name, habit, random, now) for name, habit in CAST]
    crowd = [_of_crowd(name, random, now) for name in names(random, CROWD, {c.name for c in cast})]
    return sorted([*cast, *crowd], key=lambda one: (one.joined_at, one.name))


def _of_cast(name: str, habit: str, random: Random, now: int) -> Regular:
    joined = now - HISTORY_MS - random.randrange(400) * DAY_MS
    if name == NEW_TODAY:
        joined = now - 26 * HOUR_MS
    return Regular(name, NORTHGATE, (REFORMER,), habit, 0.0, 0.0, joined, scripted=True)


def _of_crowd(name: str, random: Random, now: int) -> Regular:
    habit = random.choices(HABITS, HABIT_WEIGHTS)[0]
    tastes = random.choices(TASTES, TASTE_WEIGHTS)[0]
    elsewhere = random.random() < 0.2 and not {WHEEL, PRIVATE} & set(tastes)
    recent = random.random() < 0.25
    ago = random.randrange(HISTORY_MS if recent else YEARS_MS - HISTORY_MS)
    return Regular(
        name,
        RIVERSIDE if elsewhere else NORTHGATE,
        (MAT, REFORMER) if elsewhere else tastes,
        habit,
        random.choice(EAGER[habit]),
        random.choice((0.0, 0.01, 0.02, 0.03, 0.08)),
        now - ago - (0 if recent else HISTORY_MS) - 2 * DAY_MS,
        early=random.random() < 0.35,
    )


def enter(
    clerk: Clerk, places: Places, home: Home, crowd: list[Regular], random: Random, now: int
) -> None:
    """Make the clients and bind a member card to each."""
    desk = person(places.staff["Noor Karim"], places.locations[NORTHGATE])
    today = local_date(now, places.zones[NORTHGATE])
    mails = _mails(crowd)
    for number, one in enumerate(crowd):
        certain = one.scripted
        new = NewClient(
            one.name,
            email=mails[number] if certain or random.random() < 0.95 else "",
            phone=f"{home.phones}{100 + number}" if certain or random.random() < 0.9 else "",
            birthday=_birthday(one, today, random),
            language=random.choice(("", "", "en", "es", "de", "pl")),
            notes="" if certain else random.choice(NOTES),
            tags=random.choice(TAGS),
            contact={"sms": True} if random.random() < 0.3 else {},
            emergency_contact=_emergency(one, number, home, random),
            home_location_id=places.locations[one.home],
        )
        one.id = clerk.do(CreateClient(new), one.joined_at, desk)["client_id"]
        one.card_id = derive("demo card", places.organisation_id, str(number))
        clerk.do(BindCard(one.card_id, one.id), one.joined_at + MINUTE_MS, desk)


def _emergency(one: Regular, number: int, home: Home, random: Random) -> str:
    """Somebody of the same family name, for most."""
    if random.random() < 0.3:
        return ""
    (given,) = names(random, 1, set())
    return f"{given.split()[0]} {one.name.split()[-1]}, {home.phones}{600 + number}"


def _birthday(one: Regular, today: str, random: Random) -> str:
    """Only one person has a birthday today."""
    year, month = random.randrange(1952, 2007), random.randrange(1, 13)
    born = f"{year}-{month:02d}-{random.randrange(1, 29):02d}"
    if one.name == BIRTHDAY_TODAY:
        return f"1988{today[4:]}"
    known = one.scripted or random.random() < 0.7
    return born if known and born[5:] != today[5:] else ""


def _mails(crowd: list[Regular]) -> list[str]:
    """An address for each, all different."""
    found: list[str] = []
    for one in crowd:
        parts = "".join(c if c.isalnum() and c.isascii() else "." for c in fold(one.name))
        mail = f"{parts.strip('.')}@example.org"
        found.append(mail if mail not in found else f"{parts.strip('.')}{len(found)}@example.org")
    return found
