"""One item in full: what happened, the two sides, the ways to put it right, what was done."""

from html import escape

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.features.attention.model import DoneLine, Story
from desktop.features.attention.remedies import RemedyList
from desktop.features.attention.side_card import SideCard
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import State
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, PAGE_SIDE
from desktop.widgets.button import Button
from desktop.widgets.chip import Chip, ChipSpec
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import words

_DONE_ROW, _DONE_TEXT_AT = 24, 80
_WIDEST = 960


class _Done(QWidget):
    def __init__(self, lines: tuple[DoneLine, ...]) -> None:
        super().__init__()
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(f"{line.when} {line.text}" for line in lines))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(320, _DONE_ROW * len(self._lines))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        for at, line in enumerate(self._lines):
            y = at * _DONE_ROW
            words(painter, QRect(0, y, 48, _DONE_ROW), line.when, font(Size.CAPTION), theme.muted)
            draw_icon(painter, line.icon, QPoint(52, y + 5), 14, theme.muted)
            place = QRect(_DONE_TEXT_AT, y, self.width() - _DONE_TEXT_AT, _DONE_ROW)
            words(painter, place, line.text, font(), theme.text)


class StoryView(QScrollArea):
    """Built anew for each item: it is read once and left."""

    remedy_taken = Signal(str)
    done_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("What happened"))
        self._story: Story | None = None

    def show_story(self, story: Story | None) -> None:
        """Tell an item, or nothing."""
        if story == self._story and self.widget() is not None:
            return
        self._story = story
        page = QWidget()
        # Long lines are hard to read, so on a wide screen the story keeps to its left.
        row = QHBoxLayout(page)
        row.setContentsMargins(PAGE_SIDE, GAP_L, PAGE_SIDE, GAP_L)
        told = QWidget()
        told.setMaximumWidth(_WIDEST)
        row.addWidget(told, 1)
        row.addStretch(0)
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        if story is not None:
            self._fill(column, story)
        column.addStretch(1)
        self.setWidget(page)

    def story(self) -> Story | None:
        """What is told."""
        return self._story

    def take(self, number: int) -> None:
        """Take a remedy by number, from 1."""
        story = self._story
        if story is not None and 0 < number <= len(story.remedies):
            self.remedy_taken.emit(story.remedies[number - 1].ident)

    def _fill(self, column: QVBoxLayout, story: Story) -> None:
        self._fill_head(column, story)
        column.addWidget(Label(story.title, Size.PAGE, bold=True, ink=Ink.STRONG))
        parts = [
            f"<b>{escape(part)}</b>" if at % 2 else escape(part)
            for at, part in enumerate(story.sentence)
        ]
        told = Label(f'<p style="line-height: 24px; margin: 0">{"".join(parts)}</p>', Size.SECTION)
        told.setWordWrap(True)
        column.addWidget(told)
        if story.sides:
            column.addSpacing(4)
            row = QHBoxLayout()
            row.setSpacing(GAP_L)
            lines = max(len(side.facts) for side in story.sides)
            for side in story.sides:
                row.addWidget(SideCard(side, lines), 1)
            column.addLayout(row)
        if story.remedies and not story.closed:
            self._title(column, self.tr("Put it right"))
            remedies = RemedyList(story.remedies)
            remedies.taken.connect(self.remedy_taken)
            column.addWidget(remedies)
        if story.done:
            self._title(column, self.tr("What was done"))
            column.addWidget(_Done(story.done))

    def _fill_head(self, column: QVBoxLayout, story: Story) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        state = State.NEEDS_YOU if story.needs_you else State.BIRTHDAY
        spec = ChipSpec.of(state, story.chip)
        if not story.needs_you:
            spec = ChipSpec(story.chip, "inbox", State.BIRTHDAY.mark.tone)
        row.addWidget(Chip(spec))
        since = Label(story.since, Size.CAPTION, ink=Ink.MUTED)
        since.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(since, 1)
        if not story.closed:
            done = Button(self.tr("Mark done"), icon="check", key="E", tall=28)
            done.clicked.connect(self.done_asked)
            row.addWidget(done)
        column.addLayout(row)

    @staticmethod
    def _title(column: QVBoxLayout, text: str) -> None:
        column.addSpacing(GAP_M)
        column.addWidget(Label(text, Size.SECTION, bold=True, ink=Ink.STRONG))
