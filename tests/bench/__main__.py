"""`python -m tests.bench [WORD...]`: runs the benches whose name holds one of the words, or all.

Goals are reported, never asserted: a slow machine is no fault of the code.
"""

import compileall
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator

from tests import bench
from tests.bench.harness import Measure, table
from tests.support.servers import ROOT

PREFIX = "bench_"


def names(words: list[str]) -> list[str]:
    """The bench modules whose name holds one of the words; all without words."""
    found = [m.name for m in pkgutil.iter_modules(bench.__path__) if m.name.startswith(PREFIX)]
    return [name for name in found if not words or any(word in name for word in words)]


def run(name: str) -> Iterator[Measure]:
    """The measures of one bench module."""
    print(f"{name.removeprefix(PREFIX)} ...", file=sys.stderr)
    measures: Iterator[Measure] = importlib.import_module(f"tests.bench.{name}").measures()
    yield from measures


def main() -> None:
    """Compiles the project, runs the benches, prints the table."""
    # Uncompiled imports would be measured three times as slow as what people run.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for package in ("core", "desktop", "sync_server", "tests"):
        compileall.compile_dir(ROOT / package, quiet=2)
    measures = [measure for name in names(sys.argv[1:]) for measure in run(name)]
    print("\n".join(table(measures)))


if __name__ == "__main__":
    main()
