"""What falls due about closures: the next part of the passes that last longer (SCH-14)."""

from collections.abc import Iterator

from core.commands.closures import ExtendForClosure
from core.domain.closures import ACTIVE, CLOSURES_TO_EXTEND
from core.ports import Reader
from core.rules.due.registry import Due, Moment, falls_due

DONE = "all"


@falls_due
def passes_to_extend(tx: Reader, _moment: Moment) -> Iterator[Due]:
    """Closures of which some passes do not have their days yet; ids sort before "all"."""
    for closure in tx.find(CLOSURES_TO_EXTEND, ACTIVE, until=DONE):
        cause = f"{closure.id} {closure.extended_to}"
        yield Due(ExtendForClosure(closure.id, closure.extended_to), cause)
