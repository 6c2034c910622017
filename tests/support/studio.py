"""A small studio made by commands through the bus, for tests of everything that stands on core.

    studio = Studio.open()
    studio.do(Book(studio.anna, studio.yoga_0900))               # the receptionist, at NOW
    studio.refuse(Book(studio.anna, studio.yoga_0900))           # -> Refusal
    studio.run(CancelBooking(...), by=studio.manager, at=studio.later(minutes=30))

The day is Monday 2 March 2026, NOW is 08:00 in London. Berlin is an hour ahead. See `open` for
who and what there is; nobody owns a pass until `sell`.
"""

from typing import Any, TypeVar

from core import bus
from core.changes import Act, Event, Outcome
from core.commands.catalogue import (
    CreatePassProduct,
    CreateResource,
    CreateService,
    ResourceNeed,
)
from core.commands.people import CreateClient, NewClient
from core.commands.registry import Command
from core.commands.sales import SellPass
from core.commands.schedule import CreateOccurrence
from core.commands.setup import (
    CreateLocation,
    CreateOrganisation,
    CreateStaff,
    EnrolDesk,
    GrantRole,
    SetSetting,
)
from core.domain.bookings import Booking, WaitlistEntry
from core.domain.catalogue import PassProduct
from core.domain.credits import LEDGER_OF_PASS
from core.domain.ids import (
    ClientId,
    CommandId,
    DeskId,
    LocationId,
    PassId,
    StaffId,
    booking_id,
    derive,
    waitlist_entry_id,
)
from core.domain.organisation import Desk
from core.domain.refusals import Refusal
from core.domain.rows import Row
from core.domain.zones import MINUTE_MS, to_utc
from core.rules.passes.credits import balance
from core.store.memory_reader import MemoryReader
from core.store.overlay import Overlay

DAY = "2026-03-02"
NOW = to_utc(DAY, "08:00", "Europe/London")

R = TypeVar("R", bound=Row)


class Studio:
    """One organisation in memory, and the way to act in it."""

    organisation: str
    london: str
    berlin: str
    owner: str
    manager: str
    """Manager in London."""
    receptionist: str
    """Receptionist in London."""
    instructor: str
    """Leads what is on in London."""
    second_instructor: str
    finance: str
    berlin_manager: str
    berlin_receptionist: str
    yoga: str
    """A class for 3, a credit needed (or 15.00 at the desk), no resources."""
    reformer: str
    """A class for 6 with one reformer per attendee, of which London has 4."""
    talk: str
    """A class for 10 that needs no credit and costs nothing."""
    private: str
    """A session for 1, 60.00."""
    room: str
    reformers: str
    ten: str
    """Punch pass, 10 credits, 90 days, 120.00, all services."""
    single: str
    """Punch pass, 1 credit, 30 days, 18.00, all services."""
    monthly: str
    """Unlimited, 30 days, 99.00, all services, 3 future bookings."""
    anna: str
    ben: str
    clara: str
    dora: str
    emil: str
    yoga_0900: str
    yoga_1800: str
    reformer_1000: str
    talk_1200: str
    private_1400: str
    yoga_tomorrow: str
    yoga_berlin: str
    """09:00 in Berlin, the same moment as NOW."""
    desk: str
    """A desk in London."""
    berlin_desk: str

    def __init__(self, reader: MemoryReader | None = None) -> None:
        self.reader = reader if reader is not None else MemoryReader()
        self.events: list[Event] = []
        self.last: Act
        self._commands = 0

    @classmethod
    def open(cls) -> "Studio":
        """The studio as described above."""
        studio = cls()
        _people_and_places(studio)
        _catalogue(studio)
        _clients(studio)
        _calendar(studio)
        studio.events.clear()
        return studio

    # acting

    def run(self, command: Command, **how: Any) -> Outcome | Refusal:
        """Run a command for the first time; `how` is by, at, approved_by, system, as_client,
        command_id."""
        act = self.act(**how)
        draft = Overlay(self.reader)
        result = bus.run(draft, act, command)
        self.reader.apply(draft.changes())
        self.last = act
        if isinstance(result, Outcome):
            self.events.extend(result.events)
        return result

    def do(self, command: Command, **how: Any) -> Outcome:
        """Run a command that must succeed."""
        result = self.run(command, **how)
        assert isinstance(result, Outcome), f"{command} was refused: {result}"
        return result

    def refuse(self, command: Command, **how: Any) -> Refusal:
        """Run a command that must be refused; nothing may have been written."""
        result = self.run(command, **how)
        assert isinstance(result, Refusal), f"{command} was not refused: {result}"
        return result

    def preview(self, command: Command, **how: Any) -> Outcome | Refusal:
        """What a command would do, with nothing written."""
        return bus.preview(Overlay(self.reader), self.act(**how), command)[0]

    def act(
        self,
        *,
        by: str = "",
        at: int = NOW,
        approved_by: str = "",
        system: bool = False,
        command_id: str = "",
        as_client: str = "",
        desk: str | None = None,
        nobody: bool = False,
        offline: bool = False,
    ) -> Act:
        """Who and when: by default the receptionist of London, at NOW, at the desk there.

        `as_client` acts on the web for themselves, without a desk; `nobody` is the desk itself.
        """
        self._commands += 1
        key = CommandId(command_id or derive("command of a test", str(self._commands)))
        if as_client:
            return Act(key, StaffId(""), at, client_id=ClientId(as_client))
        return Act(
            key,
            StaffId("" if nobody else by or getattr(self, "receptionist", "")),
            at,
            DeskId(getattr(self, "desk", "") if desk is None else desk),
            LocationId(getattr(self, "london", "")),
            StaffId(approved_by),
            system=system,
            offline=offline,
        )

    @staticmethod
    def later(*, hours: int = 0, minutes: int = 0) -> int:
        """NOW and so much later."""
        return NOW + (hours * 60 + minutes) * MINUTE_MS

    # making more

    def put(self, row: Row) -> None:
        """Lay a row down that no command of this studio made."""
        draft = Overlay(self.reader)
        draft.put(row)
        self.reader.apply(draft.changes())

    def client(self, name: str, **data: Any) -> str:
        """Add a client and return the id."""
        return self._id("client_id", CreateClient(NewClient(name, **data)))

    def sell(self, client: str, product: str, **how: Any) -> PassId:
        """Sell a pass at its price and return its id."""
        price = self.get(PassProduct, product).price
        sale = SellPass(client, product, self.london, price, "cash", "LON-A-000001")
        return PassId(self.do(sale, **how).facts["pass_id"])

    def occurrence(self, service: str, local_start: str, **data: Any) -> str:
        """Put one occurrence on the calendar, by the owner, without a lead unless given."""
        fields: dict[str, Any] = {
            "location_id": self.london,
            "local_date": DAY,
            "capacity": 3,
        } | data
        fields.setdefault("duration_min", 60)
        made = CreateOccurrence(service_id=service, local_start=local_start, **fields)
        return self._id("occurrence_id", made, by=self.owner)

    def set(self, key: str, value: Any, service: str = "") -> None:
        """Set a setting of the organisation, or of a service, by the owner."""
        scope: Any = "service" if service else "organisation"
        self.do(SetSetting(scope, key, value, service), by=self.owner)

    # looking

    def get(self, row_type: type[R], id: str) -> R:
        """A row that must be there."""
        row = self.reader.get(row_type, id)
        assert row is not None, f"no {row_type.__name__} {id}"
        return row

    def booking(self, client: str, occurrence: str) -> Booking:
        """The client's booking in an occurrence, which must be there."""
        return self.get(Booking, booking_id(occurrence, client))

    def entry(self, client: str, occurrence: str) -> WaitlistEntry:
        """The client's waitlist entry in an occurrence, which must be there."""
        return self.get(WaitlistEntry, waitlist_entry_id(occurrence, client))

    def balance(self, pass_id: str) -> int:
        """The sum of a pass's ledger."""
        return balance(self.reader.find(LEDGER_OF_PASS, pass_id))

    def ledger(self, pass_id: str) -> list[tuple[str, int]]:
        """Kind and amount of a pass's entries, in order of time."""
        entries = self.reader.find(LEDGER_OF_PASS, pass_id)
        return [(entry.kind, entry.amount) for entry in entries]

    def rows(self) -> dict[str, list[Row]]:
        """Every row by table, to compare two states."""
        return {
            row_type.table: self.reader.all(row_type)
            for row_type in sorted(self.reader.tables, key=lambda t: t.table)
        }

    def _id(self, fact: str, command: Command, **how: Any) -> str:
        return str(self.do(command, **how).facts[fact])

    def _founded(self, fact: str, command: Command) -> str:
        return self._id(fact, command, system=True)


def _people_and_places(s: Studio) -> None:
    s.organisation = s._founded(
        "organisation_id",
        CreateOrganisation("org-harbour", "Harbour Studio", "harbour", "GBP", country="GB"),
    )
    hours = {str(day): (("06:00", "22:00"),) for day in range(7)}
    s.london = s._founded(
        "location_id",
        CreateLocation("Harbour London", "Europe/London", "LON", opening_hours=hours),  # type: ignore[arg-type]
    )
    s.berlin = s._founded("location_id", CreateLocation("Harbour Berlin", "Europe/Berlin", "BER"))
    s.owner = _staff(s, "Olive Owner", "org_owner", "")
    s.manager = _staff(s, "Mara Manager", "location_manager", s.london)
    s.receptionist = _staff(s, "Rita Reception", "receptionist", s.london)
    s.instructor = _staff(s, "Ines Instructor", "instructor", s.london)
    s.second_instructor = _staff(s, "Ivo Instructor", "trainer", s.london)
    s.finance = _staff(s, "Fay Finance", "finance_manager", "")
    s.berlin_manager = _staff(s, "Bernd Manager", "location_manager", s.berlin)
    s.berlin_receptionist = _staff(s, "Bea Reception", "receptionist", s.berlin)
    s.desk = s._founded("desk_id", EnrolDesk("desk-a", s.london, "Front", "A", "a" * 64))
    s.berlin_desk = "desk-berlin"
    s.put(Desk(DeskId("desk-berlin"), LocationId(s.berlin), "Empfang", "A", "b" * 64, NOW))


def _staff(s: Studio, name: str, role: Any, location: str) -> str:
    member = s._founded("staff_id", CreateStaff(name, categories=("mat", "reformer", "private")))
    s.do(GrantRole(member, role, location), system=True)
    return member


def _catalogue(s: Studio) -> None:
    s.room = s._founded("resource_id", CreateResource(s.london, "Room 1", "room"))
    s.reformers = s._founded("resource_id", CreateResource(s.london, "Reformer", "equipment", 4))
    s.yoga = s._founded("service_id", CreateService("Yoga", "class", "mat", 60, 3, price=15_00))
    needs = (ResourceNeed(s.reformers, per_attendee=1),)
    s.reformer = s._founded(
        "service_id",
        CreateService("Reformer", "class", "reformer", 60, 6, price=25_00, needs=needs),
    )
    s.talk = s._founded(
        "service_id", CreateService("Talk", "class", "mat", 60, 10, credit_needed=False)
    )
    s.private = s._founded(
        "service_id", CreateService("Private", "session", "private", 60, 1, price=60_00)
    )
    s.ten = s._founded("product_id", CreatePassProduct("10 classes", "punch", 120_00, 10, 90))
    s.single = s._founded("product_id", CreatePassProduct("Single", "punch", 18_00, 1, 30))
    s.monthly = s._founded(
        "product_id", CreatePassProduct("Monthly", "unlimited", 99_00, validity_days=30)
    )


def _clients(s: Studio) -> None:
    s.anna = s.client("Anna Ångström", email="anna@example.org", phone="+442079460001")
    s.ben = s.client("Ben Brook", email="ben@example.org")
    s.clara = s.client("Clara Cole", phone="+442079460003")
    s.dora = s.client("Dora Dean")
    s.emil = s.client("Emil Eck")


def _calendar(s: Studio) -> None:
    led = {"lead_id": s.instructor}
    s.yoga_0900 = s.occurrence(s.yoga, "09:00", **led)
    s.reformer_1000 = s.occurrence(s.reformer, "10:00", capacity=6, **led)
    s.talk_1200 = s.occurrence(s.talk, "12:00", capacity=10, **led)
    s.private_1400 = s.occurrence(s.private, "14:00", capacity=1, **led)
    s.yoga_1800 = s.occurrence(s.yoga, "18:00", **led)
    s.yoga_tomorrow = s.occurrence(s.yoga, "18:00", local_date="2026-03-03", **led)
    s.yoga_berlin = s.occurrence(s.yoga, "09:00", location_id=s.berlin)
