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
from desktop.entering import UNSIGNED
from desktop.features.checkin.model import Fact, Fix, Outcome, ScanResult
from desktop.saying import tr
from desktop.wording import refusal_words

SENT = tr("Decided on this desk, sent at once")
SAVED = tr("Decided on this desk, saved here, will be sent")
BOOK, SELL, LATER, ANYWAY, WAIT, OPEN = "book", "sell", "later", "anyway", "wait", "open"
STAND_BY, SPOT = "stand_by", "spot"
LET_IN, SIGN = "let_in", "sign"

HEADLINES = {
    "already_in": tr("Already in"),
    "not_booked_class_open": tr("Not booked"),
    "not_booked_no_cover": tr("No valid pass"),
    "class_full": tr("Class is full"),
    "waiting_no_seat": tr("Still waiting"),
    "too_early": tr("Too early"),
    "too_late": tr("Too late"),
    "other_day": tr("Booked another day"),
    "booked_elsewhere": tr("Booked elsewhere"),
    "nothing_open": tr("No class now"),
    "waiver_missing": tr("Waiver not signed"),
    "guest_waiver_missing": tr("Guests not signed"),
    "suspended": tr("Suspended"),
    "card_unknown": tr("Card not bound"),
    "card_revoked": tr("Card revoked"),
    "code_unknown": tr("Not a member code"),
    "code_too_new": tr("Newer code"),
    "code_foreign": tr("Not our card"),
    "code_altered": tr("Code altered"),
    "not_permitted": tr("Not allowed"),
}
IN_LINE = {"waitlisted": tr("On the waitlist"), "standing_by": tr("Stands by")}
AMBER = frozenset(
    {
        "not_booked_class_open",
        "class_full",
        "waiting_no_seat",
        "too_early",
        "too_late",
        "other_day",
        "booked_elsewhere",
        "nothing_open",
        "waiver_missing",
        "guest_waiver_missing",
        "suspended",
        "card_unknown",
    }
)
_UNDO = Fix(ident="undo", text=tr("Undo"), key="Ctrl+Z", action=UNDO)
_SPOT = Fix(ident=SPOT, text=tr("Change spot"), key="S")
_OPEN = Fix(ident=OPEN, text=tr("Open client"), key="O")


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
    if isinstance(result, Refusal):
        return _refused(result, scene)
    return _in_line(result, scene) if result.code in IN_LINE else _accepted(result, scene)


def _in_line(done: Done, scene: Scene) -> ScanResult:
    """Nobody is in by waiting: amber, with the place in the line (WL-5, WL-10)."""
    place = done.facts.get("place")
    return ScanResult(
        scan_id=scene.scan_id,
        outcome=Outcome.ATTENTION,
        headline=IN_LINE[done.code],
        name=str(done.facts.get("client_name", "")),
        sentence=tr("Number {0} of those who wait. Not in yet.").format(place or 1),
        facts=_figures(done.facts, scene),
        fixes=(_OPEN,),
        footer=SENT if scene.online else SAVED,
        footer_icon="cloud-check" if scene.online else "cloud-off",
    )


def _accepted(done: Done, scene: Scene) -> ScanResult:
    facts = done.facts
    provisional = not scene.online and bool(facts.get("promoted") or done.code == "walked_in")
    return ScanResult(
        scan_id=scene.scan_id,
        outcome=Outcome.ACCEPTED,
        headline=tr("In, provisional") if provisional else tr("Checked in"),
        name=str(facts.get("client_name", "")),
        sentence=_sentence(done, scene),
        facts=_figures(facts, scene),
        fixes=(_UNDO, _SPOT, _OPEN) if facts.get("spots") else (_UNDO, _OPEN),
        provisional=provisional,
        footer=SENT if scene.online else SAVED,
        footer_icon="cloud-check" if scene.online else "cloud-off",
    )


def _sentence(done: Done, scene: Scene) -> str:
    facts = done.facts
    first = tr("Booked.")
    if done.code == "walked_in":
        first = tr("Walked in.")
    elif facts.get("promoted"):
        first = tr("Moved up from the waitlist.")
    if sold := facts.get("sold"):
        first = tr("Sold {0}.").format(sold.get("pass_name", ""))
    due = facts.get("price_due") or 0
    if due:
        return tr("{0} {1} to pay at the desk.").format(first, formats.money(due, scene.currency))
    name = facts.get("pass_name")
    if not name:
        return tr("{0} No credit is needed.").format(first)
    if facts.get("credits_left") is None:
        return tr("{0} Covered by {1}.").format(first, name)
    seats = facts.get("seats", 1)
    one, many = tr("1 credit of {1} is now used."), tr("{0} credits of {1} are now used.")
    used = one if seats == 1 else many
    return f"{first} {used.format(seats, name)}"


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
        fixes.append(Fix(ident=BOOK, text=tr("Book and check in"), key="Enter", primary=True))
    elif refusal.code == "not_booked_no_cover":
        fixes += _sales(refusal, scene)
    elif refusal.code in ("too_early", "too_late"):
        fixes.append(Fix(ident=ANYWAY, text=tr("Check in anyway"), key="Enter", primary=True))
    elif refusal.code == "waiting_no_seat":
        fixes.append(Fix(ident=STAND_BY, text=tr("Stands by"), key="Enter", primary=True))
    elif refusal.code in UNSIGNED and refusal.facts.get("client_id"):
        fixes.append(Fix(ident=LET_IN, text=tr("Let in with a reason"), key="Enter", primary=True))
        fixes.append(Fix(ident=SIGN, text=tr("Sign now"), key="W"))
    elif refusal.code == "class_full":
        fixes.append(Fix(ident=WAIT, text=tr("Put on the waitlist"), key="Enter", primary=True))
    if refusal.facts.get("client_id"):
        fixes.append(_OPEN)
    return tuple(fixes)


def _sales(refusal: Refusal, scene: Scene) -> list[Fix]:
    fixes = []
    if scene.product is not None:
        price = formats.money(scene.product.price, scene.currency)
        words = tr("Sell {0}, {1}").format(scene.product.name, price)
        fixes.append(Fix(ident=SELL, text=words, key="Enter", primary=True))
    price = formats.money(refusal.facts.get("price", 0), scene.currency)
    fixes.append(
        Fix(ident=LATER, text=tr("Let in, {0} due").format(price), key="P", primary=not fixes)
    )
    return fixes


def _figures(facts: Mapping[str, Any], scene: Scene) -> tuple[Fact, ...]:
    found: list[Fact] = []
    if "class_name" in facts:
        when = _when(facts["starts_at"], scene)
        found.append(Fact(caption=tr("Class"), value=str(facts["class_name"]), note=when))
    seats = facts.get("seats", 1)
    if seats and seats > 1:
        found.append(
            Fact(caption=tr("Seats"), value=str(seats), note=tr("in this party"), large=True)
        )
    if spots := facts.get("spots"):
        found.append(
            Fact(
                caption=tr("Spot") if len(spots) == 1 else tr("Spots"),
                value=", ".join(spots),
                large=True,
            )
        )
    if facts.get("price_due"):
        due = formats.money(facts["price_due"], scene.currency)
        found.append(Fact(caption=tr("To pay"), value=due, note=tr("at the desk"), large=True))
    elif facts.get("pass_name"):
        left = facts.get("credits_left")
        value = "∞" if left is None else str(left)
        note = _pass_note(facts, counted=left is not None)
        found.append(Fact(caption=tr("Credits left"), value=value, note=note, large=True))
    return tuple(found)


def _pass_note(facts: Mapping[str, Any], *, counted: bool) -> str:
    """of 10, to 12 Jan: what a client asks of the pass that paid; its name where that is all."""
    parts = []
    if counted and facts.get("credits"):
        parts.append(tr("of {0}").format(facts["credits"]))
    if until := formats.short_date(str(facts.get("valid_until", ""))):
        parts.append(tr("to {0}").format(until))
    return ", ".join(parts) or str(facts["pass_name"])


def _when(at: int, scene: Scene) -> str:
    clock = formats.moment(at, scene.zone, scene.now)
    if at > scene.now:
        return tr("{0}, in {1}").format(clock, formats.span(formats.minutes_between(scene.now, at)))
    return tr("{0}, began {1} ago").format(clock, formats.span((scene.now - at) // MINUTE_MS))
