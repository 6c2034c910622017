"""What cancelling a booking would do, in words, told before it happens (BK-6, M-05)."""

from core.changes import Outcome
from core.domain.refusals import Refusal
from desktop import formats
from desktop.saying import counted, tr
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
        return tr("Late: {0} of {1} is lost.").format(credit, name), Tone.ATTENTION
    if move and name:
        return tr("{0} back to {1}.").format(credit, name), Tone.NEUTRAL
    return tr("No credit and no fee is lost."), Tone.NEUTRAL


def cancel_column(result: Outcome | Refusal, zone: str) -> tuple[str, Tone]:
    """The same for the narrow column of a table: with the moment up to which it is free."""
    if isinstance(result, Refusal):
        return (tr("Has begun") if result.code == "class_started" else tr("Cannot")), Tone.NEUTRAL
    move = result.facts.get("credit", "")
    if move == LATE:
        return tr("Late, {0} lost").format(_credits(result)), Tone.ATTENTION
    if not move:
        return tr("Nothing is lost"), Tone.NEUTRAL
    if result.code == "late_cancelled":
        return tr("Late, credit back"), Tone.ATTENTION
    until = result.facts["free_until"]
    day = formats.weekday(until, zone)
    return tr("Credit back, to {0} {1}").format(day, formats.clock(until, zone)), Tone.OK


def _credits(result: Outcome) -> str:
    seats = result.facts.get("seats", 1)
    return counted(seats, "1 credit", "{0} credits")
