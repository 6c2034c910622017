"""Each command that can be undone gets its inverse from what it did, and the inverse works."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from core.commands.arrivals import CheckIn, CheckInAll, CheckInByCode, MarkNoShow, WalkIn
from core.commands.assigning import AllowSelfBooking, AssignClient, LinkOwnClient
from core.commands.attendance import Suspend
from core.commands.availability import (
    AddAvailability,
    AddException,
    EndAvailability,
    EndException,
    EndTimeOff,
    TakeTimeOff,
)
from core.commands.catalogue import CreatePassProduct, CreateResource
from core.commands.class_messages import WriteToClass
from core.commands.closures import CloseLocation
from core.commands.identity import RenameDesk
from core.commands.imports import BookingLine, ClientLine, ImportBookings, ImportClients
from core.commands.memberships import EndMembership
from core.commands.notes import WriteNote
from core.commands.passes import FreezePass
from core.commands.people import (
    ArchiveClient,
    BindCard,
    CreateClient,
    EditClient,
    FieldChange,
    NewClient,
)
from core.commands.registering import (
    BookAgain,
    BookDates,
    PlanCourseRun,
    RegisterCourse,
    SetCourseSteps,
    StepDate,
    StepPlan,
)
from core.commands.registry import Command, spec_of, specs
from core.commands.reopening import ReinstateOccurrence
from core.commands.requesting import BookSession, Proposed, RequestSession
from core.commands.resources import ChangeResource, EditResource
from core.commands.sales import AdjustCredits, SellPass
from core.commands.schedule import (
    CancelOccurrence,
    ChangeCapacity,
    CreateOccurrence,
    CreateSeries,
    GenerateSeries,
    MoveOccurrence,
)
from core.commands.seats import Book, CancelBooking, Reschedule
from core.commands.series_dates import AddDate, SkipDate
from core.commands.services import ArchiveService
from core.commands.setup import GrantRole
from core.commands.spots import (
    ChooseSpot,
    LayOutSpots,
    LeaveSpot,
    SpotPlace,
    TakeOutOfOrder,
)
from core.commands.staff import ArchiveStaff, SetAssistants, SetSeriesAssistants
from core.commands.substituting import CheckInStaff, Substitute
from core.commands.till import SellAtTill, TillLine, TillPayment
from core.commands.undoing import undo_of
from core.commands.waiting import (
    HoldSeats,
    JoinWaitlist,
    OfferSeat,
    OrderWaitlist,
    PinWaitlist,
)
from core.domain.availability import Availability, AvailabilityException, StaffArrival, TimeOff
from core.domain.bookings import Booking, SeatHold, WaitlistEntry
from core.domain.catalogue import Service
from core.domain.closures import Closure
from core.domain.courses import STEPS_OF_SERVICE, CourseRun, Registration
from core.domain.credits import LEDGER_OF_PASS, PASSES_OF_CLIENT
from core.domain.notes import Note
from core.domain.organisation import Desk, Grant, StaffMember
from core.domain.people import Client, InstructorClient
from core.domain.requests import BookingRequest
from core.domain.rows import Row
from core.domain.schedule import Allocation, Assignment, Occurrence, Resource, Series
from core.domain.spots import Spot, SpotUse
from core.domain.suspensions import Suspension
from tests.core.commands.test_undoing_studio import CASES as STUDIO_CASES
from tests.support.rules import rule
from tests.support.studio import DAY, Studio

CARD = "c" * 32
Make = Callable[[Studio], Command]


def booked(s: Studio) -> None:
    s.do(Book(s.anna, s.yoga_0900))


def booked_tomorrow(s: Studio) -> None:
    s.do(Book(s.anna, s.yoga_tomorrow))


def membership(s: Studio) -> None:
    command = CreatePassProduct("Member", "membership", 50_00, validity_months=1)
    s.sell(s.ben, str(s.do(command, by=s.owner).facts["product_id"]))
    april = s.occurrence(s.yoga, "18:00", local_date="2026-04-20")
    s.do(Book(s.ben, april))


def owes_a_seat(s: Studio) -> None:
    s.do(Book(s.ben, s.yoga_1800, pay_at_desk=True))


def carded(s: Studio) -> None:
    s.do(BindCard(CARD, s.anna))
    booked(s)


def full(s: Studio) -> None:
    s.do(Book(s.ben, s.yoga_0900, seats=3, pay_at_desk=True))


def seat_came_free(s: Studio) -> None:
    full(s)
    s.do(JoinWaitlist(s.anna, s.yoga_0900))
    s.do(ChangeCapacity(s.yoga_0900, 4), by=s.manager)


def two_wait(s: Studio) -> None:
    full(s)
    s.do(JoinWaitlist(s.anna, s.yoga_0900), at=s.later(minutes=1))
    s.do(JoinWaitlist(s.emil, s.yoga_0900, pay_at_desk=True), at=s.later(minutes=2))


def other_reformers(s: Studio) -> None:
    s.do(CreateResource(s.london, "Old reformers", "equipment", 4), by=s.owner)


def other(s: Studio) -> str:
    return next(row.id for row in s.reader.all(Resource) if row.name == "Old reformers")


def nothing(_: Studio) -> None:
    """The studio as it is."""


def hours(s: Studio) -> Command:
    return AddAvailability(s.instructor, s.london, 0, "09:00", "12:00", self_booking=False)


def exception(s: Studio) -> Command:
    return AddException(s.instructor, s.london, "2026-03-09", "removed")


def time_off(s: Studio) -> Command:
    return TakeTimeOff(s.instructor, s.later(hours=24), s.later(hours=72), "sun")


def with_hours(s: Studio) -> None:
    s.do(hours(s), by=s.owner)


def with_exception(s: Studio) -> None:
    s.do(exception(s), by=s.owner)


def with_time_off(s: Studio) -> None:
    s.do(time_off(s), by=s.owner)


def planned(s: Studio) -> None:
    s.do(CreateSeries(s.yoga, s.london, "FREQ=WEEKLY", "2026-03-03", "07:00", 60, 3), by=s.manager)
    s.do(GenerateSeries(series_of(s), "2026-03-20"), by=s.manager)


def called_off(s: Studio) -> None:
    booked(s)
    s.do(CancelOccurrence(s.yoga_1800))


def laid_out(s: Studio) -> None:
    s.do(LayOutSpots(s.reformers, (SpotPlace("1", 0, 0), SpotPlace("2", 1, 0))), by=s.manager)
    s.do(Book(s.anna, s.reformer_1000, pay_at_desk=True))


def on_spot(s: Studio) -> None:
    laid_out(s)
    s.do(ChooseSpot(s.anna, s.reformer_1000, spot(s, "1")))


def spot(s: Studio, label: str) -> str:
    return next(row.id for row in s.reader.all(Spot) if row.label == label)


def repeatable(s: Studio) -> None:
    s.do(Book(s.anna, s.yoga_1800))
    for day in ("2026-03-09", "2026-03-16"):
        s.occurrence(s.yoga, "18:00", local_date=day)


def run_planned(s: Studio) -> None:
    s.do(SetCourseSteps(s.yoga, (StepPlan("One"), StepPlan("Two"))), by=s.owner)
    steps = s.reader.find(STEPS_OF_SERVICE, s.yoga)
    days = tuple(StepDate(one.id, f"2026-03-0{n}", "14:00") for n, one in enumerate(steps, 3))
    s.do(PlanCourseRun(s.yoga, s.london, days, 60, 3), by=s.manager)


def run_of(s: Studio) -> str:
    return s.reader.all(CourseRun)[0].id


def series_of(s: Studio) -> str:
    """The one series."""
    return s.reader.all(Series)[0].id


CASES: list[tuple[str, Callable[[Studio], None], Make]] = [
    ("book", nothing, lambda s: Book(s.anna, s.yoga_0900, seats=2)),
    ("cancel_booking", booked, lambda s: CancelBooking(s.anna, s.yoga_0900)),
    ("reschedule", booked, lambda s: Reschedule(s.anna, s.yoga_0900, s.yoga_tomorrow)),
    ("check_in", booked, lambda s: CheckIn(s.anna, s.yoga_0900)),
    ("check_in_by_code", carded, lambda s: CheckInByCode(CARD, s.london)),
    ("check_in_all", booked, lambda s: CheckInAll(s.yoga_0900, (s.anna,))),
    ("mark_no_show", booked, lambda s: MarkNoShow(s.anna, s.yoga_0900)),
    ("walk_in", nothing, lambda s: WalkIn(s.yoga_0900, s.anna)),
    ("join_waitlist", full, lambda s: JoinWaitlist(s.anna, s.yoga_0900)),
    ("pin_waitlist", two_wait, lambda s: PinWaitlist(s.emil, s.yoga_0900, True)),
    ("order_waitlist", two_wait, lambda s: OrderWaitlist(s.yoga_0900, (s.emil, s.anna))),
    ("change_capacity", booked, lambda s: ChangeCapacity(s.yoga_0900, 5)),
    ("write_to_class", booked, lambda s: WriteToClass(s.yoga_0900, "Bring a towel")),
    ("offer_seat", seat_came_free, lambda s: OfferSeat(s.anna, s.yoga_0900)),
    (
        "hold_seats",
        nothing,
        lambda s: HoldSeats(s.yoga_1800, 2, s.later(hours=3), "for the press"),
    ),
    ("suspend", nothing, lambda s: Suspend(s.anna, s.later(hours=30), "rude")),
    ("adjust_credits", nothing, lambda s: AdjustCredits(pass_of(s), 1, "courtesy")),
    (
        "end_membership",
        membership,
        lambda s: EndMembership(s.reader.find(PASSES_OF_CLIENT, s.ben)[0].id),
    ),
    (
        "sell_at_till",
        owes_a_seat,
        lambda s: SellAtTill(
            s.london,
            "LON-A-000009",
            (TillLine("pass", s.ten, 120_00), TillLine("booking", s.yoga_1800, 15_00)),
            (TillPayment("cash", 135_00),),
            s.ben,
        ),
    ),
    (
        "freeze_pass",
        booked_tomorrow,
        lambda s: FreezePass(pass_of(s), "2026-03-03", "2026-03-09"),
    ),
    ("create_client", nothing, lambda _: CreateClient(NewClient("Nora"))),
    (
        "edit_client",
        nothing,
        lambda s: EditClient(s.anna, {"notes": FieldChange("", "left knee")}),
    ),
    ("archive_client", nothing, lambda s: ArchiveClient(s.dora)),
    (
        "assign_client",
        nothing,
        lambda s: AssignClient(s.instructor, s.anna),
    ),
    ("bind_card", nothing, lambda s: BindCard(CARD, s.anna)),
    ("move_occurrence", booked, lambda s: MoveOccurrence(s.yoga_0900, DAY, "16:00", 90)),
    ("choose_spot", laid_out, lambda s: ChooseSpot(s.anna, s.reformer_1000, spot(s, "2"))),
    ("leave_spot", on_spot, lambda s: LeaveSpot(s.anna, s.reformer_1000, spot(s, "1"))),
    ("take_out_of_order", on_spot, lambda s: TakeOutOfOrder(s.reformers, s.later(), units=4)),
    (
        "change_resource",
        other_reformers,
        lambda s: ChangeResource(s.reformer_1000, s.reformers, other(s)),
    ),
    ("edit_resource", booked, lambda s: EditResource(s.reformers, "Old", 2, 3, False, 2)),
    ("add_availability", nothing, hours),
    ("end_availability", with_hours, lambda s: EndAvailability(s.reader.all(Availability)[0].id)),
    ("add_exception", nothing, exception),
    (
        "end_exception",
        with_exception,
        lambda s: EndException(s.reader.all(AvailabilityException)[0].id),
    ),
    (
        "book_session",
        nothing,
        lambda s: BookSession(
            s.anna, s.private, s.london, s.second_instructor, DAY, "16:00", pay_at_desk=True
        ),
    ),
    ("archive_staff", nothing, lambda s: ArchiveStaff(s.second_instructor)),
    ("set_assistants", nothing, lambda s: SetAssistants(s.yoga_1800, (s.second_instructor,))),
    ("write_note", booked, lambda s: WriteNote(s.yoga_0900, "left knee", s.anna, True)),
    (
        "request_session",
        nothing,
        lambda s: RequestSession(
            s.anna, s.private, s.london, (Proposed("2026-03-04", "10:00"),), s.instructor
        ),
    ),
    ("substitute", nothing, lambda s: Substitute(s.yoga_1800, s.second_instructor, "ill")),
    ("check_in_staff", nothing, lambda s: CheckInStaff(s.instructor, s.london)),
    ("take_time_off", nothing, time_off),
    ("end_time_off", with_time_off, lambda s: EndTimeOff(s.reader.all(TimeOff)[0].id)),
    ("book_dates", nothing, lambda s: BookDates(s.anna, (s.yoga_0900, s.yoga_tomorrow))),
    ("book_again", repeatable, lambda s: BookAgain(s.anna, s.yoga_1800, weeks=2)),
    ("register_course", run_planned, lambda s: RegisterCourse(s.anna, run_of(s))),
    (
        "close_location",
        nothing,
        lambda s: CloseLocation(s.london, "2026-04-01", "2026-04-02", extend_passes=False),
    ),
    ("archive_service", nothing, lambda s: ArchiveService(s.talk)),
    (
        "set_series_assistants",
        planned,
        lambda s: SetSeriesAssistants(series_of(s), (s.second_instructor,)),
    ),
    (
        "allow_self_booking",
        nothing,
        lambda s: AllowSelfBooking(s.instructor, allowed=False),
    ),
    ("link_own_client", nothing, lambda s: LinkOwnClient(s.instructor, s.anna)),
    ("skip_date", planned, lambda s: SkipDate(series_of(s), "2026-03-10")),
    ("add_date", planned, lambda s: AddDate(series_of(s), "2026-03-12")),
    (
        "create_occurrence",
        nothing,
        lambda s: CreateOccurrence(s.yoga, s.london, "2026-03-05", "07:00", 60, 3),
    ),
    ("reinstate_occurrence", called_off, lambda s: ReinstateOccurrence(s.yoga_1800)),
    (
        "grant_role",
        nothing,
        lambda s: GrantRole(s.second_instructor, "receptionist", s.london),
    ),
    ("rename_desk", nothing, lambda s: RenameDesk(s.desk, "Window")),
    (
        "import_clients",
        nothing,
        lambda _: ImportClients("batch", (ClientLine(1, NewClient("Nora")),)),
    ),
    (
        "import_bookings",
        nothing,
        lambda s: ImportBookings("batch", (BookingLine(1, s.ben, s.yoga_0900),)),
    ),
]
BY_OWNER = {
    "link_own_client",
    "allow_self_booking",
    "set_series_assistants",
    "archive_service",
    "close_location",
    "grant_role",
    "rename_desk",
    "import_clients",
    "import_bookings",
    "suspend",
    "add_availability",
    "end_availability",
    "add_exception",
    "end_exception",
    "take_time_off",
    "end_time_off",
    "write_note",
    "archive_staff",
    "add_date",
    "reinstate_occurrence",
    "skip_date",
    "take_out_of_order",
    "edit_resource",
}


def pass_of(s: Studio) -> str:
    """Anna's one pass."""
    return s.reader.find(PASSES_OF_CLIENT, s.anna)[0].id


def figures(s: Studio) -> dict[str, object]:
    """What a person would look at: seats, states of the living, balances, places."""
    return {
        "bookings": [
            (row.occurrence_id, row.client_id, row.seats, row.state, row.credit)
            for row in s.reader.all(Booking)
            if row.state != "cancelled"
        ],
        "balance": s.balance(pass_of(s)),
        "clients": [(row.id, row.notes) for row in s.reader.all(Client) if row.state == "active"],
        "times": [
            (row.id, row.starts_at, row.ends_at, row.state)
            for row in s.reader.all(Occurrence)
            if row.state != "dropped" and not (row.on_demand and row.state == "cancelled")
        ],
        "kept": [row.id for row in s.reader.all(SeatHold) if row.state == "active"],
        "barred": [row.id for row in s.reader.all(Suspension) if row.state == "active"],
        "waiting": [row.id for row in s.reader.all(WaitlistEntry) if row.state == "waiting"],
        "courses": [r.id for r in s.reader.all(Registration) if r.state == "active"],
        "closures": [r.id for r in s.reader.all(Closure) if r.state == "active"],
        "services": [(r.id, r.state) for r in s.reader.all(Service)],
        "spots": [(u.spot_id, u.client_id) for u in s.reader.all(SpotUse) if u.state == "taken"],
        "held": [row.id for row in s.reader.all(Allocation) if row.state == "held"],
        "leads": [(r.id, r.lead_id) for r in s.reader.all(Occurrence) if r.state == "scheduled"],
        "came": [said(row) for row in s.reader.all(StaffArrival) if row.state == "active"],
        "asked": [one.id for one in s.reader.all(BookingRequest) if one.state == "pending"],
        "equipment": s.reader.all(Resource),
        "staff": [(one.id, one.state) for one in s.reader.all(StaffMember)],
        "assist": [one.staff_id for one in s.reader.all(Assignment) if one.state == "held"],
        "notes": [one.text for one in s.reader.all(Note) if one.state == "active"],
        "hours": [said(row) for row in s.reader.all(Availability) if row.state == "active"],
        "exceptions": [
            said(row) for row in s.reader.all(AvailabilityException) if row.state == "active"
        ],
        "away": [said(row) for row in s.reader.all(TimeOff) if row.state == "active"],
        "assigned": [row.id for row in s.reader.all(InstructorClient) if row.state == "active"],
        "desks": [(row.id, row.name, row.state) for row in s.reader.all(Desk)],
        "grants": [row.id for row in s.reader.all(Grant) if row.state == "active"],
    }


def said(row: Row) -> Row:
    """A row without what tells which command made it."""
    return replace(row, id="", changed_by="")


@rule("CHK-20", "BK-23")
@pytest.mark.parametrize(("name", "prepare", "make"), CASES, ids=[case[0] for case in CASES])
def test_after_the_undo_everything_is_as_before(
    name: str, prepare: Callable[[Studio], None], make: Make
) -> None:
    s = Studio.open()
    s.sell(s.anna, s.ten)
    prepare(s)
    before = figures(s)
    command = make(s)
    how = {"by": s.owner} if name in BY_OWNER else {}
    at = s.later(minutes=65) if name == "mark_no_show" else s.later(minutes=45)
    outcome = s.do(command, command_id="first", at=at, **how)
    undo = undo_of(command, "first", outcome)
    assert undo is not None
    assert spec_of(undo).name == specs[name].undo
    s.do(undo, at=at, **how)
    assert figures(s) == before


@rule("PAY-14")
def test_a_sale_is_undone_from_its_outcome() -> None:
    s = Studio.open()
    sale = SellPass(s.anna, s.ten, s.london, 120_00, "cash", "LON-A-000001")
    outcome = s.do(sale, command_id="sale")
    undo = undo_of(sale, "sale", outcome)
    assert undo is not None
    s.do(undo)
    entries = s.reader.find(LEDGER_OF_PASS, outcome.facts["pass_id"])
    assert sorted((entry.kind, entry.amount) for entry in entries) == [
        ("grant", 10),
        ("revoke", -10),
    ]


def test_every_declared_inverse_is_tried() -> None:
    declared = {name for name, spec in specs.items() if spec.undo}
    tried = {case[0] for case in (*CASES, *STUDIO_CASES)} | {"sell_pass", "edit_series"}
    also_inverses = {"unarchive_service", "unassign_client", "unarchive_client"}
    with_their_batch = {"import_passes", "import_services"}
    assert declared - tried == also_inverses | with_their_batch


def test_what_has_no_inverse_gives_none() -> None:
    s = Studio.open()
    command = CancelOccurrence(s.yoga_0900)
    assert undo_of(command, "c", s.do(command)) is None
