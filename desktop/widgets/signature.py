"""A field that is signed with a finger, a pen or the mouse; the line becomes an SVG path."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS
from desktop.widgets.painting import CENTRE, box, words

MOST_LETTERS = 18_000
TALL = 160
_LEAST_STEP = 2.0


class SignaturePad(QWidget):
    """`signed` after each stroke. Points nearer than two pixels are left out."""

    signed = Signal()

    def __init__(self, parent: QWidget | None = None, *, hint: str = "", tall: int = TALL) -> None:
        super().__init__(parent)
        self._hint = hint or self.tr("Sign here with a finger")
        self._tall = tall
        self._strokes: list[list[QPointF]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Signature"))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(480, self._tall)

    def clear(self) -> None:
        """Begin anew."""
        self._strokes = []
        self.update()

    def take(self, path: str) -> None:
        """Show a line as `path` gave it."""
        strokes = (part.split("L") for part in path.split("M") if part)
        self._strokes = [[_point(pair) for pair in stroke] for stroke in strokes]
        self.update()

    def path(self) -> str:
        """The strokes as an SVG path of whole pixels; "" where nothing was drawn."""
        parts = []
        for stroke in self._strokes:
            if len(stroke) < 2:
                continue
            first, *rest = stroke
            parts.append(f"M{first.x():.0f} {first.y():.0f}")
            parts += [f"L{point.x():.0f} {point.y():.0f}" for point in rest]
        return "".join(parts)[:MOST_LETTERS]

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._strokes.append([event.position()])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if not self._strokes or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        last = self._strokes[-1][-1]
        if (event.position() - last).manhattanLength() >= _LEAST_STEP:
            self._strokes[-1].append(event.position())
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        self.signed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        box(painter, self.rect(), RADIUS, theme.raised, theme.control)
        line = self.height() - 40
        painter.setPen(QPen(theme.line_strong, 1))
        painter.drawLine(QPointF(24, line), QPointF(self.width() - 24, line))
        if not self._strokes:
            words(painter, self.rect(), self._hint, font(Size.SECTION), theme.muted, CENTRE)
        painter.setPen(QPen(theme.strong, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for stroke in self._strokes:
            drawn = QPainterPath(stroke[0])
            for point in stroke[1:]:
                drawn.lineTo(point)
            painter.drawPath(drawn)


def _point(pair: str) -> QPointF:
    x, _, y = pair.partition(" ")
    return QPointF(float(x), float(y))
