"""Words about those who wait, the same in the class panel and on the page of waitlists."""

from core.queries.waiting import Pays
from core.rules.waiting.waitlist import Way
from desktop.saying import tr

WAYS: dict[Way, str] = {
    "promote": tr("A freed seat goes to the first who can be booked"),
    "offer": tr("A freed seat is offered to the next"),
    "announce": tr("A freed seat goes to the first who accepts"),
    "standby": tr("Last minutes: who is at the desk, in this order"),
    "later": tr("A freed seat is offered after the night"),
}
"""How a freed seat is given now (WL-2, WL-8, WL-10)."""


def pays_words(pays: Pays | None) -> str:
    """10-class · 4 left; Unlimited month; No pass; "" where a household may pay."""
    if pays is None or (pays.household and not pays.name):
        return ""
    if not pays.name:
        return tr("No pass")
    return pays.name if pays.left is None else tr("{0} · {1} left").format(pays.name, pays.left)
