"""What a studio consists of, as its settings list it: whole tables that never grow long."""

from core.domain.catalogue import PassProduct
from core.domain.closures import Closure
from core.domain.health import Waiver
from core.domain.organisation import StaffMember
from core.domain.pay import PayRate
from core.domain.till import STOCK_OF_ITEM, DiscountCode, RetailItem
from core.domain.webhooks import WEBHOOKS_BY_STATE, Webhook
from core.queries.everything import rows_of
from core.queries.source import Source


def products(source: Source) -> list[PassProduct]:
    """Every pass product, also those not sold any more, by kind and name."""
    return sorted(rows_of(source, PassProduct), key=lambda row: (row.kind, row.name, row.id))


def retail_items(source: Source) -> list[RetailItem]:
    """Every thing that is or was sold at the till, by name."""
    return sorted(rows_of(source, RetailItem), key=lambda row: (row.name, row.id))


def stock(source: Source, item_id: str, location_id: str) -> int:
    """How many of an item are at a location."""
    return sum(move.amount for move in source.rows.find(STOCK_OF_ITEM, item_id, location_id))


def codes(source: Source) -> list[DiscountCode]:
    """Every discount code by its letters."""
    return sorted(rows_of(source, DiscountCode), key=lambda row: row.code)


def staff(source: Source) -> list[StaffMember]:
    """Everybody who works or worked here, by name."""
    return sorted(rows_of(source, StaffMember), key=lambda row: (row.name, row.id))


def webhooks(source: Source) -> list[Webhook]:
    """The addresses that are sent events."""
    return sorted(source.rows.find(WEBHOOKS_BY_STATE, "active"), key=lambda row: row.url)


def waivers(source: Source) -> list[Waiver]:
    """Every version of the waiver, the newest first."""
    return sorted(rows_of(source, Waiver), key=lambda row: -row.published_at)


def closures(source: Source, location_id: str) -> list[Closure]:
    """Every closure of a location, the latest first."""
    rows = [row for row in rows_of(source, Closure) if row.location_id == location_id]
    return sorted(rows, key=lambda row: row.from_date, reverse=True)


def pay_rates(source: Source) -> list[PayRate]:
    """Every rate that was agreed, the latest first."""
    return sorted(
        rows_of(source, PayRate), key=lambda row: (row.valid_from, row.set_at), reverse=True
    )
