"""From what the core made of a scan to the result field: verdict, figures, ways out (CHK-4)."""

from collections.abc import Mapping
from typing import Any

import msgspec

from core.changes import Outcome as Done
from core.domain.catalogue import PassProduct
from core.domain.refusals import Refusal
from core.domain.zones import MINUTE_MS
from desktop import formats
from desktop.actions.frame import UNDO
from desktop.features.checkin.model import Fact, Fix, Outcome, ScanResult
from desktop.wording import refusal_words

SENT = "Decided on this desk, sent at once"
SAVED = "Decided on this desk, saved here, will be sent"
BOOK, SELL, LATER, ANYWAY, WAIT, OPEN = "book", "sell", "later", "anyway", "wait", "open"

HEADLINES = {
    "already_in": "Already in",
    "not_booked_class_open": "Not booked",
    "not_booked_no_cover": "No valid pass",
    "class_full": "Class is full",
    "waiting_no_seat": "Still waiting",
    "too_early": "Too early",
    "too_late": "Too late",
    "booked_elsewhere": "Booked elsewhere",
    "nothing_open": "No class now",
    "waiver_missing": "Waiver not signed",
    "suspended": "Suspended",
    "card_unknown": "Card not bound",
    "card_revoked": "Card revoked",
    "code_unknown": "Not a member code",
    "code_too_new": "Newer code",
    "code_foreign": "Not our card",
    "code_altered": "Code altered",
    "not_permitted": "Not allowed",
}
AMBER = frozenset(
    {
        "not_booked_class_open",
        "class_full",
        "waiting_no_seat",
        "too_early",
        "too_late",
        "booked_elsewhere",
        "nothing_open",
        "waiver_missing",
        "suspended",
        "card_unknown",
    }
)
_UNDO = Fix(ident="undo", text="Undo", key="Ctrl+Z", action=UNDO)
_OPEN = Fix(ident=OPEN, text="Open client", key="O")


class Scene(msgspec.Struct, frozen=True):
    """What is known at the desk when a result is shown. `product` is what a sale would sell."""

    scan_id: str
    now: int
    zone: str
    currency: str
    online: bool
    product: PassProduct | None = None


def result_of(result: Done | Refusal, scene: Scene) -> ScanResult:
    """The result field of a scan, a click or a fix."""
    return _accepted(result, scene) if isinstance(result, Done) else _refused(result, scene)


def _accepted(done: Done, scene: Scene) -> ScanResult:
    facts = done.facts
    provisional = not scene.online and bool(facts.get("promoted") or done.code == "walked_in")
    return ScanResult(
        scan_id=scene.scan_id,
        outcome=Outcome.ACCEPTED,
        headline="In, provisional" if provisional else "Checked in",
        name=str(facts.get("client_name", "")),
        sentence=_sentence(done, scene),
        facts=_figures(facts, scene),
        fixes=(_UNDO, _OPEN),
        provisional=provisional,
        footer=SENT if scene.online else SAVED,
        footer_icon="cloud-check" if scene.online else "cloud-off",
    )


def _sentence(done: Done, scene: Scene) -> str:
    facts = done.facts
    first = "Booked."
    if done.code == "walked_in":
        first = "Walked in."
    elif facts.get("promoted"):
        first = "Moved up from the waitlist."
    if sold := facts.get("sold"):
        first = f"Sold {sold.get('pass_name', '')}."
    due = facts.get("price_due") or 0
    if due:
        return f"{first} {formats.money(due, scene.currency)} to pay at the desk."
    name = facts.get("pass_name")
    if not name:
        return f"{first} No credit is needed."
    if facts.get("credits_left") is None:
        return f"{first} Covered by {name}."
    seats = facts.get("seats", 1)
    used = "1 credit" if seats == 1 else f"{seats} credits"
    return f"{first} {used} of {name} {'is' if seats == 1 else 'are'} now used."


def _refused(refusal: Refusal, scene: Scene) -> ScanResult:
    says, mend = refusal_words(refusal, scene.currency, scene.zone)
    code = refusal.code
    outcome = Outcome.ATTENTION if code in AMBER else Outcome.REFUSED
    if code == "already_in":
        outcome = Outcome.ACCEPTED
    return ScanResult(
        scan_id=scene.scan_id,
        outcome=outcome,
        headline=HEADLINES.get(code, "Not in"),
        name=str(refusal.facts.get("client_name", "")),
        sentence=says if outcome is Outcome.ACCEPTED else " ".join(p for p in (says, mend) if p),
        facts=_figures(refusal.facts, scene),
        fixes=_fixes(refusal, scene),
        footer=SENT if scene.online else SAVED,
        footer_icon="cloud-check" if scene.online else "cloud-off",
    )


def _fixes(refusal: Refusal, scene: Scene) -> tuple[Fix, ...]:
    fixes: list[Fix] = []
    if refusal.code == "not_booked_class_open":
        fixes.append(Fix(ident=BOOK, text="Book and check in", key="Enter", primary=True))
    elif refusal.code == "not_booked_no_cover":
        fixes += _sales(refusal, scene)
    elif refusal.code in ("too_early", "too_late"):
        fixes.append(Fix(ident=ANYWAY, text="Check in anyway", key="Enter", primary=True))
    elif refusal.code == "class_full":
        fixes.append(Fix(ident=WAIT, text="Put on the waitlist", key="Enter", primary=True))
    if refusal.facts.get("client_id"):
        fixes.append(_OPEN)
    return tuple(fixes)


def _sales(refusal: Refusal, scene: Scene) -> list[Fix]:
    fixes = []
    if scene.product is not None:
        price = formats.money(scene.product.price, scene.currency)
        words = f"Sell {scene.product.name}, {price}"
        fixes.append(Fix(ident=SELL, text=words, key="Enter", primary=True))
    price = formats.money(refusal.facts.get("price", 0), scene.currency)
    fixes.append(Fix(ident=LATER, text=f"Let in, {price} due", key="P", primary=not fixes))
    return fixes


def _figures(facts: Mapping[str, Any], scene: Scene) -> tuple[Fact, ...]:
    found: list[Fact] = []
    if "class_name" in facts:
        when = _when(facts["starts_at"], scene)
        found.append(Fact(caption="Class", value=str(facts["class_name"]), note=when))
    seats = facts.get("seats", 1)
    if seats and seats > 1:
        found.append(Fact(caption="Seats", value=str(seats), note="in this party", large=True))
    if facts.get("price_due"):
        due = formats.money(facts["price_due"], scene.currency)
        found.append(Fact(caption="To pay", value=due, note="at the desk", large=True))
    elif facts.get("pass_name"):
        left = facts.get("credits_left")
        value = "∞" if left is None else str(left)
        note = str(facts["pass_name"])
        found.append(Fact(caption="Credits left", value=value, note=note, large=True))
    return tuple(found)


def _when(at: int, scene: Scene) -> str:
    clock = formats.moment(at, scene.zone, scene.now)
    if at > scene.now:
        return f"{clock}, in {formats.span(formats.minutes_between(scene.now, at))}"
    return f"{clock}, began {formats.span((scene.now - at) // MINUTE_MS)} ago"
