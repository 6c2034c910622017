"""Commands that are accepted, each with the studio in which it is, as random people came to it."""

from collections import Counter
from collections.abc import Callable

from msgspec.structs import replace

from core import bus
from core.changes import Act, Outcome
from core.commands.registry import Command, specs
from core.domain.ids import CommandId, StaffId
from core.ports import Reader
from core.store.overlay import Overlay
from tests.core.machine.world import World
from tests.support.samples import all_samples
from tests.support.studio import Studio

Visit = Callable[[Reader, Act, Command], None]

OF_EACH = 2
SEEDS = 14
STEPS = 1500


class Watched(World):
    """A world that shows each command that will be accepted, before it is."""

    def __init__(self, seed: int, shown: Counter[type[Command]], visit: Visit) -> None:
        self._shown = shown
        self._visit = visit
        super().__init__(seed)

    def _run(self, command: Command, act: Act) -> None:
        kind = type(command)
        if self._shown[kind] < OF_EACH:
            result = bus.preview(Overlay(self.reader), act, command)[0]
            if isinstance(result, Outcome):
                self._shown[kind] += 1
                self._visit(self.reader, act, command)
        super()._run(command, act)


def visit_all(visit: Visit) -> set[str]:
    """Show some accepted commands of every kind; of a kind that none is accepted of, its sample.

    Gives the names of the latter.
    """
    shown: Counter[type[Command]] = Counter()
    for seed in range(SEEDS):
        Watched(seed, shown, visit).play(STEPS)
    s = Studio.open()
    left = set()
    for sample in all_samples(s):
        if not shown[type(sample)]:
            left.add(next(name for name, spec in specs.items() if spec.type is type(sample)))
            visit(s.reader, s.act(by=s.owner), sample)
            act = Act(CommandId("by the server"), StaffId(""), s.act().occurred_at, system=True)
            visit(s.reader, replace(act), sample)
    return left
