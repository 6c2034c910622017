"""Commands that change what is sold once it is there: pass products and retail items."""

from typing import Annotated, Literal

import msgspec

from core.commands.catalogue import Days
from core.commands.fields import Id, Line, Many, Money, Name, TaxRate
from core.commands.registry import Command, Kind, declare

Many1000 = Annotated[int, msgspec.Meta(ge=0, le=1000)]
YearDays = Annotated[int, msgspec.Meta(ge=0, le=366)]


@declare(
    "edit_pass_product",
    kind=Kind.PROMISE,
    permission="manage_products",
    label="Changed the pass product {product}",
    undo="edit_pass_product",
)
class EditPassProduct(Command, frozen=True):
    """Change what is given of a pass product (PASS-1); None leaves it as it is.

    What was sold keeps the terms it was sold with. The kind never changes.
    """

    product_id: Id
    name: Name | None = None
    price: Money | None = None
    credits: Annotated[int, msgspec.Meta(ge=0, le=10_000_000)] | None = None
    validity_days: Days | None = None
    validity_months: Annotated[int, msgspec.Meta(ge=0, le=120)] | None = None
    starts: Literal["sale", "first_use"] | None = None
    service_ids: Many[Id] | None = None
    location_ids: Many[Id] | None = None
    max_advance: Many1000 | None = None
    charge_at_booking: bool | None = None
    guests: Literal["own_credits", "guest_passes", "drop_in_price"] | None = None
    guest_passes: Many1000 | None = None
    shared: bool | None = None
    new_clients_only: bool | None = None
    per_person: Many1000 | None = None
    freezes: Annotated[int, msgspec.Meta(ge=0, le=50)] | None = None
    freeze_days: YearDays | None = None
    extend_days: YearDays | None = None
    standby_only: bool | None = None
    tax_rate: TaxRate | None = None


@declare(
    "archive_pass_product",
    kind=Kind.PROMISE,
    permission="manage_products",
    label="Archived the pass product {product}",
    undo="unarchive_pass_product",
)
class ArchivePassProduct(Command, frozen=True):
    """It is not sold any more; what was sold of it holds on (ORG-7)."""

    product_id: Id


@declare(
    "unarchive_pass_product",
    kind=Kind.PROMISE,
    permission="manage_products",
    label="Brought the pass product {product} back",
    undo="archive_pass_product",
)
class UnarchivePassProduct(Command, frozen=True):
    """It can be sold again."""

    product_id: Id


@declare(
    "edit_retail_item",
    kind=Kind.PROMISE,
    permission="manage_products",
    label="Changed {item} at the till",
    undo="edit_retail_item",
)
class EditRetailItem(Command, frozen=True):
    """Change what is given of a thing that is sold (PAY-6); None leaves it as it is."""

    item_id: Id
    name: Name | None = None
    price: Money | None = None
    tax_rate: TaxRate | None = None
    barcode: Line | None = None


@declare(
    "archive_retail_item",
    kind=Kind.PROMISE,
    permission="manage_products",
    label="Took {item} off the till",
    undo="unarchive_retail_item",
)
class ArchiveRetailItem(Command, frozen=True):
    """It is not sold any more; its stock stays counted."""

    item_id: Id


@declare(
    "unarchive_retail_item",
    kind=Kind.PROMISE,
    permission="manage_products",
    label="Put {item} back to the till",
    undo="archive_retail_item",
)
class UnarchiveRetailItem(Command, frozen=True):
    """It is sold again."""

    item_id: Id
