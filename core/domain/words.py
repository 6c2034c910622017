"""Every refusal, fault, outcome and settlement as a sentence, and the way to mend it.

One map for each kind of code; a test demands a sentence for every code that the core can return.
The sentences stand by area in `sentences/`; how facts are said is in `telling.py`.
"""

from types import ModuleType

from core.domain.sentences import (
    arrivals,
    calendar,
    class_people,
    courses,
    cover,
    health,
    identity,
    instructors,
    leases,
    money,
    offer,
    passes,
    people,
    persons,
    resources,
    rights,
    seats,
    setup,
    telling,
)
from core.domain.sentences import (
    done as outcomes,
)
from core.domain.sentences.faults import FAULTS as OF_THE_ENVIRONMENT
from core.domain.sentences.settled import SETTLED
from core.domain.sentences.words import Words

__all__ = ["DONE", "FAULTS", "REFUSED", "SETTLED", "Words", "done", "fault", "refused", "settled"]

_AREAS: tuple[ModuleType, ...] = (
    outcomes,
    seats,
    cover,
    arrivals,
    people,
    calendar,
    setup,
    resources,
    courses,
    instructors,
    money,
    passes,
    rights,
    persons,
    health,
    telling,
    class_people,
    identity,
    leases,
    offer,
)


def _joined(kind: str) -> dict[str, Words]:
    return {code: words for area in _AREAS for code, words in getattr(area, kind, {}).items()}


REFUSED = _joined("REFUSED")
DONE = _joined("DONE")
FAULTS = OF_THE_ENVIRONMENT | _joined("FAULTS")


def refused(code: str) -> Words:
    """The words of a refusal, or of a fault in its place. KeyError for a code that has none."""
    return REFUSED.get(code) or FAULTS[code]


def fault(code: str) -> Words:
    """The words of a fault, or of a refusal that the server answered instead of rows."""
    return FAULTS.get(code) or REFUSED[code]


def done(code: str) -> Words:
    """The words of an outcome."""
    return DONE[code]


def settled(case: str, *, refused: bool = False) -> Words:
    """The words of an attention item's kind; some cases read otherwise when it was refused."""
    return (SETTLED.get(f"{case} refused") if refused else None) or SETTLED[case]
