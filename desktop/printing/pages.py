"""A printable on a paper: the one path to the preview, the printer and the PDF."""

from PySide6.QtCore import QIODevice, QRectF, QSaveFile, QSizeF
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPainter, QPdfWriter

from core.domain.refusals import Fault
from desktop.printing.paper import PX_PER_INCH, Paper, px
from desktop.printing.printable import GREY, Printable
from desktop.theme.fonts import Size, font
from desktop.widgets.painting import LEFT, RIGHT, words

_FOOT = 28.0
DPI = 300


class Pages:
    """The pages of one printable. `of` says "page x of y" in the person's language."""

    def __init__(self, sheet: Printable, paper: Paper, of: str = "{0} / {1}") -> None:
        self.title = sheet.title
        self.paper = paper
        self._of = of
        room = paper.room()
        tall = room.height() if paper.rolls else room.height() - _FOOT
        self._room = QSizeF(room.width(), tall)
        self._laid = sheet.laid_out(self._room)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._laid.pages

    def layout(self) -> QPageLayout:
        """The page that a printer has to set up."""
        return self.paper.layout(self._laid.tall)

    def size(self) -> QSizeF:
        """A whole sheet in pixels of 1/96 inch."""
        tall = px(self.paper.tall_mm) or self._laid.tall + 2 * px(self.paper.top_mm)
        return QSizeF(px(self.paper.wide_mm), tall)

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a sheet, counted from 0; the painter is scaled to 1/96 inch."""
        painter.save()
        painter.translate(px(self.paper.side_mm), px(self.paper.top_mm))
        self._laid.paint(painter, page)
        if not self.paper.rolls:
            foot = QRectF(0, self._room.height() + _FOOT - 16, self._room.width(), 16)
            words(painter, foot.adjusted(0, 0, -120, 0), self.title, font(Size.CAPTION), GREY, LEFT)
            place = self._of.format(page + 1, self.count)
            words(painter, foot, place, font(Size.CAPTION), GREY, RIGHT)
        painter.restore()

    def picture(self, page: int, wide: int, ratio: float = 1.0) -> QImage:
        """A sheet as a picture of a width in logical pixels."""
        size = self.size()
        scale = wide / size.width()
        made = QImage(
            round(wide * ratio),
            round(size.height() * scale * ratio),
            QImage.Format.Format_RGB32,
        )
        made.fill(0xFFFFFFFF)
        made.setDevicePixelRatio(ratio)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        self.paint(painter, page)
        painter.end()
        return made

    def save_pdf(self, file: str) -> None:
        """Write a PDF. Raises Fault `file_not_written`."""
        whole = QSaveFile(file)
        if not whole.open(QIODevice.OpenModeFlag.WriteOnly):
            raise Fault("file_not_written")
        writer = QPdfWriter(whole)
        writer.setTitle(self.title)
        writer.setResolution(DPI)
        writer.setPageLayout(self.layout())
        if not self.put_on(writer) or not whole.commit():
            raise Fault("file_not_written")

    def put_on(self, device: QPagedPaintDevice) -> bool:
        """Paint all pages on a device that is set up; False where it does not take them."""
        painter = QPainter()
        if not painter.begin(device):
            return False
        scale = device.logicalDpiX() / PX_PER_INCH
        painter.scale(scale, scale)
        for page in range(self.count):
            if page and not device.newPage():
                painter.end()
                return False
            self.paint(painter, page)
        return painter.end()
