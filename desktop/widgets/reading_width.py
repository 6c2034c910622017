"""Pages that grow no wider than the eye follows: on a large screen the room stays at the end."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QWidget


class ReadingWidth(QObject):
    """Keeps what a layout holds within some pixels from where lines begin."""

    def __init__(self, page: QWidget, layout: QBoxLayout, widest: int) -> None:
        super().__init__(page)
        self._page, self._layout, self._widest = page, layout, widest
        self._usual = layout.contentsMargins()
        page.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A page of another width has another margin at its end."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange):
            usual = self._usual
            spare = self._page.width() - self._widest
            end = max(usual.right(), spare - usual.left())
            sides = (end, usual.left()) if self._page.isRightToLeft() else (usual.left(), end)
            self._layout.setContentsMargins(sides[0], usual.top(), sides[1], usual.bottom())
        return False
