"""Whose affairs a client may see to: their own, and their household's (ORG-13)."""

from core.domain.people import Client
from core.ports import Reader


def in_household(tx: Reader, payer_id: str, client_id: str) -> bool:
    """Whether a client is who acts, or one for whom they pay."""
    if client_id == payer_id:
        return True
    client = tx.get(Client, client_id)
    return client is not None and client.payer_id == payer_id
