"""Reports about money: revenue by what, where, how and when; credits still owed (REP-1)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import msgspec

from core.domain.bookings import Booking
from core.domain.catalogue import PassProduct, Service
from core.domain.credits import GIFT, Pass
from core.domain.money import half_up
from core.domain.open_items import OpenItem
from core.domain.organisation import Location
from core.domain.people import Client
from core.domain.schedule import Occurrence
from core.domain.zones import local_date
from core.queries.reports.declaration import (
    Behind,
    Cell,
    Chart,
    Figure,
    Line,
    Report,
    Scope,
    Shape,
    Table,
    Unit,
    table,
)
from core.queries.reports.facts import (
    MoneyFact,
    MoneySum,
    Names,
    desk_sums,
    elsewhere,
    money,
    months,
    parts,
    passes_sold,
    places,
    spans_of,
    summed,
    sums,
    zones_of,
)
from core.queries.reports.grouping import Called, grouped, lines_of

MOST = 2000
ITEMS, FEES, GONE = "items", "fees", "gone"
METHODS = {
    "cash": "Cash",
    "external_terminal": "Card terminal",
    "bank_transfer": "Bank transfer",
    "voucher": "Voucher",
    "card": "Card",
    "gift": "Gift credit",
    "other": "Other",
}


class _What:
    """What money was for: a key, with its name and kind. Passes are read once, all together."""

    def __init__(self, scope: Scope) -> None:
        self._rows = scope.source.rows
        self.sold = passes_sold(scope)
        self._known: dict[str, str] = {}

    def key(self, subject_id: str) -> str:
        """pass/<product>, service/<service>, fees or items."""
        if held := self.sold.get(subject_id):
            return f"pass/{held.product_id}"
        if subject_id not in self._known:
            self._known[subject_id] = self._other(subject_id)
        return self._known[subject_id]

    def _other(self, subject_id: str) -> str:
        booking = self._rows.get(Booking, subject_id)
        if booking is not None:
            occurrence = self._rows.get(Occurrence, booking.occurrence_id)
            return f"service/{occurrence.service_id}" if occurrence else ITEMS
        return FEES if self._rows.get(OpenItem, subject_id) else ITEMS

    def name(self, key: str) -> tuple[str, str]:
        """Name and kind of a key."""
        kind, _, ident = key.partition("/")
        if kind == "pass":
            product = self._rows.get(PassProduct, ident)
            return (product.name if product else "Pass"), "Pass"
        if kind == "service":
            service = self._rows.get(Service, ident)
            return (service.name if service else "Class"), "Class"
        return ("Fees and periods", "Open item") if key == FEES else ("Items", "Retail")


def _cells(group: Iterable[MoneySum]) -> tuple[Cell, ...]:
    payments = taken = back = 0
    for one in group:
        payments, taken, back = payments + one.payments, taken + one.taken, back + one.back
    return payments, taken, back, taken + back


def _by_what(scope: Scope) -> Table:
    what = _What(scope)
    figures: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for subject_id, amount in parts(scope, what.sold):
        found = figures[what.key(subject_id)]
        found[0] += amount > 0
        found[1 if amount > 0 else 2] += amount
    groups = {key: [MoneySum("", *found)] for key, found in figures.items()}
    return lines_of(groups, what.name, _cells)


def _by_place(scope: Scope) -> Table:
    names = Names(scope)
    return _of_sums(scope, 0, lambda key: (names.location(key),))


def _by_method(scope: Scope) -> Table:
    return _of_sums(scope, 1, lambda key: (METHODS.get(key, key),))


def _of_sums(scope: Scope, by: int, name_of: Called) -> Table:
    """By place (0) or method (1)."""
    groups: dict[str, list[MoneySum]] = defaultdict(list)
    for place_id, one in sums(scope):
        groups[(place_id, one.method)[by]].append(one)
    return lines_of(groups, name_of, _cells)


def _by_month(scope: Scope) -> Table:
    groups: dict[str, list[MoneySum]] = defaultdict(list)
    for month, first, last in months(scope):
        for _, one in desk_sums(scope, spans_of(scope, first, last)):
            groups[month].append(one)
    # the months of each place begin at its own midnights, so a moment is put into its month by them
    begins = {
        place_id: [spans_of(scope, first, last)[place_id][0] for _, first, last in months(scope)]
        for place_id in scope.locations
    }
    names = [month for month, _, _ in months(scope)]
    for place_id, fact in elsewhere(scope, spans_of(scope)):
        month = names[bisect_right(begins[place_id], fact.at) - 1]
        groups[month].append(summed(fact.method, fact.amount))
    return lines_of(groups, lambda key: (key,), _cells)


_PAYMENT = (
    Figure(ident="at", title="When", unit=Unit.MOMENT, wide=18),
    Figure(ident="receipt", title="Receipt", unit=Unit.TEXT, wide=16),
    Figure(ident="client", title="Client", unit=Unit.TEXT, wide=20),
    Figure(ident="what", title="For", unit=Unit.TEXT, wide=20),
    Figure(ident="method", title="Method", unit=Unit.TEXT, wide=14),
    Figure(ident="amount", title="Amount", unit=Unit.MONEY, wide=12),
)


def _behind(scope: Scope, title: str, wanted: Callable[[str, MoneyFact], bool]) -> Behind:
    what = _What(scope)
    rows = scope.source.rows
    facts = [fact for place_id, fact in money(scope) if wanted(place_id, fact)]
    newest = sorted(facts, key=lambda one: (-one.at, one.id))[:MOST]
    lines = []
    for one in newest:
        client = rows.get(Client, one.client_id) if one.client_id else None
        name = client.name if client else ""
        said = what.name(what.key(one.subject_id))[0]
        method = METHODS.get(one.method, one.method)
        lines.append(Line(one.client_id, (one.at, one.receipt, name, said, method, one.amount)))
    total = (None, f"{len(facts):,} payments", "", "", "", sum(one.amount for one in facts))
    return Behind(title, _PAYMENT, table(lines, total), "client")


def _behind_what(scope: Scope, key: str) -> Behind:
    what = _What(scope)
    return _behind(scope, what.name(key)[0], lambda _place, fact: what.key(fact.subject_id) == key)


def _behind_month(scope: Scope, key: str) -> Behind:
    zones = zones_of(scope)
    return _behind(
        scope, key, lambda place_id, fact: local_date(fact.at, zones[place_id])[:7] == key
    )


def _behind_place(scope: Scope, key: str) -> Behind:
    row = scope.source.rows.get(Location, key)
    return _behind(scope, row.name if row else "", lambda place_id, _fact: place_id == key)


def product_name(scope: Scope, key: str) -> str:
    """A pass product; what an import brought belongs to none."""
    row = scope.source.rows.get(PassProduct, key)
    return row.name if row else "Brought along"


class OpenPass(msgspec.Struct, frozen=True):
    """A pass that holds today, with what is left on it."""

    id: str
    product_id: str
    location_id: str
    kind: str
    credits: int
    price: int
    balance: int

    @property
    def value(self) -> int:
        """What is left at what it cost, in minor units, rounded half-up here."""
        if self.kind == GIFT:
            return self.balance
        return half_up(self.price * self.balance, self.credits) if self.credits else 0


def open_passes(scope: Scope) -> list[OpenPass]:
    """Passes that hold today and have something left, sold at the places looked at."""
    zone = next((one.zone for one in places(scope)), "UTC")
    today = local_date(scope.now, zone)
    found = scope.source.all(OpenPass, "reports.open_passes", today=today)
    return [one for one in found if one.location_id in ("", *scope.locations)]


def _open_cells(group: Sequence[OpenPass]) -> tuple[Cell, ...]:
    credits = sum(one.balance for one in group if one.kind != GIFT)
    return len(group), credits, sum(one.value for one in group)


def _liability(scope: Scope) -> Table:
    groups = grouped(open_passes(scope), lambda one: one.product_id)
    return lines_of(groups, lambda key: (product_name(scope, key),), _open_cells)


_HELD = (
    Figure(ident="client", title="Client", unit=Unit.TEXT, wide=24),
    Figure(ident="pass", title="Pass", unit=Unit.TEXT, wide=20),
    Figure(ident="until", title="Valid to", unit=Unit.DATE, wide=16),
    Figure(ident="left", title="Left", wide=10),
    Figure(ident="value", title="Value", unit=Unit.MONEY, wide=12),
)


def _behind_liability(scope: Scope, key: str) -> Behind:
    rows = scope.source.rows
    found = [one for one in open_passes(scope) if one.product_id == key]
    found.sort(key=lambda one: (-one.value, one.id))
    lines = []
    for one in found[:MOST]:
        held = rows.get(Pass, one.id)
        client = rows.get(Client, held.client_id) if held else None
        if held is not None:
            name = client.name if client else ""
            cells = (name, held.name, held.valid_until, one.balance, one.value)
            lines.append(Line(held.client_id, cells))
    total = (f"{len(found):,} passes", "", "", None, sum(one.value for one in found))
    return Behind("Open credits", _HELD, table(lines, total), "client")


_PAYMENTS = Figure(
    ident="payments", title="Payments", says="Parts of payments that were taken, one for each line."
)
_TAKEN = Figure(
    ident="taken",
    title="Taken",
    unit=Unit.MONEY,
    says="Money taken in the period, by the date of the payment at the place.",
)
_BACK = Figure(
    ident="back",
    title="Given back",
    unit=Unit.MONEY,
    says="Refunds and voids in the period, whenever the money had been taken.",
)
_NET = Figure(
    ident="net", title="Revenue", unit=Unit.MONEY, says="Taken less given back, tax included."
)
_SUMS = (_PAYMENTS, _TAKEN, _BACK, _NET)


def _named(ident: str, title: str, wide: int = 24) -> Figure:
    return Figure(ident=ident, title=title, unit=Unit.TEXT, wide=wide)


REVENUE = Report(
    ident="revenue",
    title="Revenue by service",
    about="What the money was for: passes, classes paid one by one, items, fees.",
    figures=(_named("what", "For"), _named("kind", "Kind", 12), *_SUMS),
    make=_by_what,
    behind=_behind_what,
    chart=Chart(shape=Shape.BAR, names="what", values=("net",)),
    financial=True,
    filters=("method",),
)
BY_LOCATION = Report(
    ident="revenue_places",
    title="Revenue by location",
    about="At which place the money came.",
    figures=(_named("location", "Location"), *_SUMS),
    make=_by_place,
    behind=_behind_place,
    chart=Chart(shape=Shape.BAR, names="location", values=("net",)),
    financial=True,
    filters=("method",),
)
BY_METHOD = Report(
    ident="revenue_methods",
    title="Revenue by method",
    about="How people pay.",
    figures=(_named("method", "Method"), *_SUMS),
    make=_by_method,
    behind=lambda scope, key: _behind(
        scope, METHODS.get(key, key), lambda _place, fact: fact.method == key
    ),
    chart=Chart(shape=Shape.BAR, names="method", values=("net",)),
    financial=True,
    filters=(),
)
BY_MONTH = Report(
    ident="revenue_months",
    title="Revenue by month",
    about="How the money comes over the months.",
    figures=(_named("month", "Month", 14), *_SUMS),
    make=_by_month,
    behind=_behind_month,
    chart=Chart(shape=Shape.LINE, names="month", values=("net",)),
    financial=True,
    filters=("method",),
)
LIABILITY = Report(
    ident="liability",
    title="Credit liability",
    about="What clients have paid for and not used yet, as of today.",
    figures=(
        _named("product", "Pass"),
        Figure(
            ident="passes",
            title="Passes",
            says="Passes that hold today with credits left; those without an end count too.",
        ),
        Figure(ident="left", title="Credits left", says="The sums of their ledgers; gifts apart."),
        Figure(
            ident="value",
            title="Value",
            unit=Unit.MONEY,
            says="Credits left at the price of the pass divided by its credits; of gifts what is"
            " left. Credits that bookings hold are spent already.",
        ),
    ),
    make=_liability,
    behind=_behind_liability,
    chart=Chart(shape=Shape.BAR, names="product", values=("value",)),
    financial=True,
    filters=(),
    dated=False,
)
