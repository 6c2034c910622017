"""Whose card a scanned code is, verified offline (CHK-6)."""

from core.domain.people import BOUND, Card
from core.domain.refusals import Refusal
from core.queries import place
from core.rules.attendance import qr
from desktop.session import Session


def card_of(session: Session, text: str) -> str | Refusal:
    """The number of a scanned card. Refuses what `qr.verify` does."""
    organisation = place.organisation(session.source)
    key = bytes.fromhex(organisation.card_key) if organisation else b""
    return qr.verify(text, session.source.organisation_id, key)


def client_of(session: Session, text: str) -> str | Refusal:
    """The client of a scanned card; refuses `card_unknown` and `card_revoked` besides."""
    card_id = card_of(session, text)
    if isinstance(card_id, Refusal):
        return card_id
    card = session.source.rows.get(Card, card_id)
    if card is None:
        return Refusal("card_unknown")
    if card.state != BOUND:
        return Refusal("card_revoked")
    return card.client_id
