"""What a start spares itself: collecting garbage while everything is loaded, and PySide's reading
of sources."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_ASKS = "_mod_uses_pyside"


@contextmanager
def collecting_held() -> Iterator[None]:
    """While modules are loaded and the first window is built nearly nothing is garbage: looking
    for it over and over is a tenth of a cold start. Holds until `let_collect`, or the end."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def let_collect() -> None:
    """What a start has made stays until the end, so no later collection walks it (U-91)."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def read_no_sources() -> None:
    """For its optional `__feature__` PySide reads and keeps the source of every module that is
    imported after it. Foyer uses none, so all are told apart as modules without PySide are.

    This is an inner name of PySide: where a release has it no more, it reads again, and
    tests/desktop/test_quick_start.py says so.
    """
    import PySide6.QtCore  # noqa: F401

    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, _ASKS):
        setattr(feature, _ASKS, lambda _module: False)
