"""Typed ids. An id comes from the world where the world has one, else from the command.

New random ids are only made outside the rules (`new_id`); inside a handler ids are derived.
"""

from typing import NewType

import uuid_utils

OrganisationId = NewType("OrganisationId", str)
LeaseId = NewType("LeaseId", str)
LocationId = NewType("LocationId", str)
StaffId = NewType("StaffId", str)
StaffKeyId = NewType("StaffKeyId", str)
GrantId = NewType("GrantId", str)
SettingId = NewType("SettingId", str)
DeskId = NewType("DeskId", str)
ClientId = NewType("ClientId", str)
CardId = NewType("CardId", str)
ImportedRowId = NewType("ImportedRowId", str)
LogSubjectId = NewType("LogSubjectId", str)
MessageId = NewType("MessageId", str)
WebhookId = NewType("WebhookId", str)
TemplateId = NewType("TemplateId", str)
WaiverId = NewType("WaiverId", str)
SignatureId = NewType("SignatureId", str)
HealthFormId = NewType("HealthFormId", str)
InstructorClientId = NewType("InstructorClientId", str)
ServiceId = NewType("ServiceId", str)
PassProductId = NewType("PassProductId", str)
PassId = NewType("PassId", str)
FreezeId = NewType("FreezeId", str)
LedgerEntryId = NewType("LedgerEntryId", str)
OpenItemId = NewType("OpenItemId", str)
RetailItemId = NewType("RetailItemId", str)
StockMoveId = NewType("StockMoveId", str)
DiscountCodeId = NewType("DiscountCodeId", str)
DiscountUseId = NewType("DiscountUseId", str)
CashMoveId = NewType("CashMoveId", str)
ClosingId = NewType("ClosingId", str)
PayRateId = NewType("PayRateId", str)
ReceiptId = NewType("ReceiptId", str)
PaymentId = NewType("PaymentId", str)
SeriesId = NewType("SeriesId", str)
OccurrenceId = NewType("OccurrenceId", str)
AssignmentId = NewType("AssignmentId", str)
ResourceId = NewType("ResourceId", str)
ClosureId = NewType("ClosureId", str)
SpotId = NewType("SpotId", str)
CourseStepId = NewType("CourseStepId", str)
CourseRunId = NewType("CourseRunId", str)
RegistrationId = NewType("RegistrationId", str)
SpotUseId = NewType("SpotUseId", str)
OutageId = NewType("OutageId", str)
AllocationId = NewType("AllocationId", str)
BookingId = NewType("BookingId", str)
WaitlistEntryId = NewType("WaitlistEntryId", str)
SeatHoldId = NewType("SeatHoldId", str)
SuspensionId = NewType("SuspensionId", str)
AttentionId = NewType("AttentionId", str)
AvailabilityId = NewType("AvailabilityId", str)
AvailabilityExceptionId = NewType("AvailabilityExceptionId", str)
TimeOffId = NewType("TimeOffId", str)
TravelId = NewType("TravelId", str)
StaffArrivalId = NewType("StaffArrivalId", str)
BookingRequestId = NewType("BookingRequestId", str)
NoteId = NewType("NoteId", str)
CommandId = NewType("CommandId", str)

_NAMESPACE = uuid_utils.UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")


def new_id() -> str:
    """A fresh UUIDv7 as 32 hexadecimal digits, ordered by time of making."""
    return uuid_utils.uuid7().hex


def derive(*parts: str) -> str:
    """The id that these parts always give (UUIDv5, 32 hexadecimal digits)."""
    return uuid_utils.uuid5(_NAMESPACE, "\x1f".join(parts)).hex


def beside(anchor: str, *parts: str) -> str:
    """As `derive`, and near all others of its anchor in the order of ids.

    Rows lie in a store by their ids: what is read together should lie together, or each row of a
    class is another page to read and to decrypt.
    """
    return derive("beside", anchor)[:8] + derive(*parts)[8:]


def booking_id(occurrence: str, client: str) -> BookingId:
    """A client has one booking in an occurrence, whichever desk made it (BK-3, SET-20)."""
    return BookingId(beside(occurrence, "booking", occurrence, client))


def waitlist_entry_id(occurrence: str, client: str) -> WaitlistEntryId:
    """A client waits once for an occurrence."""
    return WaitlistEntryId(beside(occurrence, "waitlist_entry", occurrence, client))


def ledger_entry_id(pass_: str, command: str, kind: str, of: str) -> LedgerEntryId:
    """A command writes one line of a kind to a pass for a booking, or for a reason of its own."""
    return LedgerEntryId(beside(pass_, command, kind, pass_, of))


def registration_id(run: str, client: str) -> RegistrationId:
    """A client is registered once for a run of a course (BK-9)."""
    return RegistrationId(beside(run, "registration", run, client))


def spot_use_id(occurrence: str, spot: str) -> SpotUseId:
    """A spot holds one client in an occurrence (RES-4)."""
    return SpotUseId(beside(occurrence, "spot_use", occurrence, spot))


def occurrence_id(series: str, original_date: str) -> OccurrenceId:
    """The occurrence of a series on its original local date (SCH-3: twice makes nothing twice)."""
    return OccurrenceId(derive("occurrence", series, original_date))


def assignment_id(occurrence: str, staff: str) -> AssignmentId:
    """One staff member on one occurrence."""
    return AssignmentId(beside(occurrence, "assignment", occurrence, staff))


def allocation_id(occurrence: str, resource: str) -> AllocationId:
    """One resource held by one occurrence."""
    return AllocationId(beside(occurrence, "allocation", occurrence, resource))


def travel_id(location: str, other: str) -> TravelId:
    """The way between two locations, in either direction."""
    return TravelId(derive("travel", *sorted((location, other))))


def instructor_client_id(staff: str, client: str) -> InstructorClientId:
    """One client assigned to one instructor (PERM-3)."""
    return InstructorClientId(derive("instructor_client", staff, client))


def discount_code_id(code: str) -> DiscountCodeId:
    """A code is one, however its letters are written."""
    return DiscountCodeId(derive("discount_code", code.strip().casefold()))


def fee_id(booking: str, why: str) -> OpenItemId:
    """A booking costs one fee of a kind, however often it is looked at."""
    return OpenItemId(derive("fee", booking, why))


def period_item_id(pass_: str, period: int) -> OpenItemId:
    """What is due for a membership's nth period."""
    return OpenItemId(derive("period", pass_, str(period)))


def staff_arrival_id(staff: str, location: str, local_date: str) -> StaffArrivalId:
    """A staff member comes to a location once on a date (CHK-9)."""
    return StaffArrivalId(derive("staff_arrival", staff, location, local_date))


def note_id(occurrence: str, client: str) -> NoteId:
    """The note of a client's session, or of the class itself for ""."""
    return NoteId(derive("note", occurrence, client))


def imported_client_id(batch: str, row: int) -> ClientId:
    """The client that a row of an import makes, however often it is sent."""
    return ClientId(derive("import", batch, "client", str(row)))


def imported_pass_id(batch: str, row: int) -> PassId:
    """The pass that a row of an import makes."""
    return PassId(derive("import", batch, "pass", str(row)))


def imported_service_id(batch: str, row: int) -> ServiceId:
    """The service that a row of an import makes."""
    return ServiceId(derive("import", batch, "service", str(row)))


def imported_row_id(batch: str, kind: str, row: int) -> ImportedRowId:
    """The note of what a row of an import made."""
    return ImportedRowId(derive("import", batch, "made", kind, str(row)))
