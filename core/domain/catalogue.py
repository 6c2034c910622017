"""What is offered: services and pass products."""

from typing import ClassVar

import msgspec

from core.domain.finder import finder
from core.domain.ids import PassProductId, ResourceId, ServiceId, StaffId
from core.domain.rows import Row, row

BY_CREDIT = "credit"
PREPAY = "prepay"
DEPOSIT = "deposit"
FREE = "free"
PAY_MODES = (BY_CREDIT, PREPAY, DEPOSIT, FREE)


class Need(msgspec.Struct, frozen=True):
    """What an occurrence of a service holds of a resource (SVC-1, RES-3)."""

    resource_id: ResourceId
    per_class: int = 0
    per_attendee: int = 0


@row
class Service(Row, frozen=True, array_like=True):
    """A class or a session that can be scheduled (SVC-1).

    `colour` is 1 to 12, `badge` one letter. `locations` is a JSON list (empty means all), `needs` a
    JSON list of Need. `price` is in minor units, for one seat. The three switches of SVC-2 are
    `self_booking`, `instructor_booking`, `staff_booking`. `attended_by_itself` 1: who is booked
    counts as attending when the class closes (CHK-16). `tax_rate` is in hundredths of a percent.
    `questions` is a JSON list of what is asked at booking (SVC-7). `pay_mode` is credit, prepay,
    deposit or free (PAY-1); a deposit is `deposit` minor units, else `deposit_percent` hundredths
    of a percent of the price (PAY-10).
    """

    table: ClassVar[str] = "service"

    id: ServiceId
    name: str
    short_name: str
    kind: str
    category: str
    duration_min: int
    capacity: int
    colour: int = 1
    badge: str = ""
    description: str = ""
    buffer_before_min: int = 0
    buffer_after_min: int = 0
    price: int = 0
    locations: str = "[]"
    needs: str = "[]"
    lead_id: StaffId = StaffId("")
    credit_needed: int = 1
    waitlist: int = 1
    open_studio: int = 0
    self_booking: int = 1
    instructor_booking: int = 1
    staff_booking: int = 1
    state: str = "active"
    attended_by_itself: int = 0
    questions: str = "[]"
    tax_rate: int = 0
    pay_mode: str = BY_CREDIT
    deposit: int = 0
    deposit_percent: int = 0

    @property
    def pays_first(self) -> bool:
        """Whether a seat without a pass is sure only once something is paid."""
        return self.pay_mode in (PREPAY, DEPOSIT)

    @property
    def takes_deposit(self) -> bool:
        return self.pay_mode == DEPOSIT


@row
class PassProduct(Row, frozen=True, array_like=True):
    """A pass that is sold (PASS-1); its kinds stand in `credits.py`.

    `credits` 0 counts none: unlimited, and courses and memberships without a number; those of a
    gift are minor units. It holds for `validity_months` if there are any, else `validity_days`, of
    which 0 never end; `starts` is sale or first_use (PASS-10). `max_advance` 0 means no limit of
    future bookings (BK-5). `charge_at_booking` 1 captures with the hold (PASS-3). `guests` says
    who pays for guests (PASS-8), of whom `guest_passes` come free. `shared` 1 serves the
    household. `new_clients_only` and `per_person` limit the sale (PASS-14), `freezes` and
    `freeze_days` a year and `extend_days` what the desk may do without a manager (PASS-12).
    `standby_only` 1 takes only seats of the last minutes (PASS-17). `tax_rate` is in hundredths
    of a percent (PAY-16).
    """

    table: ClassVar[str] = "pass_product"

    id: PassProductId
    name: str
    kind: str
    price: int
    credits: int = 0
    validity_days: int = 0
    services: str = "[]"
    locations: str = "[]"
    max_advance: int = 3
    charge_at_booking: int = 0
    state: str = "active"
    validity_months: int = 0
    starts: str = "sale"
    guests: str = ""
    guest_passes: int = 0
    shared: int = 0
    new_clients_only: int = 0
    per_person: int = 0
    freezes: int = 2
    freeze_days: int = 60
    extend_days: int = 0
    standby_only: int = 0
    tax_rate: int = 0


SERVICES_BY_STATE = finder("services_by_state", Service, "state")
PRODUCTS_BY_STATE = finder("products_by_state", PassProduct, "state")
