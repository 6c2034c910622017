"""The sheet of shortcuts, generated from the registry (U-07)."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QKeySequence, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GROUP_HEAD
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import cap_width, draw_cap
from desktop.widgets.painting import words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.side_panel import PanelHead


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


class ShortcutSheet(QWidget):
    """Content for the side panel."""

    close_asked = Signal()

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = PanelHead(self.tr("Shortcuts"))
        head.close_asked.connect(self.close_asked)
        column.addWidget(head)
        self.list = RowList(
            self.tr("All shortcuts"),
            _KeyDelegate(),
            EmptyState(self.tr("No action has a key.")),
        )
        self.list.show_rows(key_rows(registry))
        column.addWidget(self.list, 1)
