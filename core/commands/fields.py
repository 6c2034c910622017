"""Limits of command fields, checked by the codec at every door."""

from typing import Annotated, Literal, TypeVar

import msgspec

T = TypeVar("T")

ONE_LINE = r"^[^\x00-\x08\x0a-\x1f\x7f]*\Z"
_DAY = r"[0-9]{2}-(0[0-9]|1[0-2])-([0-2][0-9]|3[01])"

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
OptionalId = Annotated[str, msgspec.Meta(max_length=64)]
Seats = Annotated[int, msgspec.Meta(ge=1, le=50)]
Reason = Annotated[str, msgspec.Meta(max_length=500)]
Name = Annotated[
    str,
    msgspec.Meta(min_length=1, max_length=200, pattern=r"^(?=.*\S)[^\x00-\x08\x0a-\x1f\x7f]*\Z"),
]
"""One line in any script that is not blank; of control characters only the tab."""
Line = Annotated[str, msgspec.Meta(max_length=200, pattern=ONE_LINE)]
Key = Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern=ONE_LINE)]
Few = Annotated[tuple[T, ...], msgspec.Meta(max_length=50)]
Many = Annotated[tuple[T, ...], msgspec.Meta(max_length=1000)]
Choices = Annotated[dict[Id, T], msgspec.Meta(max_length=1000)]
"""What somebody chose for each of several classes."""
Whole = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]
"""Any number that every program keeps as it is."""
GuestNames = Annotated[tuple[Name, ...], msgspec.Meta(max_length=49)]
Text = Annotated[str, msgspec.Meta(max_length=2000)]
Money = Annotated[int, msgspec.Meta(ge=0, le=100_000_000_00)]
Moment = Annotated[int, msgspec.Meta(ge=946_684_800_000, le=4_102_444_800_000)]
"""UTC milliseconds from 2000 to 2100."""
LocalDate = Annotated[
    str, msgspec.Meta(pattern=r"^20[0-9][0-9]-(0[0-9]|1[0-2])-([0-2][0-9]|3[01])\Z")
]
OptionalDate = Annotated[
    str, msgspec.Meta(pattern=r"^(20[0-9][0-9]-(0[0-9]|1[0-2])-([0-2][0-9]|3[01]))?\Z")
]
Birthday = Annotated[
    str, msgspec.Meta(pattern=r"^((19|20)[0-9][0-9]-(0[0-9]|1[0-2])-([0-2][0-9]|3[01]))?\Z")
]
LocalTime = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z")]
LocalEnd = Annotated[str, msgspec.Meta(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)\Z")]
DayOfWeek = Annotated[int, msgspec.Meta(ge=0, le=6)]
"""0 is Monday."""
Email = Annotated[str, msgspec.Meta(max_length=254, pattern=r"^([^@\s]+@[^@\s]+)?\Z")]
Phone = Annotated[str, msgspec.Meta(max_length=20, pattern=r"^(\+?[0-9]{3,19})?\Z")]
Language = Annotated[
    str, msgspec.Meta(max_length=20, pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]+)*)?\Z")
]
Currency = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}\Z")]
Slug = Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z")]
LocationCode = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2,5}\Z")]
DeskCode = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{1,2}\Z")]
Receipt = Annotated[str, msgspec.Meta(max_length=40, pattern=ONE_LINE)]
PublicKey = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?\Z")]
SigningKey = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
CardNumber = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
Minutes = Annotated[int, msgspec.Meta(ge=0, le=24 * 60)]
Duration = Annotated[int, msgspec.Meta(ge=5, le=24 * 60)]
Capacity = Annotated[int, msgspec.Meta(ge=1, le=1000)]
DayShift = Annotated[int, msgspec.Meta(ge=-6, le=6)]
Quantity = Annotated[int, msgspec.Meta(ge=1, le=10_000)]
Colour = Annotated[int, msgspec.Meta(ge=1, le=12)]
TaxRate = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
"""Hundredths of a percent."""
Credits = Annotated[int, msgspec.Meta(ge=0, le=1000)]
SignedCredits = Annotated[int, msgspec.Meta(ge=-1000, le=1000)]
Latitude = Annotated[int, msgspec.Meta(ge=-90_000_000, le=90_000_000)]
Longitude = Annotated[int, msgspec.Meta(ge=-180_000_000, le=180_000_000)]
"""In millionths of a degree."""
Flag = Literal[0, 1]

Method = Literal["cash", "external_terminal", "bank_transfer", "voucher", "other", "later", "card"]
PayMode = Literal["credit", "prepay", "deposit", "free"]
"""How a service is paid (PAY-1)."""
PaidMethod = Literal["cash", "external_terminal", "bank_transfer", "voucher", "other"]
TakenMethod = Literal["cash", "external_terminal", "bank_transfer", "voucher", "other", "gift"]
"""How money came (PAY-13). `later` is a promise to pay and makes no payment, of
`card` the provider tells."""
Way = Literal["staff", "scan", "kiosk", "self", "automatic"]
"""How a check-in came about (CHK-1)."""
Role = Literal[
    "org_owner",
    "location_manager",
    "instructor",
    "trainer",
    "receptionist",
    "finance_manager",
]
Right = Literal[
    "manage_services",
    "manage_staff",
    "take_payment",
    "see_health",
    "see_private_notes",
    "overbook",
]
SeatOverride = Literal[
    "overlapping_booking",
    "class_full",
    "client_suspended",
    "step_before_missing",
    "owes_too_much",
]
"""What staff may knowingly book against, with a reason (BK-1, BK-3, SET-15)."""
SaleOverride = Literal["new_clients_only", "limit_per_person"]
"""Which limits of a product staff may sell against, with a reason (PASS-14)."""
ScheduleOverride = Literal[
    "outside_opening_hours",
    "instructor_buffer",
    "instructor_travel",
    "instructor_away",
    "instructor_unavailable",
    "instructor_not_qualified",
    "location_closed",
]
"""What a manager may knowingly schedule against, with a reason (SCH-12)."""
