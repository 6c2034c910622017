"""The foot of the class panel: what is done most often with a whole class."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.features.class_panel import actions
from desktop.features.class_panel.model import ClassView
from desktop.sight import NOT_YOURS
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S, GAP_XS
from desktop.widgets.button import Button, Kind
from desktop.widgets.painting import rule_line
from desktop.widgets.reason_line import ReasonLine

_TALL, _WIDE_ENOUGH = 52, 440


class Foot(QWidget):
    """Buttons of actions; where the panel is narrow, writing to all is in the menu alone."""

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(_TALL)
        self.book = Button(self.tr("Book"), icon="user-plus", key="B")
        self.move_class = Button(self.tr("Move"), key="M")
        self.message = Button(self.tr("Message"))
        self.cancel = Button(self.tr("Cancel class"), kind=Kind.DANGER)
        self.reinstate = Button(self.tr("Let it take place"), icon="rotate-ccw")
        self.reason = ReasonLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_L, GAP_S, GAP_L, GAP_S)
        column.setSpacing(GAP_XS)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        column.addLayout(row)
        for button in (self.book, self.move_class, self.message):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.reinstate)
        row.addWidget(self.cancel)
        self._ways = {
            self.book: actions.BOOK,
            self.move_class: actions.MOVE_CLASS,
            self.message: actions.WRITE_TO_ALL,
            self.cancel: actions.CANCEL_CLASS,
            self.reinstate: actions.REINSTATE,
        }
        for button, ident in self._ways.items():
            button.clicked.connect(registry.action(ident).trigger)
        self._registry = registry
        self._view: ClassView | None = None

    def show_class(self, view: ClassView) -> None:
        """What can be done with this class by who works here; the rest is not shown (PERM)."""
        self._view = view
        self.book.setEnabled(not view.barred_booking)
        self.reason.say(view.barred_booking)
        self.cancel.setEnabled(not view.closed)
        self.move_class.setEnabled(not view.closed)
        self.show_ways()

    def show_ways(self) -> None:
        """Show the buttons of what this class, and the rights of who works here, let be done."""
        view = self._view
        if view is None:
            return
        fits = {
            self.book: not view.unseen,
            self.move_class: not view.cancelled,
            self.message: self.width() >= _WIDE_ENOUGH,
            self.cancel: not view.cancelled,
            self.reinstate: view.cancelled,
        }
        for button, ident in self._ways.items():
            button.setVisible(fits[button] and self._registry.reason(ident) != NOT_YOURS)

    def can_book(self) -> bool:
        """Whether a client can be booked."""
        return self.book.isEnabled()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.show_ways()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        rule_line(painter, QPointF(0, 0), QPointF(self.width(), 0), current_theme().line_strong)
