"""A pass product as a line of the sale."""

from core.domain.catalogue import PassProduct, Service
from core.domain.credits import UNLIMITED
from core.domain.json_text import texts
from desktop import formats
from desktop.features.clients.model import ProductLine
from desktop.session import Session


def product_line(session: Session, product: PassProduct) -> ProductLine:
    """Name, what it covers and for how long, price."""
    parts = [_covers(session, product), _long(product.validity_days)]
    if product.kind == UNLIMITED and product.max_advance:
        parts.append(f"{product.max_advance} ahead")
    return ProductLine(
        product_id=product.id,
        name=product.name,
        note=" · ".join(part for part in parts if part),
        price=formats.money(product.price, session.currency),
    )


def _covers(session: Session, product: PassProduct) -> str:
    keys = texts(product.services)
    rows = [row for key in keys if (row := session.source.rows.get(Service, key))]
    names = [row.short_name or row.name for row in rows]
    if not names:
        return "all classes"
    return ", ".join(names[:3]) + (f" +{len(names) - 3}" if len(names) > 3 else "")


def _long(days: int) -> str:
    if not days:
        return "never expires"
    if days % 30 == 0:
        return "1 month" if days == 30 else f"{days // 30} months"
    return "1 day" if days == 1 else f"{days} days"
