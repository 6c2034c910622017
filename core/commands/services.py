"""Commands that change a service once it is there."""

from typing import Annotated, Literal

import msgspec

from core.commands.catalogue import ResourceNeed
from core.commands.fields import (
    Capacity,
    Colour,
    Duration,
    Few,
    Id,
    Key,
    Line,
    Many,
    Minutes,
    Money,
    Name,
    OptionalId,
    PayMode,
    TaxRate,
    Text,
)
from core.commands.registry import Command, Kind, declare

Mode = Literal["self_booking", "instructor_led", "admin_only", "hybrid"]


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a service asks at booking (SVC-7); `choices` for one of several."""

    key: Key
    text: Name
    kind: Literal["text", "choice", "yes_no"] = "text"
    required: bool = False
    choices: Annotated[tuple[Name, ...], msgspec.Meta(max_length=30)] = ()


@declare(
    "edit_service",
    kind=Kind.PROMISE,
    permission="manage_services",
    label="Changed the service {service}",
    undo="edit_service",
)
class EditService(Command, frozen=True):
    """Change what is given of a service; None leaves it as it is (SVC-1).

    What is on the calendar keeps its length, capacity and staff; a new price holds for what is
    booked from now on. `mode` sets the three switches at once, except hybrid, which is any other
    set of them (SVC-9).
    """

    service_id: Id
    name: Name | None = None
    short_name: Line | None = None
    category: Line | None = None
    description: Text | None = None
    colour: Colour | None = None
    duration_min: Duration | None = None
    capacity: Capacity | None = None
    buffer_before_min: Minutes | None = None
    buffer_after_min: Minutes | None = None
    price: Money | None = None
    location_ids: Many[Id] | None = None
    needs: Few[ResourceNeed] | None = None
    lead_id: OptionalId | None = None
    credit_needed: bool | None = None
    waitlist: bool | None = None
    open_studio: bool | None = None
    attended_by_itself: bool | None = None
    mode: Mode | None = None
    self_booking: bool | None = None
    instructor_booking: bool | None = None
    staff_booking: bool | None = None
    tax_rate: TaxRate | None = None
    pay_mode: PayMode | None = None
    deposit: Money | None = None
    deposit_percent: TaxRate | None = None
    questions: Annotated[tuple[Question, ...], msgspec.Meta(max_length=20)] | None = None


@declare(
    "archive_service",
    kind=Kind.PROMISE,
    permission="manage_services",
    label="Archived the service {service}",
    undo="unarchive_service",
)
class ArchiveService(Command, frozen=True):
    """Nothing new is planned of it; what is planned takes place (ORG-7)."""

    service_id: Id


@declare(
    "unarchive_service",
    kind=Kind.PROMISE,
    permission="manage_services",
    label="Brought the service {service} back",
    undo="archive_service",
)
class UnarchiveService(Command, frozen=True):
    """It can be planned again."""

    service_id: Id
