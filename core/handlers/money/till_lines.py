"""What a line of the till is of: found, named, with its tax, and whether it can be paid."""

import msgspec
from msgspec.structs import replace

from core.changes import Act
from core.commands.sales import TakePayment
from core.commands.till import TillLine
from core.domain.catalogue import PassProduct
from core.domain.ids import booking_id
from core.domain.people import Client
from core.domain.receipts import OF_HELD, OF_RETAIL
from core.domain.refusals import Refusal
from core.domain.till import RetailItem
from core.handlers.money.payments import named_subject
from core.handlers.passes.sales import due_for
from core.handlers.scene import archived
from core.ports import Reader
from core.rules.people.households import in_household


class Wanted(msgspec.Struct, frozen=True):
    """The kind of a receipt's line, its name and rate; `subject_id` of what was due before.

    `owner` is whose it is: the buyer, or one for whom they pay.
    """

    kind: str
    name: str
    tax_rate: int
    subject_id: str = ""
    owner: Client | None = None


def wanted(
    tx: Reader, act: Act, one: TillLine, buyer: Client | None, *, forced: bool = False
) -> Wanted | Refusal:
    """Refuses `retail_unknown`, `client_missing`, `product_unknown`, `one_at_a_time`,
    `discount_on_due`, `nothing_due`, `more_than_due`, `not_in_household`, `client_archived`.

    `forced`: the money was taken, whatever was due.
    """
    if one.kind == "retail":
        return _retail(tx, one)
    if buyer is None:
        return Refusal("client_missing")
    if one.quantity > 1:
        return Refusal("one_at_a_time")
    owner = _owner(tx, act, one, buyer, forced=forced)
    if isinstance(owner, Refusal):
        return owner
    what = _of(tx, one, owner, forced=forced)
    if isinstance(what, Refusal):
        return what
    name = what.name if owner.id == buyer.id else f"{what.name}, {owner.name}"
    return replace(what, name=name, owner=owner)


def _owner(tx: Reader, act: Act, one: TillLine, buyer: Client, *, forced: bool) -> Client | Refusal:
    """Whose line it is: a payer pays for the household (ORG-13, PAY-1)."""
    owner = tx.get(Client, one.client_id) if one.client_id else buyer
    if owner is None:
        return Refusal("client_unknown", {"client_id": one.client_id})
    if forced or owner.id == buyer.id:
        return owner
    if not in_household(tx, buyer.id, owner.id):
        facts = {"client_name": owner.name, "payer_name": buyer.name}
        return Refusal("not_in_household", facts)
    return archived(act, owner) or owner


def _of(tx: Reader, one: TillLine, client: Client, *, forced: bool) -> Wanted | Refusal:
    if one.kind == "pass":
        product = tx.get(PassProduct, one.subject_id)
        if product is None:
            return Refusal("product_unknown", {"product_id": one.subject_id})
        return Wanted(OF_HELD, product.name, product.tax_rate)
    return _due(tx, one, client, forced=forced)


def _retail(tx: Reader, one: TillLine) -> Wanted | Refusal:
    item = tx.get(RetailItem, one.subject_id)
    if item is None:
        return Refusal("retail_unknown", {"item_id": one.subject_id})
    return Wanted(OF_RETAIL, item.name, item.tax_rate)


def _due(tx: Reader, one: TillLine, client: Client, *, forced: bool) -> Wanted | Refusal:
    if one.discount is not None:
        return Refusal("discount_on_due")
    named = {"booking": "occurrence_id", "due_pass": "pass_id", "item": "item_id"}[one.kind]
    due = due_for(tx, TakePayment(client.id, one.price, "cash", "", **{named: one.subject_id}))
    if not due and not forced:
        return Refusal("nothing_due", {"client_name": client.name})
    if one.price > due and not forced:
        return Refusal("more_than_due", {"due": due, "amount": one.price})
    booked = one.kind == "booking"
    subject = booking_id(one.subject_id, client.id) if booked else one.subject_id
    return Wanted(*named_subject(tx, subject), subject)
