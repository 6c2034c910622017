"""Seats: bookings and those who wait for one."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import (
    BookingId,
    ClientId,
    CommandId,
    CourseStepId,
    LocationId,
    OccurrenceId,
    PassId,
    RegistrationId,
    SeatHoldId,
    StaffId,
    WaitlistEntryId,
)
from core.domain.rows import Row, row

PENDING_PAYMENT = "pending_payment"
BOOKED = "booked"
CHECKED_IN = "checked_in"
ATTENDED = "attended"
NO_SHOW = "no_show"
CANCELLED = "cancelled"
LATE_CANCELLED = "late_cancelled"
AUTO_CANCELLED = "auto_cancelled"
BOOKING_STATES = (
    PENDING_PAYMENT,
    BOOKED,
    CHECKED_IN,
    ATTENDED,
    NO_SHOW,
    CANCELLED,
    LATE_CANCELLED,
    AUTO_CANCELLED,
)
SEATED = (PENDING_PAYMENT, BOOKED, CHECKED_IN, ATTENDED)
"""States that hold a seat (BK-1)."""

CANCELLED_STATES = (CANCELLED, LATE_CANCELLED, AUTO_CANCELLED)
OWING = (*SEATED, NO_SHOW)

BY_CREDIT = "pass"
BY_MONEY = "due"
FREE = "none"

HELD = "held"
CAPTURED = "captured"

OVER_CAPACITY = "over_capacity"
TO_CONFIRM = "to_confirm"
"""Checked in by a phone that was not near: nothing is spent until staff confirm (CHK-12)."""

WAITING = "waiting"
OFFERED = "offered"
PROMOTED = "promoted"
DECLINED = "declined"
LAPSED = "lapsed"
LEFT = "left"
CLOSED = "closed"
ENTRY_STATES = (WAITING, OFFERED, PROMOTED, DECLINED, LAPSED, LEFT, CLOSED)
IN_LINE = (WAITING, OFFERED)

ACTIVE = "active"
ENDED = "ended"


@row
class Booking(Row, frozen=True, array_like=True):
    """A client's seats in an occurrence: one row per (occurrence, client).

    `cover`: pass, due or none (BK-4); `price` is what all seats cost in minor units where no
    pass covers them, `paid` what was taken of it. `lineage` is the id of the first booking
    of a chain of reschedulings (BK-23), so that a calendar entry can follow; `moved_to` names the
    booking that a rescheduled one became. `starts_at` and `ends_at` repeat the occurrence's, for
    overlap and limits. `credit` says what became of its credit on `pass_id`: "" (none, or given
    back), held or captured. `seats_before` is how many seats were used before its late cancel
    (BK-21), `no_show_at` when it was marked so, `forgiven` 1 takes its strike away, `came` is how
    many of the party came (BK-26; 0: all), `auto_cancelled_by` the occurrence whose no-show
    cancelled it (NS-2). `guests` is a JSON list of names, `answers` what was answered to the
    service's questions (SVC-7). `agreed_start` is when the class began as it was booked, 0 while it
    was not moved; `free_cancel` 1 lets it be cancelled free to the start (BK-32). `step_id` repeats
    the occurrence's step of a course, `registration_id` says that the client is in for all of it.
    """

    table: ClassVar[str] = "booking"

    id: BookingId
    occurrence_id: OccurrenceId
    client_id: ClientId
    location_id: LocationId
    seats: int
    starts_at: int
    ends_at: int
    booked_at: int
    origin: str
    cover: str = "none"
    pass_id: PassId = PassId("")
    price: int = 0
    paid: int = 0
    checked_in_at: int | None = None
    check_in_way: str = ""
    cancelled_at: int | None = None
    promoted_at: int | None = None
    lineage: BookingId = BookingId("")
    moved_to: BookingId = BookingId("")
    note: str = ""
    flag: str = ""
    state: str = BOOKED
    changed_by: CommandId = CommandId("")
    credit: str = ""
    seats_before: int = 0
    no_show_at: int = 0
    forgiven: int = 0
    came: int = 0
    auto_cancelled_by: OccurrenceId = OccurrenceId("")
    guests: str = "[]"
    answers: str = "{}"
    agreed_start: int = 0
    free_cancel: int = 0
    step_id: CourseStepId = CourseStepId("")
    registration_id: RegistrationId = RegistrationId("")
    deposit: int = 0
    pay_until: int = 0

    @property
    def due(self) -> int:
        """What is still owed for it, in minor units; a cancelled booking owes nothing (BK-11)."""
        return max(0, self.price - self.paid) if self.state in OWING else 0


@row
class WaitlistEntry(Row, frozen=True, array_like=True):
    """A client who waits (WL-1). Order: `priority` (a pin by staff, 1 before 0), then `joined_at`.

    `skipped` is the code why the last promotion passed over them (WL-4). `pay_at_desk` 1 lets a
    promotion stand without a pass, as it was agreed at the desk. An offer holds the seats until
    `offered_until`; one that came up at night opens at `offer_after`. `told_at` is when a seat was
    last announced to all (WL-5), `present_at` when a standby came to the desk (WL-10). All are UTC
    milliseconds, 0 for never.
    """

    table: ClassVar[str] = "waitlist_entry"

    id: WaitlistEntryId
    occurrence_id: OccurrenceId
    client_id: ClientId
    seats: int
    joined_at: int
    priority: int = 0
    skipped: str = ""
    state: str = WAITING
    changed_by: CommandId = CommandId("")
    pay_at_desk: int = 0
    offered_until: int = 0
    offer_after: int = 0
    told_at: int = 0
    present_at: int = 0


@row
class SeatHold(Row, frozen=True, array_like=True):
    """Seats that staff keep free without a client, with a note, until a moment (BK-10, BK-25)."""

    table: ClassVar[str] = "seat_hold"

    id: SeatHoldId
    occurrence_id: OccurrenceId
    seats: int
    ends_at: int
    note: str = ""
    held_by: StaffId = StaffId("")
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


PENDING_BY_END = finder(
    "pending_by_end", Booking, "state", range="pay_until", states=(PENDING_PAYMENT,)
)
BOOKINGS_OF_OCCURRENCE = finder("bookings_of_occurrence", Booking, "occurrence_id")
BOOKINGS_OF_CLIENT = finder(
    "bookings_of_client",
    Booking,
    "client_id",
    range="starts_at",
    covers=("state", "location_id"),
)
BOOKINGS_OF_STEP = finder("bookings_of_step", Booking, "client_id", "step_id")
BOOKINGS_OF_PASS = finder(
    "bookings_of_pass", Booking, "pass_id", range="starts_at", states=(PENDING_PAYMENT, BOOKED)
)
WAITING_FOR_OCCURRENCE = finder(
    "waiting_for_occurrence", WaitlistEntry, "occurrence_id", range="joined_at", states=(WAITING,)
)
OFFERS_OF_OCCURRENCE = finder(
    "offers_of_occurrence", WaitlistEntry, "occurrence_id", states=(OFFERED,)
)
OFFERS_BY_END = finder("offers_by_end", WaitlistEntry, "state", range="offered_until")
OFFERS_AFTER_NIGHT = finder("offers_after_night", WaitlistEntry, "state", range="offer_after")
HOLDS_OF_OCCURRENCE = finder("holds_of_occurrence", SeatHold, "occurrence_id", states=(ACTIVE,))
HOLDS_BY_END = finder("holds_by_end", SeatHold, "state", range="ends_at")
NO_SHOWS_OF_CLIENT = finder(
    "no_shows_of_client", Booking, "client_id", range="ends_at", states=(NO_SHOW,)
)
NO_SHOWS_AT_LOCATION = finder(
    "no_shows_at_location", Booking, "location_id", range="no_show_at", states=(NO_SHOW,)
)
ENTRIES_OF_CLIENT = finder(
    "entries_of_client", WaitlistEntry, "client_id", range="joined_at", states=IN_LINE
)
