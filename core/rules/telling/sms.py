"""What an SMS that comes back means (NTF-9)."""

from typing import Literal

Reading = Literal["cancel", "confirm", "stop", "unknown"]

CANCEL_WORDS = frozenset({"cancel", "storno", "absagen", "annuler", "cancelar", "annulla"})
YES_WORDS = frozenset({"yes", "y", "ja", "oui", "si", "ok"})
STOP_WORDS = frozenset({"stop", "unsubscribe", "stopp"})
ASKED = "sms_cost_asked"


def read_sms(text: str, last_message: str) -> Reading:
    """What somebody wants who answers a message: its first word decides, in any case.

    A yes only counts after the question what a late cancel costs; `last_message` is the name of
    the last message to that number.
    """
    words = text.strip().strip(".!\"'").casefold().split()
    first = words[0].strip(".,!?\"'") if words else ""
    if first in STOP_WORDS:
        return "stop"
    if first in CANCEL_WORDS:
        return "cancel"
    return "confirm" if first in YES_WORDS and last_message == ASKED else "unknown"
