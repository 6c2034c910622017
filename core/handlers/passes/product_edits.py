"""Handlers that change which passes are sold once they are there (PASS-1)."""

from typing import Any

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.offer import ArchivePassProduct, EditPassProduct, UnarchivePassProduct
from core.domain.catalogue import PassProduct, Service
from core.domain.json_text import dump
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.handlers.registry import handles
from core.handlers.scene import told
from core.ports import Reader, Tx
from core.rules.passes.pass_kinds import KINDS, product_fault

_LISTS = {"service_ids": "services", "location_ids": "locations"}


@handles(EditPassProduct)
def edit_pass_product(tx: Tx, _act: Act, command: EditPassProduct) -> Outcome | Refusal:
    """Refuses `product_unknown`, `credits_missing`, `validity_missing`, `service_unknown`,
    `location_unknown`. What was sold keeps its terms."""
    product = _product(tx, command.product_id)
    if isinstance(product, Refusal):
        return product
    if refusal := _unknown(tx, command):
        return refusal
    changed = replace(product, **_given(command))
    validity = changed.validity_months or changed.validity_days
    if changed.kind in KINDS and (
        refusal := product_fault(changed.kind, changed.credits, validity=validity)
    ):
        return told(refusal, {"name": changed.name})
    tx.put(changed)
    return _changed(product, changed)


@handles(ArchivePassProduct)
def archive_pass_product(tx: Tx, _act: Act, command: ArchivePassProduct) -> Outcome | Refusal:
    """Refuses `product_unknown`. Twice is once."""
    return _set_state(tx, command.product_id, "archived")


@handles(UnarchivePassProduct)
def unarchive_pass_product(tx: Tx, _act: Act, command: UnarchivePassProduct) -> Outcome | Refusal:
    """Refuses `product_unknown`. Twice is once."""
    return _set_state(tx, command.product_id, "active")


def _given(command: EditPassProduct) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in EditPassProduct.__struct_fields__[1:]:
        value = getattr(command, name)
        if value is None:
            continue
        if name in _LISTS:
            fields[_LISTS[name]] = dump(value)
        else:
            fields[name] = int(value) if isinstance(value, bool) else value
    return fields


def _unknown(tx: Reader, command: EditPassProduct) -> Refusal | None:
    for one in command.service_ids or ():
        if tx.get(Service, one) is None:
            return Refusal("service_unknown", {"service_id": one})
    for one in command.location_ids or ():
        if tx.get(Location, one) is None:
            return Refusal("location_unknown", {"location_id": one})
    return None


def _set_state(tx: Tx, product_id: str, state: str) -> Outcome | Refusal:
    product = _product(tx, product_id)
    if isinstance(product, Refusal):
        return product
    changed = replace(product, state=state)
    tx.put(changed)
    return _changed(product, changed)


def _product(tx: Reader, product_id: str) -> PassProduct | Refusal:
    found = tx.get(PassProduct, product_id)
    return found or Refusal("product_unknown", {"product_id": product_id})


def _changed(before: PassProduct, after: PassProduct) -> Outcome:
    fields = [n for n in after.__struct_fields__ if getattr(before, n) != getattr(after, n)]
    facts = {
        "product_id": after.id,
        "name": after.name,
        "fields": fields,
        "before": {name: getattr(before, name) for name in fields},
    }
    return Outcome("product_changed", facts, (Event("product_changed", facts),))
