"""Households: who pays for whom, and whose affairs a payer may see to (ORG-13)."""

from datetime import date

from core.domain.people import ACTIVE, CLIENTS_OF_PAYER, Client
from core.domain.refusals import Refusal
from core.domain.zones import is_date
from core.ports import Reader

ADULT = 18


def in_household(tx: Reader, payer_id: str, client_id: str) -> bool:
    """Whether a client is who acts, or one for whom they pay."""
    if client_id == payer_id:
        return True
    client = tx.get(Client, client_id)
    return client is not None and client.payer_id == payer_id


def members_of(tx: Reader, payer_id: str) -> list[Client]:
    """Those for whom a client pays."""
    return [one for one in tx.find(CLIENTS_OF_PAYER, payer_id) if one.state == ACTIVE]


def may_pay_for(tx: Reader, client: Client, payer_id: str, today: str) -> Refusal | None:
    """Refuses `payer_unknown`, `payer_is_member`, `payer_has_payer`, `payer_too_young`.

    A household has one payer, an adult where the birthday is known; `today` is a local date.
    """
    if not payer_id:
        return None
    payer = tx.get(Client, payer_id)
    if payer is None or payer.state != ACTIVE:
        return Refusal("payer_unknown", {"payer_id": payer_id})
    facts = {"client_name": client.name, "payer_name": payer.name}
    if payer.id == client.id or members_of(tx, client.id):
        return Refusal("payer_is_member", facts)
    if payer.payer_id:
        return Refusal("payer_has_payer", facts)
    if is_minor(payer.birthday, today):
        return Refusal("payer_too_young", facts)
    return None


def is_minor(birthday: str, today: str) -> bool:
    """Whether somebody is under 18 on a local date; who gave no birthday is taken as grown up."""
    return bool(birthday) and is_date(birthday) and age(birthday, today) < ADULT


def age(birthday: str, today: str) -> int:
    """Full years on a local date. Who was born on 29 February has it on 1 March in other years."""
    born, now = date.fromisoformat(birthday), date.fromisoformat(today)
    return now.year - born.year - ((now.month, now.day) < (born.month, born.day))
