"""Commands about who came: check-in, walk-in, no-show, and the inverses that undo them."""

from typing import Annotated

import msgspec

from core.commands.fields import (
    Few,
    Id,
    Latitude,
    Longitude,
    OptionalId,
    Reason,
    SeatOverride,
    Seats,
    Way,
)
from core.commands.health import Signed
from core.commands.people import NewClient
from core.commands.registry import Command, Kind, declare
from core.commands.sales import Sale


@declare(
    "check_in",
    kind=Kind.FACT,
    permission="check_in",
    label="Checked {client} in to {occurrence}",
    undo="undo_check_in",
)
class CheckIn(Command, frozen=True):
    """A client is here (CHK-1). `reason` lets a manager check in outside the class day (CHK-2).

    `came` is how many of the party are here, 0 for all; the rest are as a no-show (BK-26).
    `position` is where a phone says that it is (CHK-3).
    """

    client_id: Id
    occurrence_id: Id
    way: Way = "staff"
    reason: Reason = ""
    came: Annotated[int, msgspec.Meta(ge=0, le=50)] = 0
    position: tuple[Latitude, Longitude] | None = None


@declare(
    "confirm_check_in",
    kind=Kind.PROMISE,
    permission="attendance",
    label="Looked whether {client} is in {occurrence}",
)
class ConfirmCheckIn(Command, frozen=True):
    """Staff have seen whether somebody is here whose phone was not near (CHK-12)."""

    client_id: Id
    occurrence_id: Id
    here: bool = True


@declare(
    "check_in_by_code",
    kind=Kind.FACT,
    permission="check_in_scan",
    label="Scanned card {card} at {location}",
    undo="undo_check_in",
)
class CheckInByCode(Command, frozen=True):
    """A member card was shown at a location; the desk has verified its signature (CHK-4).

    What the scan means is decided by rule from who booked what and what is open now.
    """

    card_id: Id
    location_id: Id
    way: Way = "scan"


@declare(
    "check_in_all",
    kind=Kind.FACT,
    permission="attendance",
    label="Checked in a roster of {occurrence}",
    undo="undo_check_in_all",
)
class CheckInAll(Command, frozen=True):
    """Those named are here (CHK-7): named, so that nobody is in whom this desk did not know of."""

    occurrence_id: Id
    client_ids: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1, max_length=1000)]


@declare(
    "undo_check_in",
    kind=Kind.PROMISE,
    permission="attendance",
    label="Took back the check-in of {client} in {occurrence}",
)
class UndoCheckIn(Command, frozen=True):
    """Back to booked, with hold and place (CHK-20). `of` "" takes back any check-in of the day."""

    client_id: Id
    occurrence_id: Id
    of: OptionalId = ""
    reason: Reason = ""


@declare(
    "undo_check_in_all",
    kind=Kind.PROMISE,
    permission="attendance",
    label="Took back the check-in of a roster of {occurrence}",
)
class UndoCheckInAll(Command, frozen=True):
    """Back to booked for all whom command `of` checked in and nobody touched since."""

    of: Id
    occurrence_id: Id


@declare(
    "mark_no_show",
    kind=Kind.PROMISE,
    permission="attendance",
    label="Marked {client} as not come to {occurrence}",
    undo="undo_no_show",
)
class MarkNoShow(Command, frozen=True):
    """A client did not come (NS-1 by hand). Frees no seat for promotion."""

    client_id: Id
    occurrence_id: Id


@declare(
    "undo_no_show",
    kind=Kind.PROMISE,
    permission="attendance",
    label="Took back that {client} did not come to {occurrence}",
)
class UndoNoShow(Command, frozen=True):
    """Back to booked, with the hold, as before command `of`."""

    of: Id
    client_id: Id
    occurrence_id: Id


@declare(
    "walk_in",
    kind=Kind.FACT,
    permission="attendance",
    label="Let {client} walk in to {occurrence}",
    undo="undo_walk_in",
)
class WalkIn(Command, frozen=True):
    """Client, booking, cover and check-in in one command (BK-8).

    A new face comes as `new_client` with `client_id` "" and gets its id from this command; `sale`
    sells a pass first, which then pays. `pay_at_desk` leaves the price due where no pass covers it.
    `signed` is the client's name under waiver `waiver_id`.
    """

    occurrence_id: Id
    client_id: OptionalId = ""
    new_client: NewClient | None = None
    sale: Sale | None = None
    seats: Seats = 1
    pass_id: OptionalId = ""
    pay_at_desk: bool = False
    way: Way = "staff"
    override: Few[SeatOverride] = ()
    reason: Reason = ""
    waiver_id: OptionalId = ""
    signed: Signed | None = None


@declare(
    "undo_walk_in",
    kind=Kind.PROMISE,
    permission="attendance",
    label="Took back the walk-in of {client} to {occurrence}",
)
class UndoWalkIn(Command, frozen=True):
    """Take back the seat that command `of` gave; a new client and a sold pass stay."""

    of: Id
    client_id: Id
    occurrence_id: Id
