"""One command of every type with real ids of a studio, for tests that go over all commands."""

from core.commands import staff as work
from core.commands.arrivals import (
    CheckIn,
    CheckInAll,
    CheckInByCode,
    ConfirmCheckIn,
    MarkNoShow,
    UndoCheckIn,
    UndoCheckInAll,
    UndoNoShow,
    UndoWalkIn,
    WalkIn,
)
from core.commands.assigning import (
    AllowSelfBooking,
    AssignClient,
    LinkOwnClient,
    UnassignClient,
)
from core.commands.attendance import (
    AutoCancel,
    CloseOccurrence,
    CorrectAttendance,
    EndSuspension,
    Forgive,
    KeepBooking,
    LiftSuspension,
    MarkAttendance,
    RestoreBooking,
    ReviewStrikes,
    Suspend,
    TakeBackAutoCancel,
    Waive,
)
from core.commands.attention import ResolveAttention
from core.commands.availability import (
    AddAvailability,
    AddException,
    EndAvailability,
    EndException,
    EndTimeOff,
    QualifyStaff,
    SetTravel,
    TakeTimeOff,
)
from core.commands.cards import LapsePayment, RecordPayment, StartCard
from core.commands.catalogue import (
    CreatePassProduct,
    CreateResource,
    CreateService,
    ResourceNeed,
)
from core.commands.class_messages import TakeBackMessage, WriteToClass
from core.commands.closures import CloseLocation, ExtendForClosure, OpenLocation
from core.commands.drawer import CloseDrawer, MoveCash
from core.commands.health import (
    AnswerHealth,
    PublishWaiver,
    Signed,
    SignGuestWaiver,
    SignWaiver,
    WithdrawHealth,
)
from core.commands.identity import (
    EndSessions,
    EndStaffKey,
    InviteStaff,
    RegisterStaffKey,
    RenameDesk,
    RevokeDesk,
)
from core.commands.imports import (
    BookingLine,
    ClientLine,
    ImportBookings,
    ImportClients,
    ImportPasses,
    ImportServices,
    PassLine,
    ServiceLine,
    UndoImport,
)
from core.commands.leases import (
    CallBackLeases,
    EndLeases,
    GrantLease,
    ReleaseLeases,
    ReturnLeases,
)
from core.commands.locations import EditLocation, SetLocationActive
from core.commands.memberships import (
    AskCharge,
    EndMembership,
    KeepMembership,
    RecordCharge,
    RenewMembership,
)
from core.commands.messages import NoteMessage
from core.commands.notes import WriteNote
from core.commands.offer import (
    ArchivePassProduct,
    ArchiveRetailItem,
    EditPassProduct,
    EditRetailItem,
    UnarchivePassProduct,
    UnarchiveRetailItem,
)
from core.commands.passes import (
    ExpirePass,
    ExtendPass,
    FreezePass,
    RevokePass,
    UnfreezePass,
)
from core.commands.pay import SetPayRate
from core.commands.people import (
    ArchiveClient,
    BindCard,
    CreateClient,
    EditClient,
    FieldChange,
    NewClient,
    RevokeCard,
    UnarchiveClient,
    UndoEditClient,
)
from core.commands.persons import ErasePerson, MergeClients
from core.commands.refunds import Refund, WaiveDue
from core.commands.registering import (
    BookAgain,
    BookDates,
    CancelRegistration,
    ChangeParty,
    PlanCourseRun,
    RegisterCourse,
    SetCourseSteps,
    StepDate,
    StepPlan,
    UndoRegistration,
)
from core.commands.registry import Command
from core.commands.reminding import CancelBySms, RemindClass, RemindExpiry
from core.commands.reopening import ReinstateOccurrence, ReopenOccurrence
from core.commands.requesting import (
    AcceptRequest,
    BookSession,
    DeclineRequest,
    EndEmptySession,
    EscalateRequest,
    ExpireRequest,
    MarkRequestPaid,
    Proposed,
    RequestSession,
    UndoBookSession,
    WithdrawRequest,
)
from core.commands.resources import (
    ArchiveResource,
    ChangeResource,
    EditResource,
    UnarchiveResource,
)
from core.commands.sales import AdjustCredits, Sale, SellPass, TakePayment, UndoSellPass
from core.commands.schedule import (
    CancelOccurrence,
    ChangeCapacity,
    CreateOccurrence,
    CreateSeries,
    EditSeries,
    GenerateSeries,
    MoveOccurrence,
    UndoCreateOccurrence,
    UndoMoveOccurrence,
)
from core.commands.seats import (
    Book,
    CancelBooking,
    ChangeCover,
    Reschedule,
    UndoBook,
    UndoCancelBooking,
    UndoReschedule,
)
from core.commands.series_dates import AddDate, EndSeries, SetRolling, SkipDate
from core.commands.services import ArchiveService, EditService, Question, UnarchiveService
from core.commands.setup import (
    CreateLocation,
    CreateOrganisation,
    CreateStaff,
    EndGrant,
    EnrolDesk,
    GrantRole,
    SetSetting,
)
from core.commands.spots import (
    ChooseSpot,
    LayOutSpots,
    LeaveSpot,
    PutInOrder,
    SpotPlace,
    TakeOutOfOrder,
)
from core.commands.studio import ClearSetting, EditOrganisation
from core.commands.substituting import (
    CheckInStaff,
    Substitute,
    UndoCheckInStaff,
    UndoSubstitute,
)
from core.commands.system import EndHold, LapseOffer, Promote, RaiseAttention, ReviewFee
from core.commands.templates import TakeBackTemplate, WriteTemplate
from core.commands.till import (
    CreateDiscountCode,
    CreateRetailItem,
    Discount,
    EndDiscountCode,
    MoveStock,
    SellAtTill,
    TillLine,
    TillPayment,
    VoidReceipt,
)
from core.commands.waiting import (
    AcceptOffer,
    DeclineOffer,
    HoldSeats,
    JoinWaitlist,
    LeaveWaitlist,
    MarkPresent,
    OfferSeat,
    OrderWaitlist,
    PinWaitlist,
    PromoteByHand,
    ReleaseSeats,
    WithdrawOffer,
)
from core.commands.webhooks import AddWebhook, EndWebhook
from tests.support.studio import DAY, NOW, Studio

CARD = "c" * 32
NEW = NewClient(
    "Nora New",
    "nora@example.org",
    "+4412345678",
    "1990-02-28",
    "en-GB",
    tags=("new",),
    contact={"email": True},
)
TIMES = (Proposed("2026-03-04", "10:00"), Proposed("2026-03-05", "18:30"))
SIGNED = Signed("Anna", "M0 0L9 9", "kiosk")
CHANGES = {"notes": FieldChange("", "left knee")}


def seat_commands(s: Studio, one: str, other: str) -> list[Command]:
    """Commands about seats in occurrence `one`; a move goes to `other`."""
    return [
        Book(s.anna, one, 2, "p", True, "note", ("class_full",), "because"),
        UndoBook("c", s.anna, one),
        CancelBooking(s.anna, one, True, "ill"),
        UndoCancelBooking("c", s.anna, one),
        Reschedule(s.anna, one, other),
        UndoReschedule("c", s.anna, one, other),
        ChangeCover(s.anna, one, "p"),
        JoinWaitlist(s.anna, one, 2, True),
        LeaveWaitlist(s.anna, one),
        PinWaitlist(s.anna, one, True),
        UndoCreateOccurrence("c", one),
        ChangeResource(one, "r", "r2"),
        OrderWaitlist(one, (s.ben, s.anna)),
        WriteToClass(one, "Bring a towel"),
        TakeBackMessage("c", one),
        PromoteByHand(s.anna, one),
        CheckIn(s.anna, one),
        CheckInAll(one, (s.anna,)),
        UndoCheckIn(s.anna, one, "c"),
        UndoCheckInAll("c", one),
        MarkNoShow(s.anna, one),
        UndoNoShow("c", s.anna, one),
        WalkIn(one, "", NEW, Sale(s.ten, 120_00, "cash", "LON-A-000001")),
        UndoWalkIn("c", s.anna, one),
        TakePayment(s.anna, 5_00, "cash", "LON-A-000002", one),
        WaiveDue(s.anna, "courtesy", one),
        StartCard(s.anna, 5_00, one),
        LapsePayment(s.anna, one),
        ReviewFee(s.anna, one),
        CancelOccurrence(one, "storm"),
        ReinstateOccurrence(one),
        BookDates(s.anna, (one, other)),
        UndoRegistration("c", s.anna, (one,)),
        BookAgain(s.anna, one),
        ChangeParty(s.anna, one, 2, ("Zoë",)),
        ChooseSpot(s.anna, one, "no such spot"),
        LeaveSpot(s.anna, one, "no such spot"),
        ReopenOccurrence(one, "two are missing"),
        ChangeCapacity(one, 5),
        MoveOccurrence(one, DAY, "19:00", 60),
        UndoMoveOccurrence("c", one, DAY, "19:00", 60),
        SignGuestWaiver(s.anna, one, "no such waiver", "Gus Guest", SIGNED, True),
        Substitute(one, s.second_instructor, "ill", ("instructor_travel",)),
        UndoSubstitute("c", one, s.instructor),
        UndoBookSession("c", s.anna, one),
        work.SetAssistants(one, (s.second_instructor,), ("instructor_travel",), "learns"),
        WriteNote(one, "worked on the left knee", s.anna, True),
        EndEmptySession(one),
        RemindClass(one, "day"),
        CancelBySms(s.anna, one),
        ConfirmCheckIn(s.anna, one),
        Promote(one),
        LapseOffer(s.anna, one),
        EndHold(one, "h"),
        CloseOccurrence(one),
        MarkAttendance(s.anna, one),
        CorrectAttendance(s.anna, one, True, "was there"),
        Forgive(s.anna, one, "ill"),
        Waive(s.anna, one, "ill"),
        RestoreBooking(s.anna, one, "ill"),
        KeepBooking(s.anna, one),
        AutoCancel(s.anna, one),
        TakeBackAutoCancel(s.anna, one),
        OfferSeat(s.anna, one),
        AcceptOffer(s.anna, one),
        DeclineOffer(s.anna, one),
        WithdrawOffer(s.anna, one),
        MarkPresent(s.anna, one),
        HoldSeats(one, 1, NOW, "for the press"),
        GrantLease(one, s.desk),
        CallBackLeases(one),
        ReleaseLeases(one),
        EndLeases(one),
        ReleaseSeats(one, "h"),
        RaiseAttention("NTF-10", "class_cancelled", "no e-mail address", s.anna, one),
    ]


def place_commands(s: Studio, location: str) -> list[Command]:
    """Commands that act in a location."""
    return [
        CheckInByCode(CARD, location),
        ReviewStrikes(s.anna, location),
        Suspend(s.anna, NOW, "rude", location),
        LiftSuspension(s.anna, "sorry", location),
        SellPass(s.anna, s.ten, location, 120_00, "cash", "LON-A-000003"),
        SellAtTill(
            location,
            "LON-A-000010",
            (TillLine("retail", "mat", 20_00, 2, Discount("percent", 5_00, reason="old")),),
            (TillPayment("cash", 38_00),),
        ),
        MoveStock("mat", location, 10),
        MoveCash(s.desk, location, "pay_out", 5_00, "stamps"),
        CloseDrawer(s.desk, location, 100_00, 50_00),
        CreateOccurrence(s.yoga, location, DAY, "20:00", 60, 3),
        CreateSeries(s.yoga, location, "FREQ=WEEKLY;BYDAY=MO", DAY, "20:00", 60, 3, skipped=(DAY,)),
        CreateResource(location, "Room 2", "room"),
        CloseLocation(location, DAY, DAY, reason="a burst pipe"),
        OpenLocation(location, "no such closure"),
        PlanCourseRun(s.yoga, location, (StepDate("first", DAY, "20:00"),), 60, 3),
        EnrolDesk("desk-z", location, "Back", "B", "b" * 64),
        GrantRole(s.second_instructor, "receptionist", location, ("overbook",)),
        SetSetting("location", "cutoff_class_min", 60, location),
        ClearSetting("location", "cutoff_class_min", location),
        EditLocation(location, "Harbour", phone="+4420"),
        SetLocationActive(location, False),
        SetTravel(location, "elsewhere", 45),
        RenameDesk(s.desk if location == s.london else s.berlin_desk, "Window"),
        RevokeDesk(s.desk if location == s.london else s.berlin_desk),
        RequestSession(s.anna, s.private, location, TIMES, note="left knee", paid=True),
        *staff_commands(s, s.instructor if location == s.london else s.berlin_manager, location),
    ]


def staff_commands(s: Studio, staff: str, location: str) -> list[Command]:
    """Commands about a staff member who belongs to a location."""
    return [
        AddAvailability(staff, location, 0, "09:00", "12:00", "2026-03-01", "2026-06-30"),
        AddException(staff, location, "2026-03-09", "extra", "09:00", "24:00", False),
        TakeTimeOff(staff, NOW, NOW + 1, "ill"),
        QualifyStaff(staff, ("mat",)),
        work.EditStaff(staff, "Ines I.", "ines@example.org", "", location),
        work.ArchiveStaff(staff),
        work.UnarchiveStaff(staff, ("g",)),
        BookSession(s.anna, s.private, location, staff, DAY, "20:00", 1, "p", True),
        CheckInStaff(staff, location, "phone"),
        UndoCheckInStaff("c", staff, location),
        InviteStaff(staff),
        EndSessions(staff),
        EndStaffKey(staff, "no such key"),
        RegisterStaffKey(staff, s.desk, "c" * 64),
    ]


def free_commands(s: Studio) -> list[Command]:
    """Commands that act in no place, or in the whole organisation."""
    return [
        CreateOrganisation("org", "Studio", "studio", "GBP"),
        CreateLocation("North", "Europe/London", "NOR", opening_hours={"0": (("09:00", "17:00"),)}),
        CreateStaff("Sam Staff", categories=("mat",)),
        EndGrant("no such grant"),
        ReturnLeases(("no such lease",)),
        EndAvailability("no such hours"),
        AcceptRequest("no such request", DAY, "20:00", override=("class_full", "instructor_away")),
        DeclineRequest("no such request", "on holiday"),
        WithdrawRequest(s.anna, "no such request"),
        MarkRequestPaid("no such request"),
        ExpireRequest("no such request"),
        EscalateRequest("no such request"),
        EndException("no such exception"),
        EndTimeOff("no such time off"),
        SetSetting("organisation", "cutoff_class_min", 60),
        CreateService("New", "class", "mat", 60, 8, needs=(ResourceNeed(s.room, 1),)),
        CreatePassProduct("5 classes", "punch", 70_00, 5, service_ids=(s.yoga,)),
        GenerateSeries("no such series", "2026-06-01"),
        EditSeries("no such series", "09:30", 60, 8),
        EndSeries("no such series", DAY),
        work.SetSeriesAssistants("no such series", (s.second_instructor,)),
        EditService(s.yoga, price=16_00, questions=(Question("mat", "A mat?", "yes_no"),)),
        ArchiveService(s.yoga),
        UnarchiveService(s.yoga),
        ExtendForClosure("no such closure"),
        SetCourseSteps(s.yoga, (StepPlan("First steps"),)),
        RegisterCourse(s.anna, "no such run"),
        CancelRegistration(s.anna, "no such run"),
        LayOutSpots("no such resource", (SpotPlace("1", 0, 0), SpotPlace("2", 1, 0))),
        TakeOutOfOrder("no such resource", NOW, reason="a broken spring"),
        EditResource("r", "Reformer", 3),
        ArchiveResource("no such resource"),
        UnarchiveResource("no such resource"),
        EditPassProduct(s.ten, "Ten classes", 130_00, credits=11, shared=True),
        ArchivePassProduct(s.ten),
        UnarchivePassProduct(s.ten),
        EditRetailItem("no such item", "Socks", 9_00),
        ArchiveRetailItem("no such item"),
        UnarchiveRetailItem("no such item"),
        EditOrganisation("org-harbour", "Harbour & Sons"),
        PutInOrder("no such resource", "no such outage"),
        SkipDate("no such series", DAY),
        AddDate("no such series", DAY),
        SetRolling("no such series", 0),
        CreateClient(NEW),
        EditClient(s.anna, CHANGES),  # type: ignore[arg-type]
        UndoEditClient("c", s.anna, CHANGES),  # type: ignore[arg-type]
        ArchiveClient(s.anna),
        UnarchiveClient(s.anna),
        BindCard(CARD, s.anna),
        RevokeCard(CARD),
        UndoSellPass("c", "p"),
        AdjustCredits("p", 1, "courtesy"),
        FreezePass("p", DAY, DAY, "holiday"),
        UnfreezePass("p"),
        ExtendPass("p", "2026-12-31", "ill"),
        RevokePass("p", "moved away"),
        RecordPayment("r", "paid", 5_00),
        VoidReceipt("LON-A-000010", "LON-A-000011", "wrong"),
        SetPayRate(25_00, 3_00, DAY),
        CreateRetailItem("Mat", 20_00, 20_00),
        CreateDiscountCode("SPRING", "percent", 10_00),
        EndDiscountCode("SPRING"),
        Refund("pay", 5_00, "LON-A-000009", "ill"),
        ExpirePass("p"),
        EndMembership("p", "moving"),
        KeepMembership("p"),
        RenewMembership("p"),
        AskCharge("i"),
        RecordCharge("i", "ch_1", 99_00, paid=True),
        ImportClients("batch", (ClientLine(1, NEW),)),
        ImportPasses("batch", (PassLine(1, "10er", 4, client_row=1),)),
        ImportServices("batch", (ServiceLine(1, "Yin"),)),
        ImportBookings("batch", (BookingLine(1, "client", "occurrence"),)),
        UndoImport("batch"),
        EndSuspension(s.anna, "no such suspension"),
        ResolveAttention("no such item"),
        AssignClient(s.second_instructor, s.anna),
        UnassignClient(s.second_instructor, s.anna),
        AllowSelfBooking(s.second_instructor, False),
        MergeClients(s.anna, s.ben),
        RemindExpiry(s.anna, "p"),
        WriteTemplate("welcome", "email", "en", "Welcome", "Hello {given_name}"),
        TakeBackTemplate("welcome", "email", "en"),
        AddWebhook("https://example.org/foyer", ("booked",)),
        EndWebhook("no such webhook"),
        NoteMessage("m", "class_cancelled", "email", "failed", s.anna, why="550 no such user"),
        PublishWaiver("House rules", "Take off your shoes."),
        SignWaiver(s.anna, "no such waiver", SIGNED),
        AnswerHealth(s.anna, 1, {"heart": True}, SIGNED, "since 2019"),
        WithdrawHealth(s.anna, "asked"),
        ErasePerson(s.anna, "asked"),
        LinkOwnClient(s.second_instructor, s.dora),
    ]


def all_samples(s: Studio) -> list[Command]:
    """At least one of every command, in London."""
    return [
        *seat_commands(s, s.yoga_0900, s.yoga_1800),
        *place_commands(s, s.london),
        *free_commands(s),
    ]
