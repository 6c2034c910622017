"""A table saved as a file on a thread of its own, and what is said of it."""

from collections.abc import Callable

from core.domain.refusals import Fault
from desktop.background import Background, Progress
from desktop.saying import tr
from desktop.tables.export import Export
from desktop.wording import fault_words

Write = Callable[[Export, str, Progress], None]


def save_aside(
    aside: Background, write: Write, made: Export, file: str, tell: Callable[[str], object]
) -> None:
    """Write it, and tell that it is saved, or why it could not be."""

    def work(progress: Progress) -> str:
        write(made, file, progress)
        return file

    def done(saved: str) -> None:
        tell(tr("Saved {0}").format(saved))

    def fail(fault: Fault) -> None:
        tell(fault_words(fault))

    aside.run(work, done, fail)
