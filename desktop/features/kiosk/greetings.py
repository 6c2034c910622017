"""What the kiosk answers: polite, short, and no more of a person than a first name (U-69, U-70)."""

from core.changes import Outcome
from core.domain.refusals import Refusal
from core.domain.zones import MINUTE_MS
from desktop import formats
from desktop.features.kiosk.model import Greeting, Verdict
from desktop.saying import tr

_DESK = tr("Please come to the desk")
_LINES = {
    "too_late": tr("Your class has begun."),
    "not_booked_class_open": tr("We find no booking for now, and gladly help."),
    "not_booked_no_cover": tr("We find no booking for now, and gladly help."),
    "nothing_open": tr("Nothing of yours begins soon."),
    "booked_elsewhere": tr("You are booked at another of our studios."),
    "waiting_no_seat": tr("You are on the waitlist: ask at the desk."),
    "class_full": tr("The class is full: ask at the desk."),
    "card_revoked": tr("This card is no longer valid."),
    "card_unknown": tr("We do not know this card yet."),
    "code_unknown": tr("This is not one of our codes."),
    "code_foreign": tr("This card is from another studio."),
    "code_altered": tr("This code could not be read."),
    "code_too_new": tr("This code could not be read."),
}


def shown_name(name: str, *, hidden: bool) -> str:
    """First name and initial, or initials alone."""
    if not hidden:
        return formats.short_name(name)
    return " ".join(f"{part[0]}." for part in name.split()[:3])


def welcome(done: Outcome, *, hidden: bool) -> Greeting:
    """Somebody is in."""
    name = shown_name(str(done.facts.get("client_name", "")), hidden=hidden)
    lines = [_class_of(done.facts)]
    if spot := done.facts.get("spot"):
        lines.append(tr("Spot {0}").format(spot))
    return Greeting(
        verdict=Verdict.IN,
        headline=tr("Welcome"),
        name=name,
        lines=tuple(line for line in lines if line),
    )


def turned_away(refusal: Refusal, now: int, zone: str, *, hidden: bool) -> Greeting:
    """What does not go by itself is the desk's; who is in already is welcome."""
    facts = refusal.facts
    name = shown_name(str(facts.get("client_name", "")), hidden=hidden)
    if refusal.code == "already_in":
        line = _class_of(facts)
        return Greeting(
            verdict=Verdict.IN, headline=tr("You are in"), name=name, lines=(line,) if line else ()
        )
    if refusal.code in ("too_early", "other_day"):
        line = _opens(int(facts.get("opens_at", now)), now, str(facts.get("zone") or zone))
        return Greeting(
            verdict=Verdict.DESK, headline=tr("A little early"), name=name, lines=(line,)
        )
    line = _LINES.get(refusal.code, tr("We gladly help you there."))
    return Greeting(verdict=Verdict.DESK, headline=_DESK, name=name, lines=(line,))


def _opens(at: int, now: int, zone: str) -> str:
    """Minutes where it is soon; else the time, with its day where that is another (U-70)."""
    minutes = max(1, (at - now) // MINUTE_MS)
    if minutes < 60:
        return tr("Check-in opens in {0}.").format(formats.span(minutes))
    days = (formats.local(at, zone).date() - formats.local(now, zone).date()).days
    clock = formats.clock(at, zone)
    if days == 0:
        return tr("Check-in opens at {0}.").format(clock)
    if days == 1:
        return tr("Check-in opens tomorrow at {0}.").format(clock)
    return tr("Check-in opens on {0} at {1}.").format(formats.day(at, zone), clock)


def _class_of(facts: dict[str, object]) -> str:
    if "class_name" not in facts:
        return ""
    zone = str(facts.get("zone") or "UTC")
    starts_at = facts.get("starts_at")
    clock = formats.clock(starts_at, zone) if isinstance(starts_at, int) else ""
    return f"{clock} {facts['class_name']}".strip()
