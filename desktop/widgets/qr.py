"""QR codes, painted as crisp squares on white."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.mirror import brush

INK, PAPER = QColor("#12161A"), QColor("#FFFFFF")
_QUIET = 4


def paint_code(painter: QPainter, place: QRectF, code: str) -> None:
    """A QR code as crisp squares; what lies around it must be left white by who calls."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    made = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    made.add_data(code)
    made.make(fit=True)
    rows = made.get_matrix()
    step = place.width() / len(rows)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(INK)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                spot = QRectF(place.x() + x * step, place.y() + y * step, step, step)
                painter.fillRect(spot, INK)
    painter.restore()


class QrPicture(QWidget):
    """A code with the white around it that scanners need, in light and dark alike."""

    def __init__(self, code: str, side: int = 160, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code, self._side = code, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Code {0}").format(code))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        painter.fillRect(self.rect(), PAPER)
        edge = self._side * _QUIET / (25 + 2 * _QUIET)
        inner = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        paint_code(painter, inner, self._code)
