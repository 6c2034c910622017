"""Commands that are accepted, each with the studio in which it is: those of random people, and
those of the stories that other tests tell."""

import inspect
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

from core import bus
from core.changes import Act, Outcome
from core.commands.registry import Command, spec_of
from core.domain.refusals import Refusal
from core.ports import Reader
from core.store.overlay import Overlay
from tests.core import handlers
from tests.core.machine.world import World
from tests.support.samples import all_samples
from tests.support.studio import Studio

Visit = Callable[[Reader, Act, Command], None]

OF_EACH = 2
SEEDS = 8
STEPS = 1500


class Watch:
    """Stands at the door of the bus and shows commands that will be accepted, before they are."""

    def __init__(self, visit: Visit) -> None:
        self.shown: Counter[str] = Counter()
        self._visit = visit
        self._run = bus.run
        self._inside = False

    def run(self, draft: Any, act: Act, command: Command) -> Outcome | Refusal:
        """In place of `bus.run`; what is tried during a visit is not shown again."""
        if not self._inside and self.shown[spec_of(command).name] < OF_EACH:
            self.show(draft._reader, act, command)
        return self._run(draft, act, command)

    def show(self, reader: Reader, act: Act, command: Command) -> bool:
        """Show a command if it is accepted; whether it was."""
        if not isinstance(self._run(Overlay(reader), act, command), Outcome):
            return False
        self._inside = True
        self.shown[spec_of(command).name] += 1
        self._visit(reader, act, command)
        self._inside = False
        return True


def visit_all(visit: Visit, *, seeds: int = SEEDS) -> set[str]:
    """Show some accepted commands of every kind; gives the names of those that none was of."""
    watch = Watch(visit)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bus, "run", watch.run)
        for seed in range(seeds):
            World(seed).play(STEPS)
        for story in stories():
            story()
        s = Studio.open()
        for sample in all_samples(s):
            watch.run(Overlay(s.reader), s.act(by=s.owner), sample)
            watch.run(Overlay(s.reader), s.act(system=True), sample)
    return {spec_of(sample).name for sample in all_samples(s)} - set(watch.shown)


def stories() -> Iterator[Callable[[], None]]:
    """Tests of other modules that need nothing to be told."""
    for found in pkgutil.walk_packages(handlers.__path__, f"{handlers.__name__}."):
        teller = import_module(found.name)
        for name, story in inspect.getmembers(teller, inspect.isfunction):
            if name.startswith("test_") and not inspect.signature(story).parameters:
                yield story
