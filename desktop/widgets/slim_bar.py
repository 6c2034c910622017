"""A slim scroll bar that lies over the rows, so that columns keep their place."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

_WIDE = 8


class SlimBar(QScrollBar):
    """Stands in for the vertical bar of a scroll area; the area's own one stays hidden."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self._area = area
        own = area.verticalScrollBar()
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        own.rangeChanged.connect(self._take_range)
        own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(own.setValue)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Scroll {0}").format(area.accessibleName()))
        area.installEventFilter(self)
        self._take_range(own.minimum(), own.maximum())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._area and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _take_range(self, least: int, most: int) -> None:
        self.setRange(least, most)
        self.setPageStep(self._area.verticalScrollBar().pageStep())
        self.setVisible(most > least)
        self._place()

    def _place(self) -> None:
        self.setGeometry(self._area.width() - _WIDE - 1, 2, _WIDE, self._area.height() - 4)
        self.raise_()
