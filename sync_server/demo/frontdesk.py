"""The front desk of the demo at work: sells, books, checks in, each by its command."""

from random import Random

from core.changes import Act
from core.commands.arrivals import CheckIn, CheckInByCode, MarkNoShow, WalkIn
from core.commands.fields import PaidMethod, Way
from core.commands.sales import SellPass, TakePayment
from core.commands.seats import Book, CancelBooking
from core.commands.waiting import JoinWaitlist
from core.domain.bookings import BOOKED, BOOKINGS_OF_OCCURRENCE, SEATED, Booking
from core.domain.credits import LEDGER_OF_PASS, PASSES_OF_CLIENT
from core.domain.ids import booking_id
from core.domain.refusals import Refusal
from core.domain.schedule import SCHEDULED, Occurrence
from core.domain.zones import DAY_MS, MINUTE_MS
from core.rules.booking.capacity import seats_used
from core.rules.passes.credits import Purse, Want, balance, choose
from sync_server.demo.catalogue import NORTHGATE, PRIVATE, WHEEL, Places
from sync_server.demo.clerk import Clerk, person
from sync_server.demo.visits import Visit

AT_THE_DESK = "at the desk"
BY_CLIENTS_MS = 29 * MINUTE_MS
NEWCOMER_MS = 14 * DAY_MS
PRICES = {
    "10-class": 145_00,
    "5-class": 80_00,
    "Drop-in": 18_00,
    "Unlimited month": 149_00,
    "Intro week": 30_00,
    "Wheel course": 180_00,
    "5 privates": 295_00,
}
METHODS: tuple[PaidMethod, ...] = ("external_terminal", "cash", "bank_transfer", "voucher")


class FrontDesk:
    """Carries out visits. Receipts are numbered without gaps for each location."""

    def __init__(self, clerk: Clerk, places: Places, random: Random) -> None:
        self._clerk = clerk
        self._places = places
        self._random = random
        self._receipts = dict.fromkeys(places.locations, 0)
        self._names = {key: name for name, key in places.locations.items()}

    def book(self, visit: Visit) -> None:
        """Book with what the client has or buys; who finds it full waits."""
        client, occurrence = visit.client, visit.occurrence
        who = self._who(visit)
        if self._booking(visit) is not None:
            return
        pay_at_desk = self.cover(visit)
        seated = self._clerk.rows.find(BOOKINGS_OF_OCCURRENCE, occurrence.id)
        if seats_used(seated) >= occurrence.capacity:
            wait = JoinWaitlist(client.id, occurrence.id, pay_at_desk=pay_at_desk)
            self._clerk.attempt(wait, visit.book_at, who)
        else:
            book = Book(client.id, occurrence.id, pay_at_desk=pay_at_desk)
            self._clerk.do(book, visit.book_at, who)

    def walk_in(self, visit: Visit) -> None:
        """Come without a booking, if there is room and the class takes place."""
        occurrence = visit.occurrence
        current = self._clerk.rows.get(Occurrence, occurrence.id)
        if current is None or current.state != SCHEDULED:
            return
        seated = self._clerk.rows.find(BOOKINGS_OF_OCCURRENCE, occurrence.id)
        if seats_used(seated) >= occurrence.capacity:
            return
        pay_at_desk = self.cover(visit)
        walk = WalkIn(occurrence.id, visit.client.id, pay_at_desk=pay_at_desk)
        self._clerk.do(walk, visit.then_at, self._who(visit))
        self._take_payment(visit)

    def come(self, visit: Visit) -> None:
        """Check in whoever holds a seat, by card, at the kiosk or by staff."""
        if self._state(visit) != BOOKED:
            return
        client, occurrence, who = visit.client, visit.occurrence, self._who(visit)
        dice = self._random.random()
        if occurrence.starts_at - visit.then_at > BY_CLIENTS_MS:
            dice = 0.5
        if dice < 0.45:
            scan = CheckInByCode(client.card_id, occurrence.location_id)
            if not isinstance(self._clerk.attempt(scan, visit.then_at, who), Refusal):
                self._take_payment(visit)
                return
        way: Way = "kiosk" if dice > 0.9 else "staff"
        self._clerk.do(CheckIn(client.id, occurrence.id, way), visit.then_at, who)
        self._take_payment(visit)

    def cancel(self, visit: Visit) -> None:
        """Cancel, early or late: the policy says what it costs."""
        if self._state(visit) == BOOKED:
            cancel = CancelBooking(visit.client.id, visit.occurrence.id)
            self._clerk.do(cancel, visit.then_at, self._who(visit))

    def stay_away(self, visit: Visit) -> None:
        """Marked as a no-show some minutes into the class."""
        if self._state(visit) == BOOKED:
            missed = MarkNoShow(visit.client.id, visit.occurrence.id)
            self._clerk.do(missed, visit.then_at, self._who(visit))

    def cover(self, visit: Visit) -> bool:
        """Let the client have a pass that covers the visit; True where they pay at the desk."""
        if self._covered(visit):
            return False
        product = self._wish(visit)
        if product == AT_THE_DESK:
            return True
        self.sell(visit, product)
        return False

    def sell(self, visit: Visit, product: str) -> None:
        """Sell a pass; one for a time begins with the class that it is bought for."""
        timed = product in ("Unlimited month", "Intro week")
        location_id = visit.occurrence.location_id
        sale = SellPass(
            visit.client.id,
            self._places.products[product],
            location_id,
            PRICES[product],
            self._method(),
            self._receipt(location_id),
            visit.occurrence.local_date if timed else "",
        )
        self._clerk.do(sale, visit.book_at - MINUTE_MS, self._who(visit))

    def _covered(self, visit: Visit) -> bool:
        rows, occurrence = self._clerk.rows, visit.occurrence
        held = rows.find(PASSES_OF_CLIENT, visit.client.id)
        purses = [Purse(one, balance(rows.find(LEDGER_OF_PASS, one.id))) for one in held]
        want = Want(occurrence.service_id, occurrence.location_id, occurrence.local_date, 1)
        return not isinstance(choose(purses, want), Refusal)

    def _wish(self, visit: Visit) -> str:
        client = visit.client
        if visit.service in (WHEEL, PRIVATE):
            keen = client.habit in ("10-class", "5-class", "Unlimited month")
            course = "Wheel course" if visit.service == WHEEL else "5 privates"
            return course if keen else AT_THE_DESK
        fresh = visit.book_at - client.joined_at < NEWCOMER_MS and not client.scripted
        if fresh and not self._clerk.rows.find(PASSES_OF_CLIENT, client.id):
            return "Intro week"
        return client.habit

    def _take_payment(self, visit: Visit) -> None:
        booking = self._booking(visit)
        if booking is None or not booking.due or self._random.random() < 0.03:
            return
        paid = TakePayment(
            visit.client.id,
            booking.due,
            self._method(),
            self._receipt(visit.occurrence.location_id),
            visit.occurrence.id,
        )
        self._clerk.do(paid, visit.then_at + MINUTE_MS // 2, self._who(visit))

    def _booking(self, visit: Visit) -> Booking | None:
        key = booking_id(visit.occurrence.id, visit.client.id)
        found = self._clerk.rows.get(Booking, key)
        return found if found is not None and found.state in SEATED else None

    def _state(self, visit: Visit) -> str:
        booking = self._booking(visit)
        return booking.state if booking else ""

    def _receipt(self, location_id: str) -> str:
        name = self._names[location_id]
        self._receipts[name] += 1
        return f"{name[:3].upper()}-Z-{self._receipts[name]:06d}"

    def _method(self) -> PaidMethod:
        return self._random.choices(METHODS, (60, 30, 6, 4))[0]

    def _who(self, visit: Visit) -> Act:
        location_id = visit.occurrence.location_id
        place = self._names[location_id]
        manager = "Leo Baum" if place == NORTHGATE else "Tomás Vidal"
        name = "Noor Karim" if self._random.random() < 0.75 else manager
        return person(self._places.staff[name], location_id, self._places.desks[place])
