"""Silence is success: a log record of WARNING or above fails the test that did not declare it.

Python warnings are errors by the settings of pytest, Qt messages fail by pytest-qt.
"""

import logging
import re
from collections.abc import Callable, Iterator

import pytest


class LoudRecords(logging.Handler):
    """Collects what is logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture
def expects_log(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Declares in mid-test a pattern for log records; it counts as the marker of the same name."""

    def declare(pattern: str) -> None:
        request.node.add_marker(pytest.mark.expects_log(pattern))

    return declare


@pytest.fixture(autouse=True)
def silence_is_success(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails for each loud record that no pattern names, and for each pattern that named none."""
    loud = LoudRecords()
    root = logging.getLogger()
    root.addHandler(loud)
    try:
        yield
    finally:
        root.removeHandler(loud)
    patterns = [p for mark in request.node.iter_markers("expects_log") for p in mark.args]
    stray = [line for line in loud.lines if not any(re.search(p, line) for p in patterns)]
    unheard = [p for p in patterns if not any(re.search(p, line) for line in loud.lines)]
    if stray:
        pytest.fail("logged but not declared:\n" + "\n".join(stray), pytrace=False)
    if unheard:
        pytest.fail("declared but never logged: " + ", ".join(unheard), pytrace=False)
