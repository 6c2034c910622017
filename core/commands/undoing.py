"""Builds the command that takes another back, from what the first one did (U-26, U-28)."""

from collections.abc import Mapping
from typing import Any

from core.changes import Outcome
from core.commands.arrivals import (
    CheckIn,
    CheckInAll,
    CheckInByCode,
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
from core.commands.attendance import LiftSuspension, Suspend
from core.commands.availability import (
    AddAvailability,
    AddException,
    EndAvailability,
    EndException,
    EndTimeOff,
    TakeTimeOff,
)
from core.commands.class_messages import TakeBackMessage, WriteToClass
from core.commands.closures import CloseLocation, OpenLocation
from core.commands.identity import RenameDesk
from core.commands.imports import (
    ImportBookings,
    ImportClients,
    ImportPasses,
    ImportServices,
    UndoImport,
)
from core.commands.memberships import EndMembership, KeepMembership
from core.commands.notes import WriteNote
from core.commands.passes import FreezePass, UnfreezePass
from core.commands.people import (
    ArchiveClient,
    BindCard,
    CreateClient,
    EditClient,
    FieldChange,
    RevokeCard,
    UnarchiveClient,
    UndoEditClient,
)
from core.commands.registering import BookAgain, BookDates, RegisterCourse, UndoRegistration
from core.commands.registry import Command
from core.commands.reopening import ReinstateOccurrence
from core.commands.requesting import (
    BookSession,
    RequestSession,
    UndoBookSession,
    WithdrawRequest,
)
from core.commands.resources import ChangeResource, EditResource
from core.commands.sales import AdjustCredits, SellPass, UndoSellPass
from core.commands.schedule import (
    CancelOccurrence,
    ChangeCapacity,
    CreateOccurrence,
    EditSeries,
    MoveOccurrence,
    UndoCreateOccurrence,
    UndoMoveOccurrence,
)
from core.commands.seats import (
    Book,
    CancelBooking,
    Reschedule,
    UndoBook,
    UndoCancelBooking,
    UndoReschedule,
)
from core.commands.series_dates import AddDate, SkipDate
from core.commands.services import ArchiveService, UnarchiveService
from core.commands.setup import EndGrant, GrantRole
from core.commands.spots import ChooseSpot, LeaveSpot, PutInOrder, TakeOutOfOrder
from core.commands.staff import (
    ArchiveStaff,
    SetAssistants,
    SetSeriesAssistants,
    UnarchiveStaff,
)
from core.commands.substituting import (
    CheckInStaff,
    Substitute,
    UndoCheckInStaff,
    UndoSubstitute,
)
from core.commands.till import SellAtTill, VoidReceipt
from core.commands.undoing_studio import STUDIO_INVERSES, Inverse
from core.commands.waiting import (
    HoldSeats,
    JoinWaitlist,
    LeaveWaitlist,
    OfferSeat,
    OrderWaitlist,
    PinWaitlist,
    ReleaseSeats,
    WithdrawOffer,
)

Facts = Mapping[str, Any]


def undo_of(command: Command, command_id: str, outcome: Outcome) -> Command | None:
    """The inverse of a command that came out so, or None where there is nothing to take back."""
    if isinstance(command, Book) and outcome.code == "waitlisted":
        return LeaveWaitlist(command.client_id, command.occurrence_id)
    inverse = _INVERSES.get(type(command))
    return inverse(command, command_id, outcome.facts) if inverse else None


def _edit(command: EditClient, of: str, _: Facts) -> Command:
    back = {name: FieldChange(one.value, one.seen) for name, one in command.changes.items()}
    return UndoEditClient(of, command.client_id, back)


def _move(command: MoveOccurrence, of: str, facts: Facts) -> Command:
    return UndoMoveOccurrence(
        of,
        command.occurrence_id,
        facts["from_local_date"],
        facts["from_local_start"],
        facts["from_duration_min"],
        facts["from_lead_id"],
    )


def _edit_series(command: EditSeries, _: str, facts: Facts) -> Command:
    return EditSeries(
        facts["series_id"],
        facts["local_start"],
        facts["duration_min"],
        facts["capacity"],
        facts["lead_id"],
        -command.day_shift,
        choices=dict.fromkeys(facts["moved"], "move"),
        override=command.override,
        reason="undo" if command.override else "",
    )


def _registered(command: BookDates | RegisterCourse | BookAgain, of: str, f: Facts) -> Command:
    return UndoRegistration(of, command.client_id, tuple(f["occurrence_ids"]))


def _choose_spot(command: ChooseSpot, _: str, facts: Facts) -> Command:
    """Back to the spot that it replaced, or to none."""
    spot = facts["spot_id"]
    if before := facts.get("from_spot_id"):
        return ChooseSpot(command.client_id, command.occurrence_id, before, spot)
    return LeaveSpot(command.client_id, command.occurrence_id, spot)


def _reschedule(command: Reschedule, of: str, _: Facts) -> Command:
    return UndoReschedule(
        of, command.client_id, command.from_occurrence_id, command.to_occurrence_id
    )


def _adjust(command: AdjustCredits, _: str, __: Facts) -> Command:
    return AdjustCredits(command.pass_id, -command.amount, f"undo: {command.reason}"[:500])


def _note(command: WriteNote, _: str, facts: Facts) -> Command:
    return WriteNote(
        command.occurrence_id, facts["before"], command.client_id, facts["before_shared"]
    )


def _fields(facts: Facts, made: type[Command]) -> tuple[Any, ...]:
    """The fields of a command that stand under the same names in an outcome."""
    return tuple(facts[name] for name in made.__struct_fields__)


_INVERSES: dict[type[Command], Inverse] = STUDIO_INVERSES | {
    Book: lambda c, of, _: UndoBook(of, c.client_id, c.occurrence_id),
    CancelBooking: lambda c, of, _: UndoCancelBooking(of, c.client_id, c.occurrence_id),
    Reschedule: _reschedule,
    CheckIn: lambda c, of, _: UndoCheckIn(c.client_id, c.occurrence_id, of),
    CheckInByCode: lambda _, of, f: UndoCheckIn(f["client_id"], f["occurrence_id"], of),
    CheckInAll: lambda c, of, _: UndoCheckInAll(of, c.occurrence_id),
    MarkNoShow: lambda c, of, _: UndoNoShow(of, c.client_id, c.occurrence_id),
    WalkIn: lambda c, of, f: UndoWalkIn(of, f["client_id"], c.occurrence_id),
    JoinWaitlist: lambda c, _, __: LeaveWaitlist(c.client_id, c.occurrence_id),
    OfferSeat: lambda c, _, __: WithdrawOffer(c.client_id, c.occurrence_id),
    HoldSeats: lambda c, _, f: ReleaseSeats(c.occurrence_id, f["hold_id"]),
    Suspend: lambda c, _, __: LiftSuspension(c.client_id, "undo", c.location_id),
    SellAtTill: lambda c, _, __: VoidReceipt(c.receipt, c.receipt),
    SellPass: lambda _, of, f: UndoSellPass(of, f["pass_id"], f["receipt"]),
    AdjustCredits: _adjust,
    EndMembership: lambda c, of, _: KeepMembership(c.pass_id, of),
    FreezePass: lambda c, of, _: UnfreezePass(c.pass_id, of),
    CreateClient: lambda _, __, f: ArchiveClient(f["client_id"]),
    EditClient: _edit,
    ArchiveClient: lambda c, of, _: UnarchiveClient(c.client_id, of),
    UnarchiveClient: lambda c, _, __: ArchiveClient(c.client_id),
    AssignClient: lambda c, _, __: UnassignClient(c.instructor_id, c.client_id),
    UnassignClient: lambda c, _, __: AssignClient(c.instructor_id, c.client_id),
    BindCard: lambda c, _, __: RevokeCard(c.card_id, "undo"),
    MoveOccurrence: _move,
    EditSeries: _edit_series,
    CloseLocation: lambda c, _, f: OpenLocation(c.location_id, f["closure_id"]),
    ArchiveService: lambda c, _, __: UnarchiveService(c.service_id),
    UnarchiveService: lambda c, _, __: ArchiveService(c.service_id),
    BookDates: _registered,
    RegisterCourse: _registered,
    BookAgain: _registered,
    ChooseSpot: _choose_spot,
    LeaveSpot: lambda c, _, __: ChooseSpot(c.client_id, c.occurrence_id, c.spot_id),
    ChangeResource: lambda c, _, __: ChangeResource(
        c.occurrence_id, c.to_resource_id, c.from_resource_id
    ),
    EditResource: lambda c, _, f: EditResource(c.resource_id, **f["before"]),
    TakeOutOfOrder: lambda c, _, f: PutInOrder(c.resource_id, f["outage_id"]),
    AddAvailability: lambda _, __, f: EndAvailability(f["availability_id"]),
    EndAvailability: lambda _, __, f: AddAvailability(*_fields(f, AddAvailability)),
    AddException: lambda _, __, f: EndException(f["exception_id"]),
    EndException: lambda _, __, f: AddException(*_fields(f, AddException)),
    TakeTimeOff: lambda _, __, f: EndTimeOff(f["time_off_id"]),
    EndTimeOff: lambda _, __, f: TakeTimeOff(*_fields(f, TakeTimeOff)),
    SkipDate: lambda c, _, __: AddDate(c.series_id, c.local_date),
    AddDate: lambda c, _, __: SkipDate(c.series_id, c.local_date),
    CreateOccurrence: lambda _, of, f: UndoCreateOccurrence(of, f["occurrence_id"]),
    ReinstateOccurrence: lambda c, _, __: CancelOccurrence(c.occurrence_id, "undo"),
    RequestSession: lambda c, _, f: WithdrawRequest(c.client_id, f["request_id"]),
    BookSession: lambda c, of, f: UndoBookSession(of, c.client_id, f["occurrence_id"]),
    WriteNote: _note,
    WriteToClass: lambda c, of, _: TakeBackMessage(of, c.occurrence_id),
    ChangeCapacity: lambda c, _, f: ChangeCapacity(c.occurrence_id, f["before"]),
    PinWaitlist: lambda c, _, f: OrderWaitlist(c.occurrence_id, tuple(f["before"])),
    OrderWaitlist: lambda c, _, f: OrderWaitlist(c.occurrence_id, tuple(f["before"])),
    AllowSelfBooking: lambda c, _, f: AllowSelfBooking(c.instructor_id, f["before"]),
    LinkOwnClient: lambda c, _, f: LinkOwnClient(c.staff_id, f["before"]),
    ArchiveStaff: lambda c, _, f: UnarchiveStaff(c.staff_id, tuple(f["grant_ids"])),
    SetAssistants: lambda c, _, f: SetAssistants(
        c.occurrence_id, tuple(f["before"]), c.override, "undo" if c.override else ""
    ),
    SetSeriesAssistants: lambda c, _, f: SetSeriesAssistants(
        f["series_id"], tuple(f["before"]), c.override, "undo" if c.override else ""
    ),
    Substitute: lambda c, of, f: UndoSubstitute(of, c.occurrence_id, f["from_lead_id"]),
    CheckInStaff: lambda c, of, _: UndoCheckInStaff(of, c.staff_id, c.location_id),
    RenameDesk: lambda c, _, f: RenameDesk(c.desk_id, f["before"]),
    GrantRole: lambda _, __, f: EndGrant(f["grant_id"]),
    ImportClients: lambda c, _, __: UndoImport(c.batch_id),
    ImportPasses: lambda c, _, __: UndoImport(c.batch_id),
    ImportServices: lambda c, _, __: UndoImport(c.batch_id),
    ImportBookings: lambda c, _, __: UndoImport(c.batch_id),
}
