"""Handlers of passes sold: within a product's limits, from a date, paid now or later (PASS-1)."""

import msgspec
from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.sales import Sale, SellPass
from core.domain.bookings import ATTENDED, BOOKINGS_OF_CLIENT, CHECKED_IN
from core.domain.catalogue import PassProduct
from core.domain.credits import (
    AT_FIRST_USE,
    CARD,
    GRANT,
    MEMBERSHIP,
    PASSES_OF_CLIENT,
    PENDING,
    Pass,
)
from core.domain.ids import LocationId, PassId, derive
from core.domain.organisation import Location
from core.domain.people import Client
from core.domain.receipts import ReceiptPayment
from core.domain.refusals import Refusal
from core.domain.settings import DISCOUNT_LIMIT
from core.domain.zones import local_date
from core.handlers.money.payments import Taken, ask_card, pay
from core.handlers.money.receipts import Slip, issue, pass_line
from core.handlers.passes.entries import entry
from core.handlers.registry import falls_back, handles
from core.handlers.scene import Facts, archived, client_of
from core.ports import Reader, Tx
from core.rules.money.discounts import Cut, over_share
from core.rules.money.tax import asking_price
from core.rules.passes.pass_kinds import last_day, start_by
from core.rules.passes.sale_limits import SALE_LIMITS, over_limit, start_refusal
from core.rules.permissions import permits
from core.rules.places import Place
from core.rules.terms import Terms

UNPAID = ("later", CARD)
"""What brings no money at the sale: it stays due, or the provider tells of it."""


PRICE_REFUSALS = ("discount_limit", "reason_missing")
"""Why a price below what is asked is refused."""


class Counter(msgspec.Struct, frozen=True):
    """Where something is sold; the zone says what today is, `line` which of several passes.

    `agreed`: the price was judged before, on the whole receipt, or it was paid already.
    """

    location_id: str
    zone: str
    line: str = ""
    agreed: bool = False


@handles(SellPass)
def sell_pass(tx: Tx, act: Act, command: SellPass) -> Outcome | Refusal:
    """Refuses `client_unknown`, `client_archived`, `location_unknown`, and what `sell` refuses."""
    return _sold(tx, act, command)


def _sold(tx: Tx, act: Act, command: SellPass, *, agreed: bool = False) -> Outcome | Refusal:
    client = client_of(tx, command.client_id)
    payer = client_of(tx, command.payer_id or command.client_id)
    if isinstance(client, Refusal):
        return client
    if isinstance(payer, Refusal):
        return payer
    if refusal := archived(act, client):
        return refusal
    location = tx.get(Location, command.location_id)
    if location is None:
        return Refusal("location_unknown", {"location_id": command.location_id})
    sale = Sale(
        command.product_id,
        command.price,
        command.method,
        command.receipt,
        command.override,
        command.reason,
        payer.id,
        command.auto_charge,
    )
    counter = Counter(location.id, location.zone, agreed=agreed)
    sold = sell(tx, act, client, sale, counter, command.valid_from)
    if isinstance(sold, Refusal):
        return sold
    facts = sale_facts(client, sold, sale)
    return Outcome("sold", facts, (Event("pass_sold", facts),))


@falls_back(SellPass)
def settle_sale(tx: Tx, act: Act, command: SellPass, refusal: Refusal) -> Outcome | Refusal:
    """What was sold was sold: a limit that another desk had used up is flagged (PASS-14), and so
    is a price that was raised meanwhile (PAY-15)."""
    if refusal.code not in (*SALE_LIMITS, *PRICE_REFUSALS):
        return refusal
    happened = replace(command, override=SALE_LIMITS, reason=command.reason or "it happened")
    result = _sold(tx, act, happened, agreed=True)
    if isinstance(result, Refusal):
        return result
    if refusal.code in SALE_LIMITS:
        return Outcome("sold", {**result.facts, "settlement": "PASS-14"}, result.events)
    product = tx.get(PassProduct, command.product_id)
    asked = asking_price(Terms(tx), product.price, product.tax_rate) if product else 0
    facts = {**result.facts, "taken_off": asked - command.price, "settlement": "PAY-15"}
    return Outcome("sold", facts, result.events)


def sell(
    tx: Tx, act: Act, client: Client, sale: Sale, counter: Counter, valid_from: str = ""
) -> Pass | Refusal:
    """Write the pass, its grant and the payment; the pass's id comes from the command.

    One that a card is to pay holds only once the provider has told that it did (PASS-13).
    Refuses `product_unknown`, `receipt_missing`, `invalid_date`, `start_too_early`, and the
    SALE_LIMITS where they are not overridden, `reason_missing`, and a lower price than is asked
    as a discount: `discount_limit` (PAY-15).
    """
    product = tx.get(PassProduct, sale.product_id)
    if product is None:
        return Refusal("product_unknown", {"product_id": sale.product_id})
    if sale.method not in UNPAID and sale.price and not sale.receipt:
        return Refusal("receipt_missing")
    today = local_date(act.occurred_at, counter.zone)
    backdates = bool(valid_from) and valid_from < today and permits(tx, act, "backdate_pass")
    refusal = (
        start_refusal(valid_from, today, may_backdate=backdates)
        or _limited(tx, client, product, sale)
        or (None if counter.agreed else _too_cheap(tx, act, product, sale, counter))
    )
    if refusal:
        return refusal
    sold = _made(act, client, product, sale, counter)
    sold = _dated(sold, product, valid_from, today)
    if sale.method == CARD and sale.price:
        sold = replace(sold, state=PENDING)
        ask_card(tx, act, _payer(tx, client, sale), sold.id, sale.price)
    tx.put(sold)
    grant = entry(act, sold, GRANT, sold.credits, reason="sold")
    tx.put(replace(grant, guests=sold.guest_passes))
    if sale.method not in UNPAID and sale.price:
        payer = _payer(tx, client, sale)
        pay(tx, act, payer, sold.id, Taken(sale.method, sale.price, sale.receipt))
        slip = Slip(sale.receipt, payer, counter.location_id)
        part = ReceiptPayment(sale.method, sale.price)
        issue(tx, act, slip, [pass_line(sold, sale.price)], [part])
    return sold


def _payer(tx: Reader, client: Client, sale: Sale) -> str:
    """Whose money it was; of who is not known here it is the client's own: a sale is a fact."""
    payer = tx.get(Client, sale.payer_id) if sale.payer_id else None
    return payer.id if payer else client.id


def sale_facts(client: Client, sold: Pass, sale: Sale) -> Facts:
    """What a screen says of a sale."""
    return {
        "client_id": client.id,
        "client_name": client.name,
        "pass_id": sold.id,
        "pass_name": sold.name,
        "credits_left": None if sold.uncounted else sold.credits,
        "valid_until": sold.valid_until,
        "price": sold.price,
        "method": sale.method,
        "receipt": sale.receipt,
        "price_due": sold.price if sale.method in UNPAID else 0,
    }


def _limited(tx: Reader, client: Client, product: PassProduct, sale: Sale) -> Refusal | None:
    if not (product.new_clients_only or product.per_person):
        return None
    visits = tx.find(BOOKINGS_OF_CLIENT, client.id)
    visited = any(one.state in (CHECKED_IN, ATTENDED) for one in visits)
    refusal = over_limit(product, tx.find(PASSES_OF_CLIENT, client.id), visited=visited)
    if refusal is None or refusal.code not in sale.override:
        return refusal
    return None if sale.reason.strip() else Refusal("reason_missing")


def _too_cheap(
    tx: Reader, act: Act, product: PassProduct, sale: Sale, counter: Counter
) -> Refusal | None:
    """A price below the product's is a discount by staff: a reason, and within their limit."""
    asked = asking_price(Terms(tx), product.price, product.tax_rate)
    if sale.price >= asked:
        return None
    if not sale.reason.strip():
        return Refusal("reason_missing")
    limit = Terms(tx, counter.location_id).of(DISCOUNT_LIMIT)
    less = Cut(asked, asked - sale.price, asked - sale.price)
    if not over_share([less], limit) or permits(
        tx, act, "discount_freely", Place(counter.location_id)
    ):
        return None
    return Refusal("discount_limit", {"limit": limit // 100})


def _made(act: Act, client: Client, product: PassProduct, sale: Sale, counter: Counter) -> Pass:
    """The pass with the terms of its product, as they are now."""
    return Pass(
        PassId(derive(act.command_id, "pass", *([counter.line] if counter.line else []))),
        client.id,
        product.id,
        product.name,
        product.kind,
        product.credits,
        sale.price,
        act.occurred_at,
        services=product.services,
        locations=product.locations,
        max_advance=product.max_advance,
        charge_at_booking=product.charge_at_booking,
        changed_by=act.command_id,
        location_id=LocationId(counter.location_id),
        validity_days=product.validity_days,
        validity_months=product.validity_months,
        guests=product.guests,
        guest_passes=product.guest_passes,
        shared=product.shared,
        freezes=product.freezes,
        freeze_days=product.freeze_days,
        extend_days=product.extend_days,
        standby_only=product.standby_only,
        tax_rate=product.tax_rate,
        auto_charge=int(sale.auto_charge and product.kind == MEMBERSHIP),
    )


def _dated(sold: Pass, product: PassProduct, valid_from: str, today: str) -> Pass:
    """From its start to its end; one that waits for its first use has a year for it (PASS-10)."""
    if product.starts == AT_FIRST_USE and not valid_from:
        by = start_by(today)
        return replace(sold, starts=AT_FIRST_USE, valid_until=by, expires_on=by)
    start = valid_from or today
    ends = last_day(start, product.validity_days, product.validity_months)
    return replace(sold, valid_from=start, valid_until=ends, expires_on=ends)
