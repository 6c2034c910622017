"""The Attention screen: the inbox on the left, the story of the chosen item on the right (U-37)."""

from functools import partial

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.features.attention.actions import MARK_DONE, REMEDIES, remedy
from desktop.features.attention.inbox import InboxDelegate, rows_of
from desktop.features.attention.model import Item, Story
from desktop.features.attention.story import StoryView
from desktop.theme.fonts import Size
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import KeyHint
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import rule_line
from desktop.widgets.row_list import RowList
from desktop.widgets.segmented import Segmented

INBOX_WIDE, INBOX_SMALL, _HEAD, _FOOT = 384, 320, 56, 40
_SMALL = 1000


class _Inbox(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        right, low = self.width() - 1, self.height() - _FOOT
        rule_line(painter, QPointF(right, 0), QPointF(right, self.height()), theme.line_strong)
        for y in (_HEAD, low):
            rule_line(painter, QPointF(0, y), QPointF(right, y), theme.line)


class AttentionScreen(Page):
    """`remedy_requested` carries item and remedy."""

    item_chosen = Signal(str)
    remedy_requested = Signal(str, str)
    done_requested = Signal(str)
    folder_requested = Signal(str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Attention"))
        self.folder = Segmented(
            self.tr("Which items"),
            [("open", self.tr("Open"), ""), ("done", self.tr("Done"), "")],
            tall=28,
        )
        self._empty = EmptyState(
            self.tr("Nothing needs you. What two desks cannot settle alone will stand here.")
        )
        self.list = RowList(self.tr("Items"), InboxDelegate(), self._empty)
        self.story = StoryView()
        self._lay_out()
        self.set_first(self.list)
        self._connect(registry)

    def show_items(self, items: tuple[Item, ...], folder: str = "open") -> None:
        """Take the items of a folder; the place is kept, at first it is the first item."""
        self.folder.choose(folder)
        if folder == "open":
            self.folder.set_text("open", self.tr("Open {0}").format(len(items)))
        none = self.tr("Nothing needs you. Good.") if folder == "open" else self.tr("None yet.")
        self._empty.sentence.setText(none)
        rows = rows_of(items, self.tr("Needs you"), self.tr("For your information"))
        self.list.show_rows(rows)
        if not self.list.current_key():
            self.list.step(-len(rows))
        if not items:
            self.story.show_story(None)

    def show_story(self, story: Story | None) -> None:
        """Tell the chosen item."""
        self.story.show_story(story)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._inbox = inbox = _Inbox()
        inbox.setFixedWidth(INBOX_WIDE)
        column = QVBoxLayout(inbox)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(GAP_L, 0, GAP_L - 1, 0)
        head.addWidget(Label(self.tr("Attention"), Size.PAGE, bold=True, ink=Ink.STRONG))
        head.addStretch(1)
        head.addWidget(self.folder)
        holder = QWidget()
        holder.setFixedHeight(_HEAD + 1)
        holder.setLayout(head)
        column.addWidget(holder)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_L, 0, GAP_L, 0)
        hints = [("↑↓", self.tr("next")), ("1–9", self.tr("remedy")), ("E", self.tr("done"))]
        foot.addWidget(KeyHint(hints))
        foot.addStretch(1)
        below = QWidget()
        below.setFixedHeight(_FOOT)
        below.setLayout(foot)
        column.addWidget(below)
        row.addWidget(inbox)
        row.addWidget(self.story, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._inbox.setFixedWidth(INBOX_SMALL if self.width() < _SMALL else INBOX_WIDE)

    def _connect(self, registry: ActionRegistry) -> None:
        self.list.moved.connect(self._moved)
        self.folder.chosen.connect(self.folder_requested)
        self.story.remedy_taken.connect(self._remedy)
        self.story.done_asked.connect(self._done)
        registry.do(MARK_DONE, self._done)
        for number in range(1, REMEDIES + 1):
            registry.do(remedy(number), partial(self._take, number))

    def _moved(self, item_id: str) -> None:
        if item_id:
            self.item_chosen.emit(item_id)

    def _remedy(self, ident: str) -> None:
        story = self.story.story()
        if story is not None:
            self.remedy_requested.emit(story.item_id, ident)

    def _take(self, number: int) -> None:
        if self.isVisible():
            self.story.take(number)

    def _done(self) -> None:
        story = self.story.story()
        if self.isVisible() and story is not None and not story.closed:
            self.done_requested.emit(story.item_id)
