"""What cancelling a booking would do, in words, told before it happens (BK-6, M-05)."""

from core.changes import Outcome
from core.domain.refusals import Refusal
from desktop import formats
from desktop.session import Session
from desktop.theme.marks import Tone

LATE = "capture"


def cancel_words(session: Session, result: Outcome | Refusal) -> tuple[str, Tone]:
    """A whole sentence, from what a preview of the cancelling gave."""
    if isinstance(result, Refusal):
        return session.sentence(result), Tone.REFUSED
    name = result.facts.get("pass_name", "")
    credit = _credits(result)
    move = result.facts.get("credit", "")
    if move == LATE:
        return f"Late: {credit} of {name} is lost.", Tone.ATTENTION
    if move and name:
        return f"{credit} back to {name}.", Tone.NEUTRAL
    return "No credit and no fee is lost.", Tone.NEUTRAL


def cancel_column(result: Outcome | Refusal, zone: str) -> tuple[str, Tone]:
    """The same for the narrow column of a table: with the moment up to which it is free."""
    if isinstance(result, Refusal):
        return ("Has begun" if result.code == "class_started" else "Cannot"), Tone.NEUTRAL
    move = result.facts.get("credit", "")
    if move == LATE:
        return f"Late, {_credits(result)} lost", Tone.ATTENTION
    if not move:
        return "Nothing is lost", Tone.NEUTRAL
    if result.code == "late_cancelled":
        return "Late, credit back", Tone.ATTENTION
    until = result.facts["free_until"]
    day = formats.short_day(until, zone)[:3]
    return f"Credit back, to {day} {formats.clock(until, zone)}", Tone.OK


def _credits(result: Outcome) -> str:
    seats = result.facts.get("seats", 1)
    return "1 credit" if seats == 1 else f"{seats} credits"
