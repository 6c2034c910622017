"""The large studio's plan carried out by commands through settlement, to compare with its rows."""

from core.changes import Act
from core.commands.arrivals import CheckIn, MarkNoShow
from core.commands.attendance import CloseOccurrence
from core.commands.people import CreateClient, NewClient
from core.commands.registry import Command
from core.commands.sales import SellPass
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book, CancelBooking
from core.domain.credits import LEDGER_OF_PASS, PASSES_OF_CLIENT
from core.domain.ids import CommandId, StaffId
from core.domain.zones import MINUTE_MS
from core.rules.passes.credits import balance
from sync_server.demo.clerk import Clerk
from sync_server.demo.large_plan import MINUTES, Scale, Slot, Visit, name_of, slots, visits
from sync_server.demo.large_rows import (
    PRICE,
    Base,
    client_id,
    closes_at,
    command_id,
    founded_at,
    home_of,
    is_over,
    mail_of,
    occurrence_id_of,
    phone_of,
    receipt_of,
)


class ByCommands:
    """Carries out the plan in the order in which its rows are written."""

    def __init__(self, clerk: Clerk, base: Base, scale: Scale) -> None:
        self._clerk = clerk
        self._base = base
        self._scale = scale
        self._sales = 0

    def run(self) -> None:
        for number in range(self._scale.clients):
            self._enter(number)
        for slot in slots(self._scale):
            self._plan(slot)
            for visit in visits(self._scale, slot):
                self._visit(visit)
            if is_over(self._scale, slot):
                key = command_id(self._scale, "close", slot.number)
                close = CloseOccurrence(occurrence_id_of(self._scale, slot))
                self._do(close, closes_at(slot), key)

    def _do(self, command: Command, at: int, key: CommandId) -> None:
        self._clerk.do(command, at, Act(key, StaffId(self._base.owner), at))

    def _enter(self, number: int) -> None:
        new = NewClient(
            name_of(number),
            mail_of(number),
            phone_of(number),
            home_location_id=self._base.locations[home_of(self._scale, number)],
        )
        key = command_id(self._scale, "client", number)
        self._do(CreateClient(new), founded_at(self._scale), key)

    def _plan(self, slot: Slot) -> None:
        command = CreateOccurrence(
            self._base.services[slot.service],
            self._base.locations[slot.location],
            slot.local_date,
            slot.local_start,
            MINUTES,
            self._scale.seats,
            self._base.teachers[slot.location][slot.teacher],
        )
        key = command_id(self._scale, "occurrence", slot.number)
        self._do(command, founded_at(self._scale), key)

    def _visit(self, visit: Visit) -> None:
        client = client_id(self._scale, visit.client)
        occurrence = occurrence_id_of(self._scale, visit.slot)
        if not self._has_credit(client):
            self._sell(visit, client)
        key = command_id(self._scale, "book", visit.number)
        self._do(Book(client, occurrence), visit.booked_at, key)
        then: dict[str, Command] = {
            "came": CheckIn(client, occurrence),
            "no_show": MarkNoShow(client, occurrence),
            "cancelled": CancelBooking(client, occurrence),
        }
        if visit.fate in then:
            key = command_id(self._scale, visit.fate, visit.number)
            self._do(then[visit.fate], visit.then_at, key)

    def _has_credit(self, client: str) -> bool:
        rows = self._clerk.rows
        held = rows.find(PASSES_OF_CLIENT, client)
        return any(balance(rows.find(LEDGER_OF_PASS, one.id)) > 0 for one in held)

    def _sell(self, visit: Visit, client: str) -> None:
        self._sales += 1
        location = self._base.locations[visit.slot.location]
        sale = SellPass(
            client, self._base.product, location, PRICE, "cash", receipt_of(self._sales)
        )
        key = command_id(self._scale, "sell", self._sales)
        self._do(sale, visit.booked_at - MINUTE_MS, key)
