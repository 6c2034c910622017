"""What a window says, and what of it is cut off: widgets, painted words, accessible names."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.desk import Desk
from desktop.language import OWN
from desktop.widgets.button import Button
from desktop.widgets.label import Label

WORD = re.compile(r"[^\W\d_]{2,}")
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_MARKUP = re.compile(r"<[^>]*>|&\w+;|https?://\S+")
_TOLD_BY_ROWS = re.compile(
    "name|note|text|reason|mail|phone|label|badge|tag|title|contact|pronoun|categor|address|code|zone"
    "|language"
)
NO_WORDS = frozenset(
    (
        *("Enter", "Esc", "Del", "Ctrl", "Shift", "Alt", "Space", "Tab", "Backspace", "Ins"),
        *("Home", "End", "Return", "PgUp", "PgDown", "Left", "Right", "Up", "Down"),
        *("Foyer", "Inter", "IANA", "Europe", "London", "min", "km", "csv", "xlsx", "pdf"),
        "Neighbour",
    )
)
"""Names of keys, units and other things that are the same in every language."""


def words_of_rows(desk: Desk) -> set[str]:
    """Every word of names and notes that the store of a desk holds."""
    found: set[str] = set()
    with closing(desk.reader()) as reader:
        tables = reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            columns = reader.execute(f"PRAGMA table_info({table})").fetchall()
            for name in (one[1] for one in columns if _TOLD_BY_ROWS.search(one[1])):
                told = f"SELECT DISTINCT {name} FROM {table}"  # noqa: S608
                for (cell,) in reader.execute(told).fetchall():
                    found.update(WORD.findall(str(cell)))
    return found


def untranslated(text: str, known: set[str]) -> list[str]:
    """The words of a text that stand in no brackets and are nobody's name."""
    rest = _MARKUP.sub(" ", text)
    while _BRACKETED.search(rest):
        rest = _BRACKETED.sub(" ", rest)
    plain = (word for word in WORD.findall(rest) if word not in known and word not in NO_WORDS)
    return [word for word in plain if not word.isupper()]  # initials, codes


class Reader:
    """Reads window after window and keeps what is wrong: in the made-up language words that are
    not translated, in the desk's own every text that has less room than it needs."""

    def __init__(self, known: Iterable[str], language: str) -> None:
        self._known, self._own = set(known), language == OWN
        self._plain: dict[str, str] = {}
        self._cut: dict[str, str] = {}
        self._painted: set[str] = set()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is painted meanwhile belongs to the window that is read next."""
        with painted_words() as seen:
            yield
        self._painted = set(seen)

    def read(self, name: str, window: QWidget) -> None:
        """Look at all that a window says."""
        told = [*said_by(window), *(("painted", text) for text in self._painted)]
        for who, text in told:
            if not self._own and untranslated(text, self._known):
                self._plain.setdefault(text, f"{name}: {who}")
        for line in cut_off(window, ellipsis=not self._own):
            self._cut.setdefault(line, name)

    def found(self) -> list[str]:
        """What was not translated and what does not fit, each once."""
        plain = [f"not translated, {where}: {text!r}" for text, where in self._plain.items()]
        return plain + [f"cut off, {where}: {line}" for line, where in self._cut.items()]


@contextmanager
def painted_words() -> Iterator[set[str]]:
    """What is painted while this is open, as it was asked for: not yet cut with an ellipsis."""
    from desktop.widgets import painting

    seen: set[str] = set()
    kept, cut = QPainter.drawText, painting.fitting

    def draw(painter: QPainter, *given: Any) -> Any:
        seen.update(one for one in given if isinstance(one, str) and "…" not in one)
        return kept(painter, *given)

    def fit(text: str, *given: Any) -> str:
        seen.add(text)
        return cut(text, *given)

    QPainter.drawText = draw  # type: ignore[assignment, method-assign]
    painting.fitting = fit  # type: ignore[assignment]
    try:
        yield seen
    finally:
        QPainter.drawText = kept  # type: ignore[method-assign]
        painting.fitting = cut


def said_by(window: QWidget) -> Iterator[tuple[str, str]]:
    """Who says what, of all that is visible in a window."""
    yield "window title", window.windowTitle()
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        who = type(widget).__name__
        for text in (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()):
            yield who, text
        yield from ((who, text) for text in _texts(widget))
        if hasattr(widget, "painted_children"):
            face = QAccessible.queryAccessibleInterface(widget)
            for at in range(face.childCount()):
                yield who, face.child(at).text(QAccessible.Text.Name)


def _texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    if isinstance(widget, (QLineEdit, QPlainTextEdit)):
        yield widget.placeholderText()


def cut_off(window: QWidget, *, ellipsis: bool) -> Iterator[str]:
    """Texts of labels and buttons that need more room than they have; where `ellipsis` is fair,
    only those that are cut without one."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, (QLabel, QAbstractButton)):
            continue
        if ellipsis and isinstance(widget, (Label, Button)) and not _wraps(widget):
            continue
        needs = widget.minimumSizeHint()
        if isinstance(widget, QLabel) and _wraps(widget):
            tall = widget.heightForWidth(widget.width())
            if tall > widget.height() + 1:
                room = widget.height()
                yield f"{type(widget).__name__}: {widget.text()!r} needs {tall}, has {room}"
        elif widget.width() < needs.width() or widget.height() < needs.height() - 1:
            has = f"{widget.width()}x{widget.height()}"
            yield f"{type(widget).__name__}: {widget.text()!r} needs {needs.toTuple()}, has {has}"


def _wraps(widget: QWidget) -> bool:
    return isinstance(widget, QLabel) and widget.wordWrap()
