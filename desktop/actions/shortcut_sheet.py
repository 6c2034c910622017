"""The sheet of shortcuts, generated from the registry (U-07)."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.theme.fonts import Size, font
from desktop.theme.marks import Tone
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S, GROUP_HEAD
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import KeyHint, cap_width, draw_cap
from desktop.widgets.painting import words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.side_panel import PanelHead

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_OWN = _ENTER | {Qt.Key.Key_Delete}
_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)


class KeyRow(ListRow, frozen=True, kw_only=True):
    """An action and its keys as the platform writes them."""

    text: str
    keys: tuple[str, ...] = ()


class _KeyDelegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        assert isinstance(row, KeyRow)  # noqa: S101
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, 0)
        head = not row.selectable
        face = font(Size.CAPTION, bold=True) if head else font()
        words(painter, inner, row.text, face, theme.muted if head else theme.text)
        right = inner.right() + 1
        for key in reversed(row.keys):
            right -= cap_width(key)
            draw_cap(painter, right, rect.center().y(), key)
            right -= 6


def key_rows(registry: ActionRegistry) -> list[KeyRow]:
    """All actions that have a key, under their headings."""
    native = QKeySequence.SequenceFormat.NativeText
    groups: dict[str, list[KeyRow]] = {}
    for definition in registry:
        shortcuts = registry.keys_of(definition.ident)
        keys = tuple(sequence.toString(native) for sequence in shortcuts)
        if keys:
            said = f"{definition.text}, {' or '.join(keys)}"
            row = KeyRow(key=definition.ident, said=said, text=definition.text, keys=keys)
            groups.setdefault(definition.group, []).append(row)
    rows: list[KeyRow] = []
    for group, members in groups.items():
        rows.append(
            KeyRow(key=f"group/{group}", said=group, text=group, tall=GROUP_HEAD, selectable=False)
        )
        rows += members
    return rows


class _Keys(RowList):
    """Enter asks for the next key as the new one; Del brings the usual one back."""

    chosen_key = Signal(str, str)
    reset_asked = Signal(str)
    asking_changed = Signal(str)

    asking = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = self.current_key()
        if self.asking:
            self._answer(event)
        elif event.key() in _ENTER and key:
            self._ask(key)
        elif event.key() == Qt.Key.Key_Delete and key:
            self.reset_asked.emit(key)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (self.asking or event.key() in _OWN)
        ):
            event.accept()
            return True
        return super().event(event)

    def _answer(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIERS:
            return
        asked = self.asking
        self._ask("")
        if event.key() != Qt.Key.Key_Escape:
            text = QKeySequence(event.keyCombination()).toString()
            self.chosen_key.emit(asked, text)

    def _ask(self, ident: str) -> None:
        self.asking = ident
        self.asking_changed.emit(ident)


class ShortcutSheet(QWidget):
    """Content for the side panel."""

    close_asked = Signal()

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._registry = registry
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = PanelHead(self.tr("Shortcuts"))
        head.close_asked.connect(self.close_asked)
        column.addWidget(head)
        self.list = _Keys(
            self.tr("All shortcuts"),
            _KeyDelegate(),
            EmptyState(self.tr("No action has a key.")),
        )
        self.list.show_rows(key_rows(registry))
        column.addWidget(self.list, 1)
        self.answer = AnswerLine()
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_L, GAP_S, GAP_L, GAP_S)
        foot.addWidget(self.answer, 1)
        hints = [("Enter", self.tr("change")), ("Del", self.tr("usual key"))]
        foot.addWidget(KeyHint(hints))
        column.addLayout(foot)
        self.list.asking_changed.connect(self._asking)
        self.list.chosen_key.connect(self._rebind)
        self.list.reset_asked.connect(lambda ident: self._rebind(ident, ""))

    def _asking(self, ident: str) -> None:
        words = self.tr("Press the new key, or Esc") if ident else ""
        self.answer.say(words, Tone.INFO)

    def _rebind(self, ident: str, key: str) -> None:
        try:
            self._registry.rebind(ident, key)
        except ValueError as taken:
            said = self.tr("{0} has this key already.").format(taken)
            self.answer.say(said, Tone.REFUSED)
            return
        self.answer.say("")
        self.list.show_rows(key_rows(self._registry))
