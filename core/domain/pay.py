"""What instructors are paid: rates, each a version that is never changed (PAY-7)."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import CommandId, PayRateId, ServiceId, StaffId
from core.domain.rows import Row, row


@row
class PayRate(Row, frozen=True, array_like=True):
    """What a class pays from a local date on: a base and so much per head, in minor units.

    `staff_id` "" is everybody, `service_id` "" every service; `role` is lead or assistant. The
    first `heads_in_base` heads are in the base. Of two for one date the one set last holds.
    """

    table: ClassVar[str] = "pay_rate"
    append_only: ClassVar[bool] = True

    id: PayRateId
    staff_id: StaffId
    service_id: ServiceId
    role: str
    base: int
    per_head: int
    valid_from: str
    set_at: int
    heads_in_base: int = 0
    command_id: CommandId = CommandId("")


RATES_OF_STAFF = finder("rates_of_staff", PayRate, "staff_id", range="valid_from")
