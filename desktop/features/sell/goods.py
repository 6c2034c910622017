"""What the shelf holds: passes, today's classes, items; and what a client owes."""

from collections.abc import Sequence

from core.commands.till import TillLine
from core.domain.catalogue import PassProduct, Service
from core.domain.credits import UNLIMITED
from core.domain.folding import fold
from core.domain.json_text import allows, texts
from core.domain.people import Client
from core.domain.phones import spaced
from core.domain.schedule import SCHEDULED
from core.queries import clients, dues, occurrences, place, till
from core.queries.dues import Due
from core.queries.occurrences import OccurrenceLine
from core.queries.till import RetailLine
from core.rules.money.tax import asking_price
from core.rules.people.households import members_of
from core.rules.terms import Terms
from desktop import formats
from desktop.features.sell.basket import BasketLine
from desktop.features.sell.model import Buyer, DueThing, FoundBuyer, Thing
from desktop.saying import tr
from desktop.session import Session

DIGITS = 9
MOST_FOUND = 8
MOST_CLASSES = 12


class Goods:
    """The shelf of one reading: things by key, with what each puts into the basket."""

    def __init__(self, session: Session) -> None:
        self._session = session
        source, here = session.source, session.location_id
        self.products = [one for one in place.products(source) if allows(one.locations, here)]
        self.items = till.retail(source, here)
        self._lines: dict[str, BasketLine] = {}
        self.things = [
            *(self._pass(at, one) for at, one in enumerate(self.products)),
            *self._classes(),
            *(self._item(one) for one in self.items),
        ]

    def line(self, key: str) -> BasketLine | None:
        """What a thing puts into the basket; None for a class, which is booked first."""
        return self._lines.get(key)

    def of_barcode(self, code: str) -> BasketLine | None:
        """The item with this barcode."""
        key = next((f"retail/{one.id}" for one in self.items if one.barcode == code.strip()), "")
        return self._lines.get(key)

    def fitting(self, typed: str) -> Sequence[Thing]:
        """What fits what is typed, by the beginnings of words; a barcode fits its item alone."""
        if not typed.strip():
            return self.things
        if scanned := self.of_barcode(typed):
            return [one for one in self.things if one.key == scanned.key]
        wanted = fold(typed).split()
        return [one for one in self.things if _fits(fold(f"{one.name} {one.note}"), wanted)]

    def name_of(self, line: BasketLine) -> str:
        """The name of a product or item."""
        return next((one.name for one in self.things if one.key == line.key), "")

    def _pass(self, at: int, one: PassProduct) -> Thing:
        session = self._session
        key = f"pass/{one.id}"
        self._lines[key] = BasketLine("pass", one.id, one.price)
        return Thing(
            key=key,
            kind="pass",
            subject_id=one.id,
            name=one.name,
            note=_covers(session, one),
            price=formats.money(one.price, session.currency),
            number=at + 1 if at < DIGITS else 0,
        )

    def _item(self, one: RetailLine) -> Thing:
        key = f"retail/{one.id}"
        self._lines[key] = BasketLine("retail", one.id, one.price)
        return Thing(
            key=key,
            kind="retail",
            subject_id=one.id,
            name=one.name,
            note=tr("{0} left").format(one.stock)
            if one.stock > 0
            else tr("None left by the books"),
            price=formats.money(one.price, self._session.currency),
        )

    def _classes(self) -> list[Thing]:
        session = self._session
        now = session.now()
        _, until = formats.day_bounds(now, session.zone)
        lines = occurrences.occurrences(session.source, session.location_id, now, until)
        coming = [one for one in lines if one.state == SCHEDULED and one.ends_at > now]
        terms = Terms(session.source.rows)
        return [self._class(one, terms) for one in coming[:MOST_CLASSES]]

    def _class(self, one: OccurrenceLine, terms: Terms) -> Thing:
        session = self._session
        service = session.source.rows.get(Service, one.service_id)
        price = asking_price(terms, service.price, service.tax_rate) if service else 0
        seats = "full" if one.free <= 0 else tr("{0} free").format(one.free)
        return Thing(
            key=f"class/{one.id}",
            kind="class",
            subject_id=one.id,
            name=f"{formats.clock(one.starts_at, one.zone)} {one.name}",
            note=tr("Drop-in, {0}").format(seats),
            price=formats.money(price, session.currency) if price else "",
        )


def due_line(due: Due, owner: str = "") -> BasketLine:
    """An open sum as a line of the basket; `owner` is for whom the buyer pays it."""
    if due.occurrence_id:
        return BasketLine("booking", due.occurrence_id, due.amount, client_id=owner)
    if due.pass_id:
        return BasketLine("due_pass", due.pass_id, due.amount, client_id=owner)
    return BasketLine("item", due.item_id, due.amount, client_id=owner)


def household_dues(session: Session, client_id: str) -> list[tuple[str, Due]]:
    """What somebody owes, with "", then what those owe for whom they pay, with their id."""
    members = members_of(session.source.rows, client_id) if client_id else []
    return [
        (owner, due)
        for owner in ("", *(one.id for one in members))
        for due in dues.dues(session.source, owner or client_id)
    ]


def buyer_of(session: Session, client_id: str) -> Buyer | None:
    """Who buys, with what they have and owe; None for nobody."""
    client = session.source.rows.get(Client, client_id) if client_id else None
    if client is None:
        return None
    rows = session.source.rows
    owed = household_dues(session, client.id)
    members = [_found(one) for one in members_of(rows, client.id)]
    payer = rows.get(Client, client.payer_id) if client.payer_id else None
    return Buyer(
        client_id=client.id,
        name=client.name,
        contact=spaced(client.phone) or client.email,
        passes=tuple(_pass_words(session, client.id)),
        dues=tuple(
            _due_thing(session, due, next((m for m in members if m.client_id == owner), None))
            for owner, due in owed
        ),
        owed=formats.money(sum(due.amount for _, due in owed), session.currency),
        payer=_found(payer) if payer else None,
        members=tuple(members),
    )


def _found(client: Client) -> FoundBuyer:
    return FoundBuyer(
        client_id=client.id, name=client.name, note=spaced(client.phone) or client.email
    )


def found_buyers(session: Session, typed: str) -> list[FoundBuyer]:
    """Who fits what is typed."""
    if not typed.strip():
        return []
    return [
        FoundBuyer(client_id=one.id, name=one.name, note=spaced(one.phone) or one.email)
        for one in session.sight.found(typed, MOST_FOUND)
        if one.state == "active"
    ]


def is_due(line: TillLine | BasketLine) -> bool:
    """Whether a line pays for what was there before."""
    return line.kind not in ("pass", "retail")


def _pass_words(session: Session, client_id: str) -> list[tuple[str, str]]:
    today = str(formats.local(session.now(), session.zone).date())
    words = []
    for one in clients.passes(session.source, client_id):
        over = bool(one.valid_until) and one.valid_until < today
        if one.state != "active" or over:
            continue
        if one.kind == UNLIMITED:
            until = formats.short_date(one.valid_until)
            words.append((one.name, tr("to {0}").format(until) if until else ""))
        elif one.balance > 0:
            words.append((one.name, tr("{0} left").format(one.balance)))
    return words


def _due_thing(session: Session, due: Due, member: FoundBuyer | None) -> DueThing:
    line = due_line(due, member.client_id if member else "")
    when = formats.moment(due.at, due.zone or session.zone, session.now())
    note = when if due.occurrence_id else tr("Since {0}").format(when)
    return DueThing(
        key=line.key,
        kind=line.kind,
        subject_id=line.subject_id,
        name=due.name,
        note=f"{member.name} · {note}" if member else note,
        client_id=line.client_id,
        amount=due.amount,
        price=formats.money(due.amount, session.currency),
    )


def _covers(session: Session, product: PassProduct) -> str:
    rows = [
        row for key in texts(product.services) if (row := session.source.rows.get(Service, key))
    ]
    names = [row.short_name or row.name for row in rows]
    more = f" +{len(names) - 3}" if len(names) > 3 else ""
    covers = ", ".join(names[:3]) + more if names else tr("All classes")
    days = product.validity_days
    if product.validity_months:
        long = (
            tr("{0} months").format(product.validity_months)
            if product.validity_months > 1
            else tr("1 month")
        )
    else:
        long = tr("{0} days").format(days) if days else tr("never expires")
    return f"{covers} · {long}"


def _fits(text: str, wanted: Sequence[str]) -> bool:
    parts = text.split()
    return all(any(part.startswith(one) for part in parts) for one in wanted)
