"""The living studio: today in full swing whatever the clock says, and a history that adds up."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest

from core.domain.bookings import (
    BOOKED,
    CANCELLED_STATES,
    CHECKED_IN,
    SEATED,
    WAITING,
    Booking,
    WaitlistEntry,
)
from core.domain.credits import LEDGER_OF_PASS, LedgerEntry, Pass, Payment
from core.domain.organisation import Organisation
from core.domain.people import Card, Client
from core.domain.records import Attention
from core.domain.refusals import Fault
from core.domain.schedule import SCHEDULED, Allocation, Assignment, Occurrence, Resource
from core.domain.zones import MINUTE_MS, local_date, to_local, to_utc
from core.rules.attendance.qr import verify
from core.rules.passes.credits import balance
from core.store.memory_reader import MemoryReader
from sync_server.demo.homes import home_for
from sync_server.demo.studio import Making, make, organisation_of, own_key
from sync_server.office import Office
from sync_server.opening import Where, open_office
from sync_server.store.sql import create_head
from tests.support.rules import rule

NOW = to_utc("2026-11-18", "17:41", "Europe/London")
SUNDAY_MORNING = to_utc("2026-03-29", "07:31", "Europe/London")
LONDON_NIGHT = to_utc("2026-07-04", "02:10", "Europe/London")
SATURDAY_DAWN = to_utc("2026-11-21", "06:13", "Europe/London")


class Made:
    """A studio that was made, and its rows in memory."""

    def __init__(self, now: int) -> None:
        key = own_key(1)
        making = Making(organisation_of(1), 1, now, key)
        making.run()
        self.digest = making.store.read_digest()
        self.version = making.store.head().version
        self.now = now
        self.rows: MemoryReader = making.store.rows
        self.studio = making.studio(key)

    def seats(self, key: str) -> Counter[str]:
        """Bookings of a class by state."""
        wanted = self.studio.occurrences[key]
        return Counter(b.state for b in self.rows.all(Booking) if b.occurrence_id == wanted)

    def of(self, key: str) -> Occurrence:
        found = self.rows.get(Occurrence, self.studio.occurrences[key])
        assert found is not None
        return found


@cache
def made_at(now: int) -> Made:
    """Making takes some seconds, so each moment is made once."""
    return Made(now)


@pytest.fixture(params=[NOW, SUNDAY_MORNING, LONDON_NIGHT, SATURDAY_DAWN], ids=str)
def made(request: pytest.FixtureRequest) -> Made:
    return made_at(request.param)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    opened = open_office(Where(tmp_path_factory.mktemp("server")))
    yield opened
    opened.database.engine.dispose()


@pytest.mark.parametrize("hour", range(24))
def test_it_is_day_where_the_studio_stands_at_every_hour(hour: int) -> None:
    for day in ("2026-01-15", "2026-03-29", "2026-07-15", "2026-10-25"):
        now = to_utc(day, f"{hour:02d}:30", "UTC")
        assert 7 <= to_local(now, home_for(now).zone).hour < 20


def test_one_class_runs_and_one_starts_in_nineteen_minutes(made: Made) -> None:
    running, rush = made.of("running"), made.of("rush")
    assert running.starts_at <= made.now < running.ends_at
    assert 16 * MINUTE_MS <= rush.starts_at - made.now <= 22 * MINUTE_MS
    assert made.seats("rush") == {CHECKED_IN: 5, BOOKED: 3}


def test_those_missing_are_a_first_visit_an_unpaid_one_and_a_birthday(made: Made) -> None:
    bookings = {
        b.client_id: b
        for b in made.rows.all(Booking)
        if b.occurrence_id == made.studio.occurrences["rush"]
    }
    ids = made.studio.clients
    lucia, joanna = bookings[ids["Lucía Romero"]], bookings[ids["Joanna Kowalska"]]  # type: ignore[index]
    assert [b.id for b in made.rows.all(Booking) if b.client_id == lucia.client_id] == [lucia.id]
    assert joanna.due == 18_00
    today = local_date(made.now, made.studio.zone)
    born = [c.name for c in made.rows.all(Client) if c.birthday[5:] == today[5:]]
    assert born == ["Joanna Kowalska"]


def test_one_class_is_full_one_cancelled_one_without_a_teacher_one_has_a_last_seat(
    made: Made,
) -> None:
    full = made.studio.occurrences["full"]
    waits = [w for w in made.rows.all(WaitlistEntry) if w.occurrence_id == full]
    assert made.seats("full")[BOOKED] == made.of("full").capacity
    # one of them may have taken the seat of a client whose no-show cancelled this one too (NS-2)
    assert [w.state for w in waits].count(WAITING) in (2, 3)
    assert made.of("cancelled").state == "cancelled"
    assert set(made.seats("cancelled")) <= set(CANCELLED_STATES)
    assert sum(made.seats("cancelled").values()) == 4
    assert made.of("unassigned").lead_id == ""
    assert made.of("unassigned").conflict == "instructor_busy"
    assert sum(made.seats("last_seat").values()) == made.of("last_seat").capacity - 1


def test_who_is_on_the_last_credit_has_used_all_others(made: Made) -> None:
    """Two desks can sell this credit at once, whatever the hour at which the studio was made."""
    daniel = made.studio.clients["Daniel Osei"]
    (bought,) = [p for p in made.rows.all(Pass) if p.client_id == daniel]
    left = balance(made.rows.find(LEDGER_OF_PASS, bought.id))
    assert (bought.credits, left) == (5, 1)


@rule("SET-1", "SET-4", "SET-8")
def test_what_two_desks_promised_waits_for_a_person(made: Made) -> None:
    kinds = sorted(a.kind for a in made.rows.all(Attention) if a.state == "open")
    assert kinds == ["SET-1", "SET-4", "SET-8"]


@rule("SCH-5")
def test_no_teacher_is_in_two_places_at_once(made: Made) -> None:
    scheduled = {o.id for o in made.rows.all(Occurrence) if o.state == SCHEDULED}
    days: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in made.rows.all(Assignment):
        if one.occurrence_id in scheduled and one.state == "held":
            days[one.staff_id].append((one.starts_at, one.ends_at))
    assert len(days) >= 6
    for spans in days.values():
        assert all(a[1] <= b[0] for a, b in pairwise(sorted(spans)))


@rule("BK-1", "PASS-2", "PAY-4")
def test_the_history_adds_up(made: Made) -> None:
    seats: Counter[str] = Counter()
    for booking in made.rows.all(Booking):
        seats[booking.occurrence_id] += booking.seats if booking.state in SEATED else 0
    for occurrence in made.rows.all(Occurrence):
        assert seats[occurrence.id] <= occurrence.capacity or occurrence.over_capacity
    balances: Counter[str] = Counter()
    for entry in sorted(made.rows.all(LedgerEntry), key=lambda e: (e.at, e.amount < 0)):
        balances[entry.pass_id] += entry.amount
        assert balances[entry.pass_id] >= 0
    numbers = sorted(p.receipt for p in made.rows.all(Payment))
    for place in ("NOR", "RIV"):
        here = [number for number in numbers if number.startswith(place)]
        assert here == [f"{place}-Z-{n:06d}" for n in range(1, len(here) + 1)]


def test_the_history_is_credible(made: Made) -> None:
    past = [b for b in made.rows.all(Booking) if b.ends_at < made.now]
    states = Counter(b.state for b in past)
    assert len(past) > 5000
    assert 0.01 < states["no_show"] / len(past) < 0.06
    assert 0.01 < states["late_cancelled"] / len(past) < 0.06
    ways = Counter(b.check_in_way for b in past if b.check_in_way)
    assert set(ways) == {"scan", "staff", "kiosk"}
    assert len(made.rows.all(Client)) == 240
    assert {b.origin for b in past} == {"staff", "walk_in", "waitlist"}


@rule("CHK-6")
def test_every_client_has_a_card_that_a_desk_believes(made: Made) -> None:
    (organisation,) = made.rows.all(Organisation)
    public = bytes.fromhex(organisation.card_key)
    for name, code in made.studio.codes.items():
        card = made.rows.get(Card, str(verify(code, organisation.id, public)))
        assert card is not None
        assert card.client_id == made.studio.clients[name]


def test_the_same_seed_writes_the_same_studio_into_a_database(office: Office) -> None:
    studio = make(office, 1, NOW, own_key(1))
    again = made_at(NOW)
    assert studio == again.studio
    with office.database.read(studio.organisation_id) as store:
        assert store.read_digest() == again.digest
        assert store.head().version == again.version
        assert store.rows.get(Occurrence, studio.occurrences["rush"]) == again.of("rush")


def test_a_studio_is_not_made_twice_in_one_database(office: Office) -> None:
    with office.database.engine.begin() as connection:
        connection.execute(create_head(organisation_of(2), "history"))
    with pytest.raises(Fault, match="organisation_exists"):
        make(office, 2, NOW)


@rule("SVC-1")
def test_a_class_holds_only_the_rooms_of_its_own_location(made: Made) -> None:
    where = {r.id: r.location_id for r in made.rows.all(Resource)}
    held = [a for a in made.rows.all(Allocation) if a.state == "held"]
    places = {o.id: o.location_id for o in made.rows.all(Occurrence)}
    assert len({places[a.occurrence_id] for a in held}) == 2
    assert all(where[a.resource_id] == places[a.occurrence_id] for a in held)
