"""The bar above the calendar: where in time, what is shown, how many days, a new class."""

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.features.calendar.actions import (
    DAY,
    EARLIER,
    FILTER,
    LATER,
    MONTH,
    NEW,
    TODAY,
    WEEK,
)
from desktop.features.calendar.model import CalendarPage, LegendEntry, Mode, MonthPage
from desktop.theme.fonts import Size, font
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BADGE, GAP_L, GAP_M, GAP_S, TOOL_BAR
from desktop.widgets.badge import draw_badge
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import rule_line, text_width, words
from desktop.widgets.segmented import Segmented

# Below this width, beside a panel in a small window, only what moves in time stays.
_NARROW, _WIDE = 660, 860
_ACTIONS = {Mode.DAY: DAY, Mode.WEEK: WEEK, Mode.MONTH: MONTH}


class Legend(QWidget):
    """Services by letter and name; those that find no room are left out whole."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[LegendEntry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_entries(self, entries: tuple[LegendEntry, ...]) -> None:
        """Show other services."""
        self._entries = entries
        self.setAccessibleName(", ".join(f"{e.letter} {e.name}" for e in entries))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, BADGE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        wides = [BADGE + 4 + text_width(e.name, Size.CAPTION) for e in self._entries]
        gap = GAP_M
        while wides and sum(wides) + gap * (len(wides) - 1) > self.width():
            wides.pop()
        left = self.width() - sum(wides) - gap * max(0, len(wides) - 1)
        middle = self.height() // 2
        for entry, wide in zip(self._entries, wides, strict=False):
            place = QRect(left, middle - BADGE // 2, BADGE, BADGE)
            draw_badge(painter, place, entry.letter, entry.service)
            name = QRect(left + BADGE + 4, 0, wide, self.height())
            words(painter, name, entry.name, font(Size.CAPTION), theme.text)
            left += wide + gap


class CalendarBar(QWidget):
    """Everything in it triggers an action of the registry, but the choice of what is shown."""

    shown_asked = Signal(str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(TOOL_BAR + 1)
        self.setAccessibleName(self.tr("Calendar tools"))
        self._page: CalendarPage | MonthPage | None = None
        self.title = Label("", Size.PAGE, bold=True, ink=Ink.STRONG)
        self.legend = Legend()
        self.shown = Button("", opens_menu=True)
        self.shown.clicked.connect(self._ask_shown)
        self.filter = Button(self.tr("Filter"), opens_menu=True)
        self.mode = Segmented(
            self.tr("Days in view"),
            [
                ("day", self.tr("Day"), "D"),
                ("week", self.tr("Week"), "W"),
                ("month", self.tr("Month"), "M"),
            ],
        )
        self.mode.chosen.connect(lambda mode: self._trigger(registry, mode))
        self._lay_out(registry)

    def _lay_out(self, registry: ActionRegistry) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_L, 0, GAP_M, 1)
        row.setSpacing(GAP_S)
        self._today = today = Button(self.tr("Today"), key=registry.usual_text(TODAY))
        earlier = Button.icon_only("chevron-left", registry.action(EARLIER).text())
        later = Button.icon_only("chevron-right", registry.action(LATER).text())
        self._new = new = Button(
            self.tr("New"), icon="plus", key=registry.usual_text(NEW), kind=Kind.PRIMARY
        )
        for button, ident in (
            (today, TODAY),
            (earlier, EARLIER),
            (later, LATER),
            (new, NEW),
            (self.filter, FILTER),
        ):
            button.clicked.connect(registry.action(ident).trigger)
        for part in (today, earlier, later):
            row.addWidget(part)
        row.addSpacing(GAP_S)
        row.addWidget(self.title)
        row.addSpacing(GAP_S)
        row.addWidget(self.legend, 1)
        row.addWidget(self.filter)
        row.addWidget(self.shown)
        row.addWidget(self.mode)
        row.addWidget(new)

    def show_page(self, page: CalendarPage | MonthPage) -> None:
        """Say what is in view."""
        self._page = page
        self.title.setText(page.title)
        self.legend.show_entries(page.legend)
        self.shown.set_words(page.shown)
        many = self.tr("Filter · {0}").format(page.filtered)
        self.filter.set_words(many if page.filtered else self.tr("Filter"))
        self._fit()
        self.mode.choose(page.mode)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < _NARROW
        self._today.setVisible(not narrow)
        filtered = self._page is not None and self._page.filtered
        self.filter.setVisible(self.width() >= _WIDE or bool(filtered and not narrow))
        self.shown.setVisible(not narrow and self._can_choose())
        self._new.set_words("" if narrow else self.tr("New"))
        self._new.setAccessibleName(self.tr("New"))

    def _can_choose(self) -> bool:
        return self._page is not None and len(self._page.choices) > 1

    def _trigger(self, registry: ActionRegistry, mode: str) -> None:
        if self._page is not None:
            self.mode.choose(self._page.mode)
        registry.action(_ACTIONS[Mode(mode)]).trigger()

    def _ask_shown(self) -> None:
        menu = QMenu(self.shown)
        menu.setAccessibleName(self.tr("What is shown"))
        for choice in self._page.choices if self._page else ():
            act = menu.addAction(choice.text)
            act.triggered.connect(
                lambda _on=False, ident=choice.ident: self.shown_asked.emit(ident)
            )
        menu.popup(self.shown.mapToGlobal(QPoint(0, self.shown.height() + 4)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        y = self.height() - 1
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)
