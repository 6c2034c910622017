"""Why somebody cannot book, and what would help: the booking itself is tried, and nothing is
written (BK-12)."""

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from core import bus
from core.changes import Act, Outcome
from core.commands.seats import Book
from core.domain.ids import ClientId, StaffId
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.telling import tell
from core.domain.words import refused
from core.ports import Reader
from core.rules.booking.booking_mends import REASONS, Case, Reason
from core.rules.booking.mends import Mend, Way, whose
from core.store.overlay import Overlay

_SAID = {"reason": "-"}
"""What people say freely, for trying a way out."""


class Why(msgspec.Struct, frozen=True):
    """The first rule that refuses: its code, its ID, the facts, the words, and the ways out."""

    code: str
    rule: str
    facts: dict[str, Any]
    says: str
    advice: str
    mends: tuple[Mend, ...]


def why_not(rows: Reader, act: Act, wish: Book, currency: str = "") -> Why | None:
    """Why the actor cannot book this now; None where nothing stands against it.

    Only ways are named that are open: a way that can be tried is tried as well.
    """
    result = bus.preview(Overlay(rows), act, wish)[0]
    if not isinstance(result, Refusal):
        return None
    reason = REASONS.get(result.code, Reason(""))
    words = refused(result.code)
    occurrence = rows.get(Occurrence, wish.occurrence_id)
    case = Case(rows, act, wish, result.facts, occurrence)
    ways = (make(case) for make in reason.ways)
    return Why(
        result.code,
        reason.rule,
        result.facts,
        tell(words.says, result.facts, currency),
        tell(words.mend, result.facts, currency),
        tuple(mend for way in ways if way for mend in _open(rows, act, way, result.code)),
    )


def _still(result: Outcome | Refusal, code: str) -> bool:
    return isinstance(result, Refusal) and result.code == code


def _open(rows: Reader, act: Act, way: Way, code: str) -> Iterator[Mend]:
    """The way as a mend, unless the rules refuse it whoever goes it, or it changes nothing."""
    said = {field: _SAID[field] for field in way.asks if field in _SAID}
    command = way.command(**said)
    if command is None:
        yield whose(rows, act, way)
        return
    anybody = replace(act, actor_id=StaffId(""), client_id=ClientId(""), system=True)
    draft = Overlay(rows)
    if isinstance(bus.run(draft, anybody, command), Refusal):
        return
    if way.then is not None and _still(bus.run(draft, act, way.then), code):
        return
    mend = whose(rows, act, way)
    tried = bus.preview(Overlay(rows), act, command)[0]
    yield replace(mend, may=mend.may and not isinstance(tried, Refusal))
