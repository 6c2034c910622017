"""The head of the class panel: what, when, where, who teaches, how full."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.class_panel.model import ClassView
from desktop.theme.sizes import BUTTON_HEAD, GAP_L, GAP_M, GAP_S
from desktop.widgets.avatar import Avatar
from desktop.widgets.badge import Badge
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import Ink, Label
from desktop.widgets.seats_bar import SeatsBar
from desktop.widgets.side_panel import PanelHead


class ClassHead(QWidget):
    """Title line with the close button, then three lines of facts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PanelHead("")
        self._badge = Badge("", 0, "")
        self.title.lead.addWidget(self._badge)
        self._day = Label()
        self._span = Label(bold=True, ink=Ink.STRONG)
        self._place = Label()
        self._starts_in = Label(bold=True, ink=Ink.ACCENT)
        self.more = Button.icon_only("ellipsis", self.tr("More about the class"), kind=Kind.QUIET)
        self.print = Button.icon_only("printer", self.tr("Print the roster"), kind=Kind.QUIET)
        self.title.tools.addWidget(self.print)
        self.title.tools.addWidget(self.more)
        self.substitute = Button(
            self.tr("Find substitute"), icon="arrow-left-right", tall=BUTTON_HEAD
        )
        self._avatar = Avatar("", 24)
        self._teacher = Label()
        self._teacher_note = Label(ink=Ink.MUTED)
        self._seats = Label(bold=True, ink=Ink.STRONG)
        self._bar = SeatsBar()
        self._counts = Label(ink=Ink.TEXT)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, GAP_S)
        column.setSpacing(4)
        column.addWidget(self.title)
        when = self._row(column)
        for part in (self._day, self._span, self._place):
            when.addWidget(part)
        when.addStretch(1)
        when.addWidget(self._starts_in)
        who = self._row(column)
        who.addWidget(self._avatar)
        who.addWidget(self._teacher)
        who.addWidget(self._teacher_note)
        who.addStretch(1)
        who.addWidget(self.substitute)
        column.addSpacing(4)
        seats = self._row(column)
        seats.setSpacing(GAP_M - 2)
        seats.addWidget(self._seats)
        seats.addWidget(self._bar, 1)
        seats.addWidget(self._counts)

    @staticmethod
    def _row(column: QVBoxLayout) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(GAP_L, 0, GAP_L, 0)
        row.setSpacing(GAP_S)
        column.addLayout(row)
        return row

    def show_class(self, view: ClassView) -> None:
        """Take a class."""
        self.title.title.setText(view.title)
        self._badge.say(view.letter, view.service, view.title)
        self._day.setText(view.day)
        self._span.setText(view.span)
        self._place.setText(view.place)
        self._starts_in.setText(view.starts_in)
        self._avatar.show_name(view.teacher or "?")
        self._teacher.setText(view.teacher or self.tr("No teacher"))
        self._teacher_note.setText(f"· {view.teacher_note}" if view.teacher_note else "")
        self._seats.setText(view.seats_said)
        self._bar.show_seats(view.seats)
        self._counts.setText(view.counts)
