"""Handlers that say which passes are sold (PASS-1)."""

from core.changes import Act, Event, Outcome
from core.commands.catalogue import CreatePassProduct
from core.domain.catalogue import PassProduct
from core.domain.ids import PassProductId, derive
from core.domain.json_text import dump
from core.domain.refusals import Refusal
from core.handlers.registry import handles
from core.handlers.scene import told
from core.ports import Tx
from core.rules.passes.pass_kinds import KINDS, product_fault


@handles(CreatePassProduct)
def create_pass_product(tx: Tx, act: Act, command: CreatePassProduct) -> Outcome | Refusal:
    """Refuses `credits_missing`, `validity_missing`."""
    validity = command.validity_months or command.validity_days
    if refusal := product_fault(command.kind, command.credits, validity=validity):
        return told(refusal, {"name": command.name})
    made = _product(act, command)
    tx.put(made)
    facts = {"product_id": made.id, "name": made.name}
    return Outcome("created", facts, (Event("product_created", facts),))


def _product(act: Act, command: CreatePassProduct) -> PassProduct:
    terms = KINDS[command.kind]
    advance, charge = command.max_advance, command.charge_at_booking
    return PassProduct(
        PassProductId(derive(act.command_id, "pass_product")),
        command.name,
        command.kind,
        command.price,
        command.credits if command.kind != "unlimited" else 0,
        command.validity_days,
        dump(command.service_ids),
        dump(command.location_ids),
        terms.max_advance if advance is None else advance,
        terms.charge_at_booking if charge is None else int(charge),
        validity_months=command.validity_months,
        starts=command.starts,
        guests=command.guests or terms.guests,
        guest_passes=command.guest_passes,
        shared=int(command.shared),
        new_clients_only=int(command.new_clients_only),
        per_person=command.per_person,
        freezes=command.freezes,
        freeze_days=command.freeze_days,
        extend_days=command.extend_days,
        standby_only=int(command.standby_only),
        tax_rate=command.tax_rate,
    )
