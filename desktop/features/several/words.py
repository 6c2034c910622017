"""What speaks against one line, as short as its row."""

from core.domain.refusals import Refusal
from desktop.session import Session
from desktop.wording import refusal_words


def short(session: Session, refusal: Refusal) -> str:
    """The refusal without its mend."""
    return refusal_words(refusal, session.currency, session.zone)[0]
